"""A folder of the launcher's own, with a space in its name, and clean endings."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.run.addresses import is_held


@pytest.fixture
def own_var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`DESK_VAR` is an empty folder, and no service is named by the environment."""
    folder = tmp_path / "a desk"
    folder.mkdir()
    monkeypatch.setenv("DESK_VAR", str(folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    return folder


@pytest.fixture
def keepers(own_var: Path) -> Iterator[Path]:
    """The folder of locks; every keeper that a test leaves behind ends after it."""
    yield own_var / "run"
    wait_until(
        lambda: not any(is_held(lock) for lock in (own_var / "run").glob("*.keeper"))
    )


def wait_until(condition: Callable[[], object], *, seconds: float = 60) -> None:
    """Return once `condition` holds.

    Raises:
        AssertionError: it did not within `seconds`, far longer than it ever should take.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    """Whether process `pid` runs; one that only waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def list_children(pid: int) -> list[int]:
    """The processes that `pid` started and that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def kill(pid: int) -> None:
    """End process `pid` as a power cut would."""
    os.kill(pid, signal.SIGKILL)
