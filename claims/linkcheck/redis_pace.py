"""Politeness towards each host across all workers: token bucket and live set in Redis.

No token, no request: where Redis does not answer, `PaceLost` ends the round.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import redis

SCRIPT = (Path(__file__).parent / "pace.lua").read_text(encoding="utf-8")
PREFIX = "desk:pace"
MOST_HOSTS = 64  # in one call: above it the server would be held too long
LONGEST_HOLD_S = 900.0
SLOWEST_S = 60.0
LONGEST_WAIT_S = 120.0  # a round does not sit out more than this
ANSWER_WITHIN_S = 2.0


class PaceLost(RuntimeError):
    """Redis did not answer: nobody may say whether a request is polite now."""


class HostHeld(RuntimeError):
    """A host asked to be left alone for longer than a round waits."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(f"{host} is to be left alone for {seconds:.0f} s")
        self.host = host
        self.seconds = seconds


def open_redis(url: str) -> redis.Redis:
    """Give a client that gives up within seconds."""
    return redis.Redis.from_url(
        url, socket_timeout=ANSWER_WITHIN_S, socket_connect_timeout=ANSWER_WITHIN_S
    )


@dataclass(slots=True)
class Wish:
    """What one call tells of one host; times in milliseconds, `delay` -1 leaves it."""

    ask: str = ""
    ends: list[tuple[str, int]] = field(default_factory=list)
    hold: int = 0
    delay: int = -1

    def dump(self) -> str:
        """Give it as the script reads it."""
        return json.dumps(
            {"ask": self.ask, "ends": self.ends, "hold": self.hold, "delay": self.delay}
        )


class RedisPace:
    """`rate` requests a second and `in_flight` at once for each host, for all workers.

    `demand` are the hosts of the round, once for each page: one call asks for a request
    to as many of them as `most_live` leaves places for. A granted request that is not
    begun within a twentieth of the gap lapses; the gap is longer by as much, so that no
    second sees more than `rate`. What a killed worker had in flight is free again after
    `lease_s`. A host that answers 429 or 503 gets half the rate, and a tenth of it back
    with each good answer. `urgent` goes ahead: other rounds keep off the host until its
    turn has come.
    """

    def __init__(
        self,
        client: redis.Redis,
        *,
        rate: float,
        in_flight: int,
        lease_s: float,
        urgent: bool = False,
        demand: Iterable[str] = (),
        most_live: int = MOST_HOSTS,
        prefix: str = PREFIX,
    ) -> None:
        self._script = client.register_script(SCRIPT)
        self._life_s = 0.05 / rate
        self._limits = json.dumps(
            {
                "gap": 1050.0 / rate,
                "most": in_flight,
                "lease": round(lease_s * 1000),
                "urgent": urgent,
                "longest": LONGEST_HOLD_S * 1000,
                "slowest": SLOWEST_S * 1000,
            }
        )
        self._prefix = prefix
        self._demand = Counter(demand)
        self._most_live = min(MOST_HOSTS, most_live)
        self._n_live = 0
        self._granted: dict[str, tuple[str, float]] = {}
        self._live: dict[str, list[str]] = defaultdict(list)
        self._again: dict[str, float] = {}
        self._told: dict[str, Wish] = defaultdict(Wish)

    def expect(self, hosts: Iterable[str]) -> None:
        """Add to the demand: a host once for each page."""
        self._demand.update(hosts)

    def admit(self, host: str, *, now: float) -> float:
        """Give 0.0 and count the request as begun, or the seconds to wait before asking.

        Raises:
            PaceLost: Redis does not answer.
            HostHeld: the wait is longer than two minutes.
        """
        if self._begin(host, now):
            return 0.0
        if self._again.get(host, 0.0) <= now:
            self._ask([host, *self._find_others(host, now)], now=now)
            if self._begin(host, now):
                return 0.0
        wait = max(0.001, self._again[host] - now)
        if wait > LONGEST_WAIT_S:
            raise HostHeld(host, wait)
        return wait

    def release(self, host: str, *, status: int, now: float) -> None:  # noqa: ARG002 -- Pace's shape
        """Count one request as ended; Redis is told with the next call."""
        if self._live[host]:
            self._n_live -= 1
            self._told[host].ends.append((self._live[host].pop(), status))

    def hold(self, host: str, *, seconds: float, now: float) -> None:
        """Keep everybody off `host` for `seconds`, a quarter of an hour at most."""
        wish = self._told[host]
        wish.hold = max(wish.hold, round(min(seconds, LONGEST_HOLD_S) * 1000))
        self._again[host] = now + wish.hold / 1000

    def keep_delay(self, host: str, *, seconds: float) -> None:
        """Leave at least `seconds` between two requests to `host`, for a day."""
        self._told[host].delay = round(min(seconds, SLOWEST_S) * 1000)

    def flush(self) -> None:
        """Tell Redis what has ended since the last call; raises as `admit`."""
        while self._told:
            self._call({host: self._told.pop(host) for host in [*self._told][:MOST_HOSTS]})

    def close(self) -> None:
        """Give back what was granted and not begun, or never ended; raises as `admit`."""
        for host, (token, _) in self._granted.items():
            self._told[host].ends.append((token, 0))
        for host, tokens in self._live.items():
            self._told[host].ends += [(token, 0) for token in tokens]
        self._granted.clear()
        self._live.clear()
        self.flush()

    def _begin(self, host: str, now: float) -> bool:
        """Use the grant for `host`, if there is one that has not lapsed."""
        token, until = self._granted.pop(host, ("", 0.0))
        if not token:
            return False
        if now > until:
            self._told[host].ends.append((token, 0))
            return False
        self._live[host].append(token)
        self._n_live += 1
        self._demand[host] -= 1
        return True

    def _find_others(self, host: str, now: float) -> Iterator[str]:
        """Give the hosts that will be asked for next and may be due."""
        places = self._most_live - self._n_live - 1
        due = (
            other
            for other, count in self._demand.items()
            if count > 0 and other != host and self._again.get(other, 0.0) <= now
        )
        return islice(due, max(0, places))

    def _ask(self, hosts: list[str], *, now: float) -> None:
        """Ask for one request to each host, and keep what came of it."""
        wishes: dict[str, Wish] = {}
        for host in hosts:
            lapsed = self._granted.pop(host, None)
            wishes[host] = self._told.pop(host, Wish())
            if lapsed:
                wishes[host].ends.append((lapsed[0], 0))
            wishes[host].ask = uuid4().hex
        for host, wait in self._call(wishes).items():
            self._again[host] = now + wait
            if wait <= 0:
                self._granted[host] = (wishes[host].ask, now + self._life_s)
        self.flush()

    def _call(self, wishes: dict[str, Wish]) -> dict[str, float]:
        """Give the seconds each host has to wait, after one call for all of them."""
        keys = [
            f"{self._prefix}:{part}:{host}"
            for host in wishes
            for part in ("bucket", "live")
        ]
        texts = [wish.dump() for wish in wishes.values()]
        try:
            waits = cast("list[Any]", self._script(keys=keys, args=[self._limits, *texts]))
        except redis.RedisError as wrong:
            raise PaceLost(f"Redis does not answer: {wrong}") from wrong
        return {host: int(wait) / 1000 for host, wait in zip(wishes, waits, strict=True)}
