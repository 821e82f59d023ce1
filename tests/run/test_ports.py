"""Ports that are free, taken, remembered or out of reach."""

import socket
from pathlib import Path

import pytest

from factcheck.run.launch import read_address
from factcheck.run.ports import is_free, pick_port, require_free
from factcheck.run.refusals import CannotRun


@pytest.fixture
def taken():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_port_somebody_listens_on_is_not_free(taken):
    assert not is_free(taken)


def test_the_same_port_is_picked_again_while_it_is_free(tmp_path: Path):
    memory = tmp_path / "port"
    first = pick_port(memory)
    assert pick_port(memory) == first


def test_another_port_is_picked_and_remembered_when_the_old_one_is_taken(tmp_path, taken):
    memory = tmp_path / "port"
    memory.write_text(f"{taken}\n")
    fresh = pick_port(memory)
    assert fresh != taken
    assert memory.read_text() == f"{fresh}\n"


def test_a_torn_memory_is_no_obstacle(tmp_path):
    memory = tmp_path / "port"
    memory.write_text("54\x0032")
    assert 0 < pick_port(memory) < 65536


def test_a_port_in_use_is_named_with_a_way_out(taken):
    with pytest.raises(CannotRun, match=f"Port {taken} .* in use.*PORT={taken + 1}"):
        require_free("127.0.0.1", taken)


def test_an_address_of_another_machine_is_refused_in_one_line():
    with pytest.raises(CannotRun, match=r"cannot listen on 192\.0\.2\.1") as refusal:
        require_free("192.0.2.1", 8000)
    assert "\n" not in str(refusal.value)


def test_empty_host_and_port_count_as_unset(monkeypatch):
    monkeypatch.setenv("HOST", "")
    monkeypatch.setenv("PORT", "")
    assert read_address() == ("127.0.0.1", 8000)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8 000", "٨٠٠٠"])
def test_a_port_that_is_no_port_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CannotRun, match="PORT is"):
        read_address()
