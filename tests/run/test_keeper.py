"""Real servers: shared by their users, restarted when killed, gone with the last user."""

import json
import subprocess
import sys

import psycopg
import pytest
import redis

from factcheck.run.addresses import CHECKOUT, find_addresses, find_url, is_held
from factcheck.run.sharing import hold_service, share_service
from tests.run.conftest import is_alive, kill, list_children, wait_until


def read_keeper(folder, name):
    return json.loads((folder / f"{name}.json").read_text())["keeper"]


def ask_redis(url):
    with redis.Redis.from_url(url) as client:
        try:
            return client.ping()
        except redis.ConnectionError:
            return False


def ask_postgres(url):
    try:
        with psycopg.connect(url, connect_timeout=5) as line:
            return line.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def test_users_share_a_server_and_the_last_one_ends_it(keepers):
    first, second = hold_service("valkey"), hold_service("valkey")
    url = share_service("valkey")
    keeper = read_keeper(keepers, "valkey")
    assert share_service("valkey") == url
    assert read_keeper(keepers, "valkey") == keeper
    first.close()
    assert ask_redis(url)
    second.close()
    wait_until(lambda: not is_alive(keeper))
    assert find_addresses() == {}
    assert not ask_redis(url)


def test_what_was_written_is_there_at_the_next_start_on_the_same_port(keepers):
    with hold_service("valkey"):
        url = share_service("valkey")
        with redis.Redis.from_url(url) as client:
            client.set("kept", "yes")
    wait_until(lambda: not is_held(keepers / "valkey.keeper"))
    with hold_service("valkey"):
        assert share_service("valkey") == url
        with redis.Redis.from_url(url) as client:
            assert client.get("kept") == b"yes"


def test_a_killed_server_is_up_again_under_its_address(keepers):
    with hold_service("valkey"):
        url = share_service("valkey")
        (server,) = list_children(read_keeper(keepers, "valkey"))
        kill(server)
        wait_until(lambda: ask_redis(url))
        (fresh,) = list_children(read_keeper(keepers, "valkey"))
        assert fresh != server


def test_a_killed_keeper_takes_its_server_along_and_is_replaced(keepers):
    with hold_service("valkey"):
        url = share_service("valkey")
        keeper = read_keeper(keepers, "valkey")
        (server,) = list_children(keeper)
        kill(keeper)
        wait_until(lambda: not is_alive(server))
        assert find_url("valkey") == ""
        assert share_service("valkey") == url
        assert ask_redis(url)


def test_the_server_ends_when_its_only_user_is_killed(keepers):
    code = (
        "from factcheck.run.sharing import hold_service, share_service\n"
        "held = hold_service('valkey'); share_service('valkey'); input()"
    )
    user = subprocess.Popen(
        [sys.executable, "-c", code], cwd=CHECKOUT, stdin=subprocess.PIPE
    )
    wait_until(lambda: find_url("valkey"))
    keeper = read_keeper(keepers, "valkey")
    kill(user.pid)
    user.communicate()
    wait_until(lambda: not is_alive(keeper))
    assert find_addresses() == {}


def test_postgres_keeps_every_committed_row_through_a_kill(keepers):
    with hold_service("postgres"):
        url = share_service("postgres")
        with psycopg.connect(url) as line:
            line.execute("CREATE TABLE note AS SELECT generate_series(1, 1000) AS n")
        (server,) = list_children(read_keeper(keepers, "postgres"))
        kill(server)
        wait_until(lambda: not is_alive(server))
        wait_until(lambda: ask_postgres(url))
        with psycopg.connect(url) as line:
            assert line.execute("SELECT count(*) FROM note").fetchone() == (1000,)


def test_strangers_on_this_machine_are_asked_for_a_password(keepers):
    with hold_service("postgres"), hold_service("valkey"):
        database, queue = share_service("postgres"), share_service("valkey")
        place = database.rsplit("@", 1)[1]
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"postgresql://desk:guess@{place}")
        with (
            redis.Redis.from_url(f"redis://{queue.rsplit('@', 1)[1]}") as client,
            pytest.raises(redis.AuthenticationError),
        ):
            client.ping()
