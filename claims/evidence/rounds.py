"""Batches on one wire: a worker whose last pages are slow goes on with what is due next."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import redis
from django.utils import timezone

from claims.evidence.batches import Batch
from claims.evidence.dispatch import BATCH, lease_due
from claims.evidence.known import read_known
from claims.evidence.pacing import RobotsOf, learn_delay, order_round, want_robots
from claims.evidence.row_writes import list_keys
from claims.evidence.shared_siblings import SharedSiblings
from claims.linkcheck.pace import OpenPace, Pace
from claims.linkcheck.redis_pace import RedisPace
from claims.linkcheck.rules import FetchRules, Wanted
from claims.linkcheck.visiting import visit_in_batches
from claims.models import Source

LONGEST_TURN = timedelta(minutes=5)  # others are waiting for the worker
TAKES_ON = timedelta(seconds=30)  # how long it goes on taking further batches


class Round:
    """The batches that one worker has under way; `written` counts their checks."""

    def __init__(
        self, first: Batch, *, rules: FetchRules, pace: Pace, client: redis.Redis
    ) -> None:
        self._batches = [first]
        self._of: dict[int, Batch] = {}
        self._ended = 0
        self._rules = rules
        self._pace = pace
        self._client = client
        self._began = timezone.now()

    @property
    def written(self) -> int:
        """Give how many checks are in the database."""
        return self._ended + sum(batch.written for batch in self._batches)

    def visit(self, sources: Sequence[Source]) -> None:
        """Visit the first batch's `sources` politely, and those of batches taken on.

        Raises:
            PaceLost: Redis does not answer; what was seen until then is in the batches.
            HostHeld: a host is to be left alone for long; as above.
        """
        visits = visit_in_batches(
            self._feed(sources),
            rules=self._rules,
            pace=self._pace,
            siblings=SharedSiblings(self._client),
        )
        for ended in visits:
            if isinstance(self._pace, RedisPace):
                self._pace.flush()
            for one, visit in ended:
                if isinstance(one.key, RobotsOf):
                    learn_delay(self._pace, one.key, visit)
                elif isinstance(one.key, int):
                    self._of.pop(one.key).take(one.key, one, visit)
            self._write_down()
            if timezone.now() - self._began >= LONGEST_TURN:
                break
        for batch in [*self._batches]:
            self._end(batch)

    def end_early(self) -> Iterator[Batch]:
        """Write what was seen, and give each batch that is not at its end."""
        for batch in self._batches:
            batch.write_answers(now=timezone.now())
            yield batch

    def _feed(self, sources: Sequence[Source]) -> Iterator[Wanted]:
        """Give what is to be visited, reading on as places on the wire come free."""
        batch = self._batches[0]
        yield from self._prepare(batch, sources)
        while not batch.urgent and timezone.now() - self._began < TAKES_ON:
            now = timezone.now()
            leases = lease_due(now=now, most=BATCH, background_only=True)
            for lease, ids in leases.items():
                mine = Source.objects.leased(lease, now=now)
                rows = list(mine.filter(pk__in=list_keys(ids)).order_by("pk"))
                taken = Batch(lease, rows, now=now)
                self._batches.append(taken)
                yield from self._prepare(taken, rows)
            if not leases:
                return

    def _prepare(self, batch: Batch, sources: Sequence[Source]) -> list[Wanted]:
        """Give the pages of `batch`, and the robots.txt to be read with them, in order."""
        pages = [Wanted(row.url, known, key=row.pk) for row, known in read_known(sources)]
        self._of.update((row.pk, batch) for row in sources)
        if isinstance(self._pace, OpenPace):
            return pages
        hosts = [row.host for row in sources]
        if batch is not self._batches[0] and isinstance(self._pace, RedisPace):
            self._pace.expect(hosts)
        many = {host for host in hosts if hosts.count(host) > 1 and not batch.urgent}
        robots = want_robots(self._client, pages)
        return order_round(pages, robots, crowded=frozenset(many))

    def _write_down(self) -> None:
        """Write the batches that are at their end, and the others as their time comes."""
        for batch in [*self._batches]:
            if batch.left:
                batch.write_if_due(now=timezone.now())
            else:
                self._end(batch)

    def _end(self, batch: Batch) -> None:
        batch.look_elsewhere(self._rules, pace=self._pace)
        batch.finish(now=timezone.now())
        self._ended += batch.written
        self._batches.remove(batch)
