"""One command run to its end, with what it cost."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

from peers import CHECKOUT


@dataclass(frozen=True, slots=True)
class Timed:
    """Wall seconds, user and system CPU seconds, and peak memory of one process."""

    seconds: float
    cpu: float
    peak_mb: float


def run_timed(command: Sequence[str]) -> Timed:
    """Run `command` in the checkout, its output thrown away.

    The exit status is not looked at: link checkers end with 2 when a link is dead.
    """
    began = time.monotonic()
    child = subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env={**os.environ, "DEBUG": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return Timed(
        time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    )
