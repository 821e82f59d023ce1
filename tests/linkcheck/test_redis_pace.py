"""One account of politeness for all workers, kept in a real Redis."""

import time
from uuid import uuid4

import pytest
import redis

from claims.linkcheck.guard import parse_allowance
from claims.linkcheck.redis_pace import HostHeld, PaceLost, RedisPace, open_redis
from claims.linkcheck.rules import FetchRules, Wanted
from claims.linkcheck.visiting import visit_all
from tests.linkcheck.server import PROSE, answer

SLOW = 0.01  # requests a second: no test waits for the second one


@pytest.fixture
def client(services):
    with open_redis(services.redis_url) as opened:
        yield opened


@pytest.fixture
def make_pace(client):
    """Make workers' paces on one fresh account."""
    prefix = f"test:{uuid4().hex}"

    def make(**more) -> RedisPace:
        chosen = {"rate": SLOW, "in_flight": 2, "lease_s": 60.0, "prefix": prefix, **more}
        return RedisPace(client, **chosen)

    make.prefix = prefix  # type: ignore[attr-defined]  # for looking at the account
    return make


def test_the_second_request_of_a_second_waits_whichever_worker_asks(make_pace):
    one, two = make_pace(), make_pace()
    assert one.admit("a.example", now=0.0) == 0.0
    assert 99.0 < two.admit("a.example", now=0.0) <= 105.0
    assert 99.0 < one.admit("a.example", now=0.0) <= 105.0
    assert two.admit("b.example", now=0.0) == 0.0


def test_four_workers_never_exceed_the_rate_in_any_second(make_pace):
    paces = [make_pace(rate=10.0, in_flight=50) for _ in range(4)]
    began: list[float] = []
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        waits = [pace.admit("a.example", now=time.monotonic()) for pace in paces]
        began += [time.monotonic()] * waits.count(0.0)
        time.sleep(0.002)
    # A busy machine notes a beginning late: a tenth of the second is left for that.
    most = max(sum(at <= other < at + 0.9 for other in began) for at in began)
    assert most <= 10
    assert len(began) >= 3


def test_no_more_are_in_flight_than_allowed_until_one_ends(make_pace):
    one, two = make_pace(rate=1000.0), make_pace(rate=1000.0)
    assert one.admit("a.example", now=0.0) == 0.0
    time.sleep(0.01)
    assert two.admit("a.example", now=0.0) == 0.0
    time.sleep(0.01)
    assert two.admit("a.example", now=1.0) > 0.0
    one.release("a.example", status=200, now=1.0)
    one.flush()
    assert two.admit("a.example", now=2.0) == 0.0


def test_what_a_killed_worker_had_in_flight_is_free_when_its_lease_ends(make_pace):
    killed = make_pace(rate=1000.0, in_flight=1, lease_s=0.6)
    assert killed.admit("a.example", now=0.0) == 0.0
    other = make_pace(rate=1000.0, in_flight=1)
    assert other.admit("a.example", now=0.0) > 0.0
    time.sleep(0.65)
    assert other.admit("a.example", now=1.0) == 0.0


def test_one_call_asks_for_every_host_of_the_round(make_pace, client):
    hosts = [f"h{number}.example" for number in range(40)]
    pace = make_pace(demand=hosts)
    client.config_resetstat()
    assert [pace.admit(host, now=0.0) for host in hosts] == [0.0] * 40
    calls = client.info("commandstats")["cmdstat_evalsha"]["calls"]
    assert calls <= 2  # the script may have to be loaded first


def test_no_more_is_asked_for_than_there_are_places(make_pace, client):
    hosts = [f"h{number}.example" for number in range(40)]
    pace = make_pace(demand=hosts, most_live=3)
    assert pace.admit(hosts[0], now=0.0) == 0.0
    assert len(client.keys(f"{make_pace.prefix}:live:*")) == 3


def test_a_grant_that_was_not_used_at_once_lapses(make_pace):
    pace = make_pace(demand=["a.example", "b.example"])
    assert pace.admit("a.example", now=0.0) == 0.0
    assert pace.admit("b.example", now=50.0) > 40.0


def test_closing_gives_back_what_was_granted_or_in_flight(make_pace, client):
    pace = make_pace(demand=["a.example", "b.example"])
    pace.admit("a.example", now=0.0)
    pace.close()
    assert client.keys(f"{make_pace.prefix}:live:*") == []


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_has_had_enough_gets_half_the_rate_and_slowly_more(
    make_pace, client, status
):
    pace = make_pace(rate=1.0)
    pace.admit("a.example", now=0.0)
    pace.release("a.example", status=status, now=0.0)
    pace.flush()
    assert 1.2 < make_pace(rate=1.0).admit("a.example", now=0.0) <= 2.2
    pace = make_pace(rate=1000.0)
    slow = []
    for answered in (status, 200, 200):
        while pace.admit("b.example", now=time.monotonic()) > 0:
            time.sleep(0.001)
        pace.release("b.example", status=answered, now=0.0)
        pace.flush()
        slow.append(float(client.hget(f"{make_pace.prefix}:bucket:b.example", "slow")))
    assert slow == pytest.approx([2.0, 1.8, 1.62])


