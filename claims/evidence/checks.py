"""Visiting a leased batch and writing down what was seen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from claims.evidence.dispatch import release_host, release_lease, renew_lease
from claims.evidence.elsewhere import find_elsewhere, lacks_passage
from claims.evidence.known import read_known
from claims.evidence.pacing import (
    RobotsOf,
    learn_delay,
    open_pace,
    order_round,
    want_robots,
)
from claims.evidence.records import Seen, record_checks
from claims.evidence.shared_siblings import SharedSiblings
from claims.linkcheck.classify import classify
from claims.linkcheck.guard import parse_allowance
from claims.linkcheck.ladder import is_our_fault
from claims.linkcheck.pace import OpenPace, Pace
from claims.linkcheck.redis_pace import HostHeld, PaceLost, RedisPace, open_redis
from claims.linkcheck.rules import FetchRules, Wanted
from claims.linkcheck.visit import Visit
from claims.linkcheck.visiting import visit_in_batches
from claims.models import Source, TrailEntry

WRITE_EVERY = timedelta(seconds=2)
WRITE_URGENT = timedelta(milliseconds=300)  # a person is waiting
PAUSE = timedelta(minutes=5)  # after a failure that looks like our own line's
PACE_PAUSE = timedelta(minutes=1)  # after Redis left
LONGEST_TURN = timedelta(minutes=5)  # others are waiting for the worker
NO_ANSWER = frozenset({"dns", "connect", "timeout"})


def check_batch(lease: str, source_ids: Sequence[int]) -> int:
    """Visit what `lease` still holds of `source_ids`; gives the number of checks written.

    Answers are written every few seconds, those a person waits for within a moment, each
    time in one transaction with their effects, so that a kill loses seconds of work and no
    row. Hosts that gave no answer are judged together at the end: where that looks like our
    own fault, nothing more is written and the batch is due again after a pause. Without
    Redis nothing is fetched. What was not visited then, or because a host asked to be left
    alone, is due again later.
    """
    now = timezone.now()
    sources = list(Source.objects.leased(lease, now=now).filter(pk__in=source_ids))
    if not sources:
        return 0
    renew_lease(lease, now=now)
    batch = Batch(lease, sources, now=now)
    try:
        visit_batch(batch, sources)
    except PaceLost:
        batch.write_answers(now=timezone.now())
        release_lease(lease, again_at=timezone.now() + PACE_PAUSE)
    except HostHeld as held:
        now = timezone.now()
        batch.write_answers(now=now)
        release_host(lease, held.host, again_at=now + timedelta(seconds=held.seconds))
        release_lease(lease, again_at=now + PACE_PAUSE)
    else:
        batch.finish(now=timezone.now())
    return batch.written


def visit_batch(batch: "Batch", sources: Sequence[Source]) -> None:
    """Visit the sources politely, and other pages where a passage is missing.

    Raises:
        PaceLost: Redis does not answer; what was seen until then is in `batch`.
        HostHeld: a host is to be left alone for long; as above.
    """
    rules = read_rules()
    hosts = [row.host for row in sources]
    pages = [Wanted(row.url, known, key=row.pk) for row, known in read_known(sources)]
    with (
        open_redis(settings.REDIS_URL) as client,
        open_pace(client, rules=rules, hosts=hosts, urgent=batch.urgent) as pace,
    ):
        robots = [] if isinstance(pace, OpenPace) else want_robots(client, pages)
        many = {host for host in hosts if hosts.count(host) > 1 and not batch.urgent}
        wanted = order_round(pages, robots, crowded=frozenset(many))
        siblings = SharedSiblings(client)
        for ended in visit_in_batches(wanted, rules=rules, pace=pace, siblings=siblings):
            if isinstance(pace, RedisPace):
                pace.flush()
            batch.take(ended, pace=pace)
            batch.write_if_due(now=timezone.now())
            if batch.has_had_its_turn(now=timezone.now()):
                break
        batch.look_elsewhere(rules, pace=pace)


class Batch:
    """What is known of one batch under way; `written` counts the checks in the database."""

    def __init__(self, lease: str, sources: Sequence[Source], *, now: datetime) -> None:
        self.urgent = any(row.asked_at for row in sources)
        self.written = 0
        self._lease = lease
        self._hosts = {row.pk: row.host for row in sources}
        self._tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._waiting: list[Seen] = []
        self._lost: list[tuple[Wanted, Visit]] = []
        self._began = self._last = now

    def take(self, ended: Iterable[tuple[Wanted, Visit]], *, pace: Pace) -> None:
        """Judge the visits that ended; pages that lack a passage wait for another look."""
        for one, visit in ended:
            if isinstance(one.key, RobotsOf):
                learn_delay(pace, one.key, visit)
            elif isinstance(one.key, int):
                host = self._tally[self._hosts[one.key]]
                host[0] += visit.failure in NO_ANSWER
                host[1] += 1
                outcome = classify(visit, one.known)
                if lacks_passage(outcome):
                    self._lost.append((one, visit))
                else:
                    self._waiting.append(Seen(one.key, visit, outcome))

    def look_elsewhere(self, rules: FetchRules, *, pace: Pace) -> None:
        """Judge the pages that lack a passage, knowing other pages of their sites.

        Raises:
            PaceLost: Redis left.
        """
        if not self._lost:
            return
        found = find_elsewhere(self._lost, hosts=self._hosts, rules=rules, pace=pace)
        for one, visit in self._lost:
            if isinstance(one.key, int):
                outcome = classify(visit, found.get(one.key, one.known))
                self._waiting.append(Seen(one.key, visit, outcome))
        self._lost = []

    def write_if_due(self, *, now: datetime) -> None:
        """Hold the lease, and write the answers that came, every few seconds."""
        if now - self._last >= (WRITE_URGENT if self.urgent else WRITE_EVERY):
            self._last = now
            renew_lease(self._lease, now=now)
            self.write_answers(now=now)

    def write_answers(self, *, now: datetime) -> None:
        """Write the visits that got an answer, unless the line looks broken."""
        if self._fails_together():
            return
        answered = [one for one in self._waiting if one.visit.failure not in NO_ANSWER]
        self._waiting = [one for one in self._waiting if one.visit.failure in NO_ANSWER]
        self.written += record_checks(self._lease, answered, now=now)

    def finish(self, *, now: datetime) -> None:
        """Write the rest, or put it off where the fault looks like our own."""
        if self._fails_together():
            pause_batch(self._lease, now=now, hosts=len(self._tally))
            return
        self.written += record_checks(self._lease, self._waiting, now=now)
        release_lease(self._lease, again_at=now)  # what its turn was too short for

    def has_had_its_turn(self, *, now: datetime) -> bool:
        """Say whether it is time to let go of what is not visited yet."""
        return now - self._began >= LONGEST_TURN

    def _fails_together(self) -> bool:
        """Say whether so many hosts failed at once that the line is broken."""
        return is_our_fault({host: (bad, n) for host, (bad, n) in self._tally.items()})


def pause_batch(lease: str, *, now: datetime, hosts: int) -> None:
    """Put the rest of the batch off, and leave the operator a notice in the trail."""
    release_lease(lease, again_at=now + PAUSE)
    TrailEntry.objects.append(
        "pause_checks",
        actor=None,
        now=now,
        after={"hosts": hosts},
        reason="Most hosts failed together: the fault is likely ours. Nothing recorded.",
    )


def read_rules() -> FetchRules:
    """Give the limits of a background round."""
    return FetchRules(
        timeout_s=settings.FETCH_TIMEOUT_S,
        attempts=3,
        concurrency=64,
        per_host_rate=settings.FETCH_HOST_RATE,
        per_host_in_flight=settings.FETCH_HOST_IN_FLIGHT,
        allow=tuple(parse_allowance(pair) for pair in settings.FETCH_ALLOW),
    )
