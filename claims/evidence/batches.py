"""One leased batch under way: what was seen of it, and when that is written."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from claims.evidence.dispatch import release_lease, renew_lease
from claims.evidence.elsewhere import find_elsewhere, lacks_passage
from claims.evidence.records import Seen, record_checks
from claims.linkcheck.classify import classify
from claims.linkcheck.ladder import is_our_fault
from claims.linkcheck.pace import Pace
from claims.linkcheck.rules import FetchRules, Wanted
from claims.linkcheck.visit import Visit
from claims.models import Source, TrailEntry

WRITE_EVERY = timedelta(seconds=2)
WRITE_URGENT = timedelta(milliseconds=300)  # a person is waiting
PAUSE = timedelta(minutes=5)  # after a failure that looks like our own line's
NO_ANSWER = frozenset({"dns", "connect", "timeout"})


class Batch:
    """What is known of one batch under way.

    `left` counts its pages not visited yet, `written` the checks in the database.
    """

    def __init__(self, lease: str, sources: Sequence[Source], *, now: datetime) -> None:
        self.lease = lease
        self.urgent = any(row.asked_at for row in sources)
        self.left = len(sources)
        self.written = 0
        self._hosts = {row.pk: row.host for row in sources}
        self._tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._waiting: list[Seen] = []
        self._lost: list[tuple[Wanted, Visit]] = []
        self._last = now

    def take(self, key: int, one: Wanted, visit: Visit) -> None:
        """Judge a visit that ended; a page that lacks a passage waits for another look."""
        self.left -= 1
        host = self._tally[self._hosts[key]]
        host[0] += visit.failure in NO_ANSWER
        host[1] += 1
        outcome = classify(visit, one.known)
        visit.reading = None  # it waits to be written, and needs no parsed page for that
        if lacks_passage(outcome):
            self._lost.append((one, visit))
        else:
            self._waiting.append(Seen(key, visit, outcome))

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
            renew_lease(self.lease, now=now)
            self.write_answers(now=now)

    def write_answers(self, *, now: datetime) -> None:
        """Write the visits that got an answer, unless the line looks broken."""
        if self._fails_together():
            return
        answered = [one for one in self._waiting if one.visit.failure not in NO_ANSWER]
        self._waiting = [one for one in self._waiting if one.visit.failure in NO_ANSWER]
        self.written += record_checks(self.lease, answered, now=now)

    def finish(self, *, now: datetime) -> None:
        """Write the rest, or put it off where the fault looks like our own."""
        if self._fails_together():
            pause_batch(self.lease, now=now, hosts=len(self._tally))
            return
        self.written += record_checks(self.lease, self._waiting, now=now)
        release_lease(self.lease, again_at=now)  # what its turn was too short for

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
