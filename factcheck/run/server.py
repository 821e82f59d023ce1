"""What a keeper needs to know about a server in order to run it."""

import signal
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Server:
    """One embedded server, ready to be started: its data exists, its port is chosen."""

    name: str
    command: list[str]
    url: str
    stop: signal.Signals  # asks for a clean end without waiting for its clients
    is_ready: Callable[[], bool]  # asked while it starts, quick
