"""A desk of the drill's own: its folder, its port, its processes, its rows.

Every process that is signalled here was started here: it is looked for among those whose
environment names the drill's folder.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))
START_SECONDS = 150.0


@dataclass(frozen=True)
class RunningDesk:
    """The desk that runs with `folder` as its DESK_VAR."""

    folder: Path
    process: subprocess.Popen[bytes]

    def read_url(self, service: str) -> str:
        """The URL of postgres or valkey, asked as the desk's own tools ask."""
        code = f"from factcheck.run.addresses import find_url; print(find_url('{service}'))"
        out = subprocess.run(
            [sys.executable, "-c", code],
            cwd=CHECKOUT,
            env={**os.environ, "DESK_VAR": str(self.folder)},
            capture_output=True,
            text=True,
            check=True,
        )
        return out.stdout.strip()

    def connect(self) -> psycopg.Connection:
        """A connection to the rows, each statement on its own; waits for the server."""
        deadline = time.monotonic() + 60
        while True:
            try:
                return psycopg.connect(
                    self.read_url("postgres"), autocommit=True, connect_timeout=5
                )
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)

    def open_queue(self) -> redis.Redis:
        """A connection to Valkey."""
        return redis.Redis.from_url(self.read_url("valkey"), socket_timeout=5)

    def find(self, *words: str, parent: int = 0) -> list[int]:
        """This desk's processes whose command line has all `words`, oldest first."""
        return [
            pid
            for pid in sorted(list_processes())
            if is_of(pid, self.folder)
            and all(word in read_command(pid) for word in words)
            and (not parent or read_parent(pid) == parent)
        ]

    def find_worker(self) -> int:
        """The worker's main process, the one the launcher started."""
        return self.find("celery", "worker", parent=self.process.pid)[0]

    def find_pool(self) -> list[int]:
        """The worker's pool of processes, where batches run."""
        return self.find("celery", "worker", parent=self.find_worker())

    def find_postmaster(self) -> int:
        """PostgreSQL's first process."""
        return int((self.folder / "pg" / "postmaster.pid").read_text().split()[0])

    def find_valkey(self) -> int:
        """The Valkey server, by its keeper: its own title overwrites its environment."""
        keeper = self.find("factcheck.run.keeper", "valkey")[-1]
        return next(pid for pid in list_processes() if read_parent(pid) == keeper)


def list_processes() -> list[int]:
    """Every process of this machine that can be seen."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def is_of(pid: int, folder: Path) -> bool:
    """Whether a process was started with `folder` as its DESK_VAR."""
    with suppress(OSError):
        environment = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        return f"DESK_VAR={folder}".encode() in environment
    return False


def read_command(pid: int) -> str:
    """The command line of a process; "" when it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def read_parent(pid: int) -> int:
    """The parent of a process; 0 when it is gone."""
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


@contextmanager
def run_desk(settings: Mapping[str, str]) -> Iterator[RunningDesk]:
    """A desk without the demonstration runs in a temporary folder inside the block."""
    from factcheck.run.ports import pick_port

    parent = CHECKOUT / "var" / "tmp"
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="drill-", dir=parent) as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL may run as another user
        kept = {k: v for k, v in os.environ.items() if not k.endswith("_URL")}
        environment = {**kept, "DESK_DEMO": "0", "PORT": str(pick_port()), **settings}
        log = folder / "desk.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "factcheck.run"],
                cwd=CHECKOUT,
                env={**environment, "DESK_VAR": str(folder)},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        desk = RunningDesk(folder, process)
        try:
            wait_ready(process, log)
            yield desk
        finally:
            keep_log(log)
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def wait_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    """The desk said that it is ready.

    Raises:
        RuntimeError: it ended, or took too long; with the end of what it said.
    """
    deadline = time.monotonic() + START_SECONDS
    while "The desk is ready" not in log.read_text(errors="replace"):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(log.read_text(errors="replace")[-2000:])
        time.sleep(0.3)


def keep_log(log: Path) -> None:
    """What the desk said outlives its folder: it explains a drill that failed."""
    kept = CHECKOUT / "var" / "log" / "drill.log"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(log.read_bytes())
