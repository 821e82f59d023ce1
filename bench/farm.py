"""The link farm beside the checkout, started on loopback for as long as it is needed."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from peers import CHECKOUT, FOLDER

FARM = CHECKOUT.parent / "shared" / "linkfarm"
PORT = 28399
SPREAD = 64  # loopback addresses that the bulk links go round


@dataclass(frozen=True, slots=True)
class Farm:
    """The running farm: `port` of its pages, ten above it the bulk links."""

    port: int

    @property
    def pairs(self) -> list[str]:
        """What counts as public while it runs."""
        return [f"127.0.0.1:{self.port + 10}", f"127.0.1.0/24:{self.port + 10}"]

    @property
    def allow(self) -> list[str]:
        """The same, as options of check_links."""
        return [word for pair in self.pairs for word in ("--allow", pair)]

    def list_urls(self, count: int, *, latency: int) -> list[str]:
        """So many bulk links, going round the addresses."""
        query = f"?ms={latency}" if latency else ""
        return [
            f"http://127.0.1.{n % SPREAD + 1}:{self.port + 10}/bulk/{n}{query}"
            for n in range(count)
        ]

    def write_list(self, count: int, *, latency: int) -> Path:
        """A file with a bulk link a line."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        path = FOLDER / f"links-{count}-{latency}.txt"
        path.write_text("\n".join(self.list_urls(count, latency=latency)) + "\n")
        return path

    def read_traps(self) -> object:
        """What the farm says of connections to its trap."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/__trap") as answer:
            return json.load(answer)


@contextmanager
def run_farm() -> Iterator[Farm]:
    """The farm answers inside the block.

    Raises:
        RuntimeError: it did not start; it needs aiohttp.
    """
    command = [sys.executable, "linkfarm.py", "--port", str(PORT), "--max-seconds", "3600"]
    child = subprocess.Popen(
        command, cwd=FARM, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        wait_for_farm(child)
        yield Farm(PORT)
    finally:
        child.terminate()
        child.wait(20)
        wait_silent()


def wait_silent() -> None:
    """Return when the bulk server, a process of its own, has let go of its port."""
    for _ in range(100):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", PORT + 10)):
                return
        time.sleep(0.1)


def wait_for_farm(child: subprocess.Popen[bytes]) -> None:
    """Return when the farm answers; raises as `run_farm`."""
    for _ in range(150):
        if child.poll() is not None:
            said = child.stderr.read() if child.stderr else b""
            raise RuntimeError(said.decode(errors="replace")[-500:])
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/__stats", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the farm does not answer")
