"""Keeps one embedded server up for as long as anybody uses it.

`python -m factcheck.run.keeper postgres|valkey`, started by `sharing.share_service`. Its
first line on standard output is `ready`, `taken` or `refused: <reason>`.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from factcheck.run.addresses import find_log, run_folder, var_folder
from factcheck.run.children import describe_end, end_child
from factcheck.run.postgres import prepare_postgres
from factcheck.run.refusals import CannotRun, explain_failure
from factcheck.run.server import Server, start_server
from factcheck.run.valkey import prepare_valkey

PREPARE: dict[str, Callable[[Path], Server]] = {
    "postgres": prepare_postgres,
    "valkey": prepare_valkey,
}
LOOK_SECONDS = 0.2
PAUSE_SECONDS = 3.0


class Stop(BaseException):
    """Somebody sent this keeper a signal to end."""


def main(name: str) -> int:
    """Keep the server `name` until its last user is gone; 0 when all went well."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, raise_stop)
    run_folder().mkdir(parents=True, exist_ok=True)
    with (run_folder() / f"{name}.keeper").open("w") as lock:
        if not take_lock(lock, seconds=1.0):
            print("taken", flush=True)
            return 0
        try:
            keep(name)
        except Stop:
            return 0
        except CannotRun as refusal:
            print(f"refused: {refusal}", flush=True)
            return 1
        except OSError as failure:
            print(f"refused: {explain_failure(failure, folder=var_folder())}", flush=True)
            return 1
    return 0


def raise_stop(number: int, frame: object) -> None:
    """Turn a signal into an end of whatever goes on."""
    raise Stop(number, frame)


def take_lock(lock: IO[str], *, seconds: float) -> bool:
    """Whether `lock` became ours alone; others hold it for an instant to look at it."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.02)
        else:
            return True


def keep(name: str) -> None:
    """Run the server, start it again when it dies, return when its last user is gone."""
    server = PREPARE[name](var_folder())
    address = run_folder() / f"{name}.json"
    child = start_server(server, log=find_log(name))
    with (run_folder() / f"{name}.users").open("w") as users:
        try:
            write_address(address, url=server.url)
            print("ready", flush=True)
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nobody reads on: to the log
            while not take_lock(users, seconds=0):
                child = restart_if_dead(child, server=server)
                time.sleep(LOOK_SECONDS)
        finally:  # whoever comes now waits for `users`, and finds nothing half-stopped
            address.unlink(missing_ok=True)
            end_child(child, ask=server.stop, patience=20)


def write_address(path: Path, *, url: str) -> None:
    """Leave `url` at `path`, readable by this user alone, whole at any moment."""
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps({"url": url, "keeper": os.getpid()}))
    fresh.replace(path)


def restart_if_dead(
    child: subprocess.Popen[bytes], *, server: Server
) -> subprocess.Popen[bytes]:
    """The child if it lives; else a new one, ready, or the dead one if that failed."""
    status = child.poll()
    if status is None:
        return child
    print(f"{server.name} {describe_end(status)}; it is started again.", flush=True)
    try:
        fresh = start_server(server, log=find_log(server.name))
    except CannotRun as refusal:
        print(f"{refusal} Next try in {PAUSE_SECONDS:.0f} s.", flush=True)
        time.sleep(PAUSE_SECONDS)
        return child
    print(f"{server.name} is up again.", flush=True)
    return fresh


if __name__ == "__main__":
    if os.fork():  # whoever asked for a keeper is not its parent: nobody waits for it
        os._exit(0)
    os.setsid()
    sys.exit(main(sys.argv[1]))
