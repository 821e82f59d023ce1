"""The whole desk from one command, on real servers, and its clean end."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from factcheck.run.addresses import CHECKOUT, find_addresses
from factcheck.run.ports import pick_port
from tests.run.conftest import is_alive, kill, wait_until

COMMAND = [sys.executable, "-m", "factcheck.run"]


@dataclass
class Desks:
    """Starts desks on one port and keeps what they print."""

    output: Path
    port: int = field(default_factory=pick_port)
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(self.port)}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        with self.output.open("wb") as out:
            desk = subprocess.Popen(
                COMMAND, cwd=CHECKOUT, env=environment, stdout=out, stderr=out
            )
        self.started.append(desk)
        wait_until(lambda: self.is_ready() or desk.poll() is not None, seconds=250)
        assert desk.poll() is None, self.output.read_text()
        return desk

    def is_ready(self) -> bool:
        return "ready at" in self.output.read_text()


@pytest.fixture
def desks(own_var: Path, keepers: Path) -> Iterator[Desks]:
    """None of the desks it starts survives the test."""
    made = Desks(own_var / "printed")
    yield made
    for desk in made.started:
        desk.kill()
        desk.wait()


def ask(port, path):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request("GET", path)
        return line.getresponse().status
    finally:
        line.close()


def list_processes(folder):
    """Every living process that was told about `folder`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            told = f"DESK_VAR={folder}".encode() in (entry / "environ").read_bytes()
        except OSError:
            continue
        if told and int(entry.name) != os.getpid() and is_alive(int(entry.name)):
            found.append(int(entry.name))
    return found


@pytest.mark.worker
@pytest.mark.timeout(300)
def test_the_desk_starts_refuses_a_second_one_and_stops_cleanly(desks, own_var):
    first = desks.start()
    assert ask(desks.port, "/healthz") == 200
    said = desks.output.read_text()
    assert f"The desk is ready at http://127.0.0.1:{desks.port}/" in said
    assert "editor" in said
    assert set(find_addresses()) == {"database_url", "redis_url", "site_url"}
    second = subprocess.run(
        COMMAND, cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert second.returncode == 1
    assert second.stderr.startswith("desk: This checkout's desk runs already: process")
    assert second.stderr.count("\n") == 1
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=60) == 0
    assert "Traceback" not in desks.output.read_text()
    assert list_processes(own_var) == []


@pytest.mark.worker
@pytest.mark.timeout(300)
def test_nothing_outlives_a_killed_launcher_and_the_next_start_is_clean(desks, own_var):
    killed = desks.start()
    kill(killed.pid)
    killed.wait()
    wait_until(lambda: list_processes(own_var) == [])
    assert find_addresses() == {}
    again = desks.start()
    assert ask(desks.port, "/healthz") == 200
    again.send_signal(signal.SIGINT)
    assert again.wait(timeout=60) == 0
    assert list_processes(own_var) == []
