"""Using an embedded server together with whoever else uses it.

A user holds `var/run/<service>.users` shared; a keeper holds `<service>.keeper` alone and
ends when it can have `.users` alone too. Both locks go with their processes, so a killed
one is never counted.
"""

import fcntl
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from factcheck.run.addresses import (
    CHECKOUT,
    find_log,
    find_url,
    is_held,
    run_folder,
    var_folder,
)
from factcheck.run.refusals import CannotRun, require_room

WAIT_SECONDS = 90.0
LONGEST_LOG = 5_000_000  # bytes; then a log begins anew


def hold_service(name: str) -> IO[str]:
    """Count this process among the users of `name` until the returned file is closed.

    Waits while a keeper is shutting the server down.
    """
    run_folder().mkdir(parents=True, exist_ok=True)
    users = (run_folder() / f"{name}.users").open("w")
    fcntl.flock(users, fcntl.LOCK_SH)
    return users


def share_service(name: str) -> str:
    """The URL of the running server `name`, started if need be. Hold it first.

    Raises:
        CannotRun: it cannot be started here.
    """
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        url = find_url(name)
        if url:
            return url
        start_keeper(name)
    raise CannotRun(f"{name} did not start within {WAIT_SECONDS:.0f} seconds.")


def start_keeper(name: str) -> None:
    """A keeper for `name` is up and ready, or another process is about to have one.

    Raises:
        CannotRun: the keeper refused.
    """
    require_room(var_folder())
    with open_log(name) as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "factcheck.run.keeper", name],
            cwd=CHECKOUT,
            env={**os.environ, "DESK_VAR": str(var_folder())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    with keeper:  # waits for the program that was started; the keeper has left it behind
        answer = keeper.stdout.readline().decode().strip() if keeper.stdout else ""
    if answer.startswith("refused: "):
        raise CannotRun(answer.removeprefix("refused: "))
    if answer != "ready":
        time.sleep(0.1)


def open_log(name: str) -> IO[bytes]:
    """The log of the server `name`, open for appending; begun anew when it grew long."""
    path = find_log(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    too_long = path.exists() and path.stat().st_size > LONGEST_LOG
    return path.open("wb" if too_long else "ab")


def wait_for_end(name: str, *, seconds: float) -> None:
    """Return when no keeper of `name` runs, when others use it, or after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and is_held(run_folder() / f"{name}.keeper"):
        if is_shared(run_folder() / f"{name}.users"):
            return
        time.sleep(0.05)


def is_shared(users: Path) -> bool:
    """Whether a process other than a keeper about to end holds `users`."""
    with users.open() as probe:
        try:
            fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with suppress(BlockingIOError):  # refused too when a keeper holds it alone
                fcntl.flock(probe, fcntl.LOCK_SH | fcntl.LOCK_NB)
                return True
    return False
