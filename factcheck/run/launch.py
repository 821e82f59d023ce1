"""`make run`: the whole desk from one command, and its clean end."""

import contextlib
import fcntl
import http.client
import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from factcheck.run.addresses import run_folder, var_folder
from factcheck.run.crew import Crew, Member, say
from factcheck.run.logs import LogTail
from factcheck.run.passthrough import VARIABLES
from factcheck.run.ports import require_free
from factcheck.run.programs import (
    STATIC_READY,
    find_app_url,
    find_near,
    lessen,
    list_members,
    make_environment,
    prepare_command,
)
from factcheck.run.refusals import CannotRun, explain_failure, require_room
from factcheck.run.sharing import hold_service, share_service, wait_for_end

START_SECONDS = 120.0
STOP_SECONDS = 12.0
LOOK_SECONDS = 1.0


class StopAsked(BaseException):
    """Ctrl-C, or a signal that means the same."""


def main() -> int:
    """Run the desk until it is asked to stop; 0 for a clean end, 1 for one clear line."""
    try:
        run_desk()
    except StopAsked:
        return 0
    except CannotRun as refusal:
        print(f"desk: {refusal}", file=sys.stderr)
    except OSError as failure:
        print(f"desk: {explain_failure(failure, folder=var_folder())}", file=sys.stderr)
    return 1


def run_desk() -> None:
    """Everything is up until `StopAsked`; then everything is down, in order."""
    host, port = read_address()
    require_room(run_folder())
    with ExitStack() as stack:
        stack.enter_context(be_the_only_one(f"{host}:{port}"))
        require_free(host, port)
        listen_for_stop()
        services = stack.enter_context(hold_services())
        environment = make_environment(os.environ, host=host, port=port, services=services)
        crew = Crew()
        stack.callback(stop_crew, crew)
        lesser = lessen(environment, services)
        web, *others = list_members(lesser, host=host, port=port)
        sign_in = prepare(crew, environment=environment, web=web)
        wait_for_web(crew, web=web, host=host, port=port)
        for member in others:  # after it, not beside it: people wait for the web server
            crew.start(member)
        announce(environment["DESK_URL"], sign_in=sign_in)
        look_on(crew, services=services)


def read_address() -> tuple[str, int]:
    """`HOST` and `PORT` of the environment; 127.0.0.1 and 8000 when unset or empty.

    Raises:
        CannotRun: the port is not a number from 1 to 65535.
    """
    host = os.environ.get("HOST") or "127.0.0.1"
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotRun(f"PORT is {text!r}; it must be a number from 1 to 65535.")
    return host, int(text)


@contextmanager
def be_the_only_one(address: str) -> Iterator[None]:
    """No other desk of this checkout runs inside the block.

    Raises:
        CannotRun: one does; names its process and address.
    """
    with (run_folder() / "launcher.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            running = lock.read().strip() or "another process"
            raise CannotRun(f"This checkout's desk runs already: {running}.") from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()} at http://{address}/")
        lock.flush()
        yield


def listen_for_stop() -> None:
    """From now on the usual signals raise `StopAsked`, wherever the launcher is."""

    def raise_stop(number: int, _frame: object) -> None:
        for again in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(again, signal.SIG_IGN)
        print(f"\nStopping ({signal.Signals(number).name}) …", flush=True)
        raise StopAsked

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, raise_stop)  # nohup's wish is kept


@contextmanager
def hold_services() -> Iterator[dict[str, str]]:
    """URLs of the services by name, of those the environment does not name itself.

    They stay up inside the block, and are down after it unless another command of this
    checkout uses them.
    """
    missing = [name for name, key in VARIABLES.items() if not os.environ.get(key)]
    held: dict[str, IO[str]] = {}
    try:
        for name in missing:
            held[name] = hold_service(name)
        with ThreadPoolExecutor() as pool:  # each has a Python and a server to start
            urls = list(pool.map(share_service, missing))
        yield dict(zip(missing, urls, strict=True))
    finally:
        for users in held.values():
            users.close()
        for name in held:
            wait_for_end(name, seconds=20)


def prepare(crew: Crew, *, environment: dict[str, str], web: Member) -> str:
    """Collect static files, migrate, make the demonstration; how to sign in, or "".

    `web` is started meanwhile: it has as much to import as setup has to do.

    Raises:
        CannotRun: one of them failed; carries its last line.
    """
    note = Path(environment["DESK_SIGN_IN_FILE"])
    note.unlink(missing_ok=True)
    member = Member("setup", prepare_command(), environment)
    crew.start(member)
    child = member.child
    while child is not None and child.poll() is None:
        crew.pass_on_all(0.1)
        if member.last_line == STATIC_READY and web not in crew.members:
            crew.start(web)
    crew.retire(member)
    if child is None or child.returncode:
        raise CannotRun(f"The desk could not be prepared: {member.last_line}")
    if web not in crew.members:
        crew.start(web)
    return note.read_text() if note.exists() else ""


def wait_for_web(crew: Crew, *, web: Member, host: str, port: int) -> None:
    """The web server answers.

    Raises:
        CannotRun: it died three times, or took longer than two minutes.
    """
    deadline = time.monotonic() + START_SECONDS
    while not answers(host, port):
        if web.deaths >= 3 or time.monotonic() > deadline:
            raise CannotRun(f"The web server does not start: {web.last_line}")
        crew.tick(0.1)


def answers(host: str, port: int) -> bool:
    """Whether `/healthz` answers without a server error."""
    line = http.client.HTTPConnection(find_near(host), port, timeout=5)
    try:
        line.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return line.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def announce(url: str, *, sign_in: str) -> None:
    """Say where the desk is and who may sign in."""
    (run_folder() / "site-url").write_text(url)
    print(f"\nThe desk is ready at {url}/", flush=True)
    if sign_in.strip():
        print(sign_in.strip(), flush=True)
    print("Ctrl-C stops it; what was entered is kept.\n", flush=True)


def look_on(crew: Crew, *, services: dict[str, str]) -> None:
    """Pass on output, restart what dies, until `StopAsked`."""
    tails = [LogTail.at_end(name) for name in services]
    while True:
        crew.tick(LOOK_SECONDS)
        for tail in tails:
            for line in tail.read_lines():
                say(tail.name, line)
        revive_services(crew, services=services)


def revive_services(crew: Crew, *, services: dict[str, str]) -> None:
    """Every service has a keeper; members that knew an old address start again."""
    for name, old in services.items():
        try:
            url = share_service(name)
        except CannotRun as refusal:
            say(name, str(refusal))
            continue
        if url != old:
            services[name] = url
            known = find_app_url(url) if name == "postgres" else url
            crew.replace_in_environment(VARIABLES[name], known)


def stop_crew(crew: Crew) -> None:
    """Web server, worker and beat are gone, before the services go."""
    crew.stop(patience=STOP_SECONDS)
    with contextlib.suppress(OSError):
        print("Web server, worker and beat have stopped.", flush=True)