def test_retry_after_keeps_every_worker_off_the_host(make_pace):
    pace = make_pace(rate=1000.0)
    pace.hold("a.example", seconds=30.0, now=0.0)
    pace.flush()
    assert pace.admit("a.example", now=0.0) == 30.0
    assert 29.0 < make_pace(rate=1000.0).admit("a.example", now=0.0) <= 30.0


def test_a_host_that_wants_long_peace_ends_the_round(make_pace):
    make_pace().hold("a.example", seconds=30.0, now=0.0)
    pace = make_pace()
    pace.hold("a.example", seconds=4000.0, now=0.0)
    with pytest.raises(HostHeld) as held:
        pace.admit("a.example", now=0.0)
    assert (held.value.host, held.value.seconds) == ("a.example", 900.0)


def test_a_crawl_delay_stretches_the_gap_for_all(make_pace):
    pace = make_pace(rate=1.0)
    pace.keep_delay("a.example", seconds=7.0)
    pace.flush()
    assert 6.0 < make_pace(rate=1.0).admit("a.example", now=0.0) <= 7.0
    assert 6.0 < make_pace(rate=1.0).admit("a.example", now=0.0) <= 7.0


def test_a_persons_check_goes_ahead_in_the_same_bucket(make_pace):
    one, two = make_pace(rate=10.0), make_pace(rate=10.0)
    urgent = make_pace(rate=10.0, urgent=True)
    assert one.admit("a.example", now=0.0) == 0.0
    wait = urgent.admit("a.example", now=0.0)
    assert 0.0 < wait <= 0.105
    time.sleep(wait)
    assert two.admit("a.example", now=1.0) > 0.0  # due, and still not its turn
    assert urgent.admit("a.example", now=1.0) == 0.0


def test_without_redis_there_is_no_token():
    pace = RedisPace(
        redis.Redis.from_url("redis://127.0.0.1:1/0"), rate=1.0, in_flight=2, lease_s=30.0
    )
    with pytest.raises(PaceLost):
        pace.admit("a.example", now=0.0)


def test_a_flushed_redis_is_taught_the_script_again(make_pace, client):
    pace = make_pace()
    pace.admit("a.example", now=0.0)
    client.script_flush()
    assert pace.admit("b.example", now=0.0) == 0.0


def test_a_whole_round_keeps_the_pace_and_gives_its_places_back(make_pace, client, hostile):
    hostile.routes |= {f"/{number}": answer(PROSE) for number in range(6)}
    rules = FetchRules(
        timeout_s=2.0, attempts=1, allow=(parse_allowance(f"127.0.0.1:{hostile.port}"),)
    )
    pace = make_pace(rate=20.0, demand=["127.0.0.1"] * 6)
    began = time.monotonic()
    wanted = [Wanted(hostile.url(f"/{number}")) for number in range(6)]
    visits = [visit for _, visit in visit_all(wanted, rules=rules, pace=pace)]
    pace.close()
    assert [visit.status for visit in visits] == [200] * 6
    assert time.monotonic() - began >= 5 * 0.05
    assert client.keys(f"{make_pace.prefix}:live:*") == []


def test_a_round_ends_when_redis_leaves(hostile):
    hostile.routes["/a"] = answer(PROSE)
    rules = FetchRules(allow=(parse_allowance(f"127.0.0.1:{hostile.port}"),))
    pace = RedisPace(
        redis.Redis.from_url("redis://127.0.0.1:1/0"), rate=1.0, in_flight=2, lease_s=30.0
    )
    with pytest.raises(PaceLost):
        list(visit_all([Wanted(hostile.url("/a"))], rules=rules, pace=pace))
    assert hostile.opened == 0


def test_a_retry_after_on_one_page_holds_the_others_back(make_pace, hostile):
    hostile.routes |= {"/a": answer("", 429, Retry_After="40"), "/b": answer(PROSE)}
    rules = FetchRules(
        timeout_s=2.0, attempts=1, allow=(parse_allowance(f"127.0.0.1:{hostile.port}"),)
    )
    pace = make_pace(rate=100.0)
    list(visit_all([Wanted(hostile.url("/a"))], rules=rules, pace=pace))
    pace.flush()
    assert make_pace(rate=100.0).admit("127.0.0.1", now=0.0) > 39.0
