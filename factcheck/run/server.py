"""What one has to know about a server in order to run it, and how it is started."""

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from factcheck.run.children import end_child, start_child
from factcheck.run.refusals import CannotRun

START_SECONDS = 30.0  # a crashed cluster replays its log first
ATTEMPTS = 25
PAUSE_SECONDS = 0.2


@dataclass(frozen=True)
class Server:
    """One embedded server, ready to be started: its data exists, its port is chosen."""

    name: str
    command: list[str]
    url: str
    stop: signal.Signals  # asks for a clean end without waiting for its clients
    is_ready: Callable[[], bool]  # asked while it starts, quick


def start_server(server: Server, *, log: Path) -> subprocess.Popen[bytes]:
    """A child that runs `server` and takes commands; what it says is appended to `log`.

    One that dies at once is tried again for some seconds: what a killed server left
    behind ("postmaster.pid already exists", a port in use) goes away by itself.

    Raises:
        CannotRun: it did not come up.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + START_SECONDS
    for _ in range(ATTEMPTS):
        with log.open("ab") as out:
            child = start_child(server.command, out=out, on_orphaned=server.stop)
        ready = False
        try:
            ready = wait_ready(child, server=server, deadline=deadline)
        finally:
            if not ready:
                end_child(child, ask=server.stop, patience=5)
        if ready:
            return child
        if time.monotonic() > deadline:
            break
        time.sleep(PAUSE_SECONDS)
    raise CannotRun(f"{server.name} does not start: {read_last_line(log)} (see {log})")


def wait_ready(child: subprocess.Popen[bytes], *, server: Server, deadline: float) -> bool:
    """Whether the child came up before it died and before `deadline` (monotonic)."""
    while child.poll() is None and time.monotonic() < deadline:
        if server.is_ready():
            return child.poll() is None
        time.sleep(0.05)
    return False


def read_last_line(log: Path) -> str:
    """The last line with something in it; "" when there is none."""
    lines = log.read_text(errors="replace").split("\n") if log.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
