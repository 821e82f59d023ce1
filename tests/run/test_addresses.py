"""Settings find what runs, and only what runs."""

import fcntl
import json

from factcheck.run.addresses import find_addresses, is_held, var_folder


def leave_address(own_var, name, url):
    folder = own_var / "run"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps({"url": url, "keeper": 1}))
    return (folder / f"{name}.keeper").open("w")


def test_nothing_runs_in_a_fresh_checkout(own_var):
    assert find_addresses() == {}
    assert list(own_var.iterdir()) == []


def test_an_address_counts_while_its_keeper_lives(own_var):
    with leave_address(own_var, "postgres", "postgresql://here") as keeper:
        fcntl.flock(keeper, fcntl.LOCK_EX)
        assert find_addresses() == {"database_url": "postgresql://here"}


def test_an_address_left_by_a_killed_keeper_counts_for_nothing(own_var):
    leave_address(own_var, "valkey", "redis://gone").close()
    assert find_addresses() == {}


def test_a_torn_address_counts_for_nothing(own_var):
    with leave_address(own_var, "valkey", "") as keeper:
        (own_var / "run" / "valkey.json").write_text('{"url": "red')
        fcntl.flock(keeper, fcntl.LOCK_EX)
        assert find_addresses() == {}


def test_looking_at_a_lock_leaves_it_free(own_var):
    lock = own_var / "lock"
    lock.touch()
    assert not is_held(lock)
    with lock.open() as mine:
        fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert is_held(lock)


def test_an_empty_desk_var_counts_as_unset(monkeypatch):
    monkeypatch.setenv("DESK_VAR", "")
    assert var_folder().name == "var"
    assert (var_folder().parent / "uv.lock").exists()
