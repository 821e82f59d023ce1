"""A round's politeness: the shared pace, and what robots.txt asks for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urljoin

import redis

from claims.evidence.robots import read_delay
from claims.linkcheck.pace import OpenPace, Pace
from claims.linkcheck.redis_pace import PaceLost, RedisPace
from claims.linkcheck.rules import FetchRules, Wanted
from claims.linkcheck.urls import UrlRefused, read_url
from claims.linkcheck.visit import Visit

DAY_S = 86_400
SPARE_S = 10.0  # a request's place is kept this much longer than it may take


@dataclass(frozen=True, slots=True)
class RobotsOf:
    """The key of a wanted robots.txt."""

    host: str


@contextmanager
def open_pace(
    client: redis.Redis, *, rules: FetchRules, hosts: Sequence[str], urgent: bool
) -> Iterator[Pace]:
    """Give the pace of a round over `hosts`; its places are given back at the end.

    A rate of 0 lifts politeness: for benchmarks and tests.
    """
    if rules.per_host_rate <= 0:
        yield OpenPace()
        return
    pace = RedisPace(
        client,
        rate=rules.per_host_rate,
        in_flight=rules.per_host_in_flight,
        lease_s=rules.timeout_s + SPARE_S,
        urgent=urgent,
        demand=hosts,
        most_live=rules.concurrency,
    )
    try:
        yield pace
    finally:
        with suppress(PaceLost):  # then the places are free when their leases end
            pace.close()


def want_robots(client: redis.Redis, wanted: Sequence[Wanted]) -> list[Wanted]:
    """Give the robots.txt of each host that nobody asked for it within a day.

    Raises:
        PaceLost: Redis does not answer.
    """
    urls: dict[str, str] = {}
    for one in wanted:
        with suppress(UrlRefused):
            target = read_url(one.url)
            urls.setdefault(target.host, urljoin(target.url, "/robots.txt"))
    try:
        with client.pipeline(transaction=False) as pipe:
            for host in urls:
                pipe.set(f"desk:robots:{host}", "1", nx=True, ex=DAY_S)
            mine = pipe.execute()
    except redis.RedisError as wrong:
        raise PaceLost(f"Redis does not answer: {wrong}") from wrong
    return [
        Wanted(url, key=RobotsOf(host), once=True)
        for (host, url), new in zip(urls.items(), mine, strict=True)
        if new
    ]


def order_round(
    wanted: Sequence[Wanted], robots: Sequence[Wanted], *, crowded: frozenset[str]
) -> list[Wanted]:
    """Give the round in order: robots.txt goes before the pages of a `crowded` host only.

    A host with one page due owes it no delay, and a person may be waiting for the page.
    """
    first = [
        one for one in robots if isinstance(one.key, RobotsOf) and one.key.host in crowded
    ]
    return [*first, *wanted, *(one for one in robots if one not in first)]


def learn_delay(pace: Pace, key: RobotsOf, visit: Visit) -> None:
    """Keep the delay that a robots.txt asks for, if it came and asks for one."""
    if visit.status == 200 and isinstance(pace, RedisPace):
        delay = read_delay(visit.body)
        if delay:
            pace.keep_delay(key.host, seconds=delay)
