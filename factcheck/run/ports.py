"""Ports: is one free, which one shall we take, where did we write it down."""

import errno
import socket
from pathlib import Path

from factcheck.run.refusals import CannotRun


def is_free(port: int, *, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen on `host`:`port` now.

    SO_REUSEADDR, as servers set it: a port whose last connections still fade is free.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as failure:
            if failure.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def pick_port(memory: Path | None = None) -> int:
    """A free loopback port: the one written in `memory` if it still is, else a new one.

    The choice is written to `memory`, so that a second start finds the same port.
    """
    if memory and memory.exists():
        text = memory.read_text().strip()
        if text.isdigit() and is_free(int(text)):
            return int(text)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    if memory:
        memory.write_text(f"{port}\n")
    return port


def require_free(host: str, port: int) -> None:
    """Return when the web server can listen on `host`:`port`.

    Raises:
        CannotRun: another program listens there, or this user or machine may not.
    """
    try:
        free = is_free(port, host=host)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise CannotRun(
            f"The desk cannot listen on {host}, port {port}: {reason}."
        ) from failure
    if not free:
        raise CannotRun(
            f"Port {port} on {host} is in use by another program. "
            f"Choose another one: PORT={port + 1} make run"
        )
