"""Child processes that end when their parent does."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from typing import IO

PR_SET_PDEATHSIG = 1  # linux/prctl.h; other systems have no such call and do without
PRCTL: Callable[..., int] | None = getattr(ctypes.CDLL(None), "prctl", None)


def start_child(
    command: list[str],
    *,
    out: int | IO[bytes],
    env: Mapping[str, str] | None = None,
    on_orphaned: signal.Signals = signal.SIGKILL,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, its output going to `out`.

    It gets `on_orphaned` when the calling thread's process dies, however that dies. A
    terminal's Ctrl-C does not reach it: the parent decides in which order things end.
    """
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT,
        env=env,
        start_new_session=True,
        preexec_fn=follow_parent(on_orphaned),  # noqa: PLW1509 - no threads in the callers
    )


def follow_parent(orphaned: signal.Signals) -> Callable[[], None]:
    """What a fresh child calls so that `orphaned` is sent to it when its parent dies."""
    parent = os.getpid()

    def arrange() -> None:
        if PRCTL is not None:
            PRCTL(PR_SET_PDEATHSIG, int(orphaned), 0, 0, 0)
            if os.getppid() != parent:  # it died before the call
                os._exit(1)

    return arrange


def follow_own_parent() -> None:
    """End this process with SIGTERM when the one that started it dies."""
    if PRCTL is not None:
        PRCTL(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)


def signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send `number` to what is left of the child's process group, if anything is."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


def end_child(
    child: subprocess.Popen[bytes], *, ask: signal.Signals, patience: float
) -> None:
    """The child and its group are gone: asked first, killed after `patience` seconds."""
    deadline = time.monotonic() + patience
    if child.poll() is None:
        child.send_signal(ask)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(deadline - time.monotonic(), 0))
    signal_group(child, signal.SIGKILL)
    child.wait()


def describe_end(status: int) -> str:
    """Say how a process ended, from its `returncode`."""
    if status < 0:
        return f"killed by {signal.Signals(-status).name}"
    return f"ended with status {status}"
