"""Visiting leased batches and writing down what was seen."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from claims.evidence.batches import Batch
from claims.evidence.dispatch import BATCH, release_host, release_lease, renew_lease
from claims.evidence.pacing import open_pace
from claims.evidence.rounds import Round
from claims.evidence.row_writes import list_keys
from claims.linkcheck.guard import parse_allowance
from claims.linkcheck.redis_pace import HostHeld, PaceLost, open_redis
from claims.linkcheck.rules import FetchRules
from claims.models import Source

PACE_PAUSE = timedelta(minutes=1)  # after Redis left


def check_batch(lease: str, source_ids: Sequence[int]) -> int:
    """Visit what `lease` still holds of `source_ids`; gives the number of checks written.

    While its last pages are slow to answer, the worker takes on further batches that are
    due. Answers are written every few seconds, those a person waits for within a moment,
    each time in one transaction with their effects, so that a kill loses seconds of work
    and no row. Hosts of a batch that gave no answer are judged together at its end: where
    that looks like our own fault, nothing more of it is written and it is due again after
    a pause. Without Redis nothing is fetched. What was not visited then, or because a host
    asked to be left alone, is due again later.
    """
    now = timezone.now()
    mine = Source.objects.leased(lease, now=now).filter(pk__in=list_keys(source_ids))
    sources = list(mine.order_by("pk"))
    if not sources:
        return 0
    renew_lease(lease, now=now)
    batch = Batch(lease, sources, now=now)
    rules = read_rules()
    hosts = [row.host for row in sources]
    with (
        open_redis(settings.REDIS_URL) as client,
        open_pace(client, rules=rules, hosts=hosts, urgent=batch.urgent) as pace,
    ):
        visited = Round(batch, rules=rules, pace=pace, client=client)
        try:
            visited.visit(sources)
        except PaceLost:
            for one in visited.end_early():
                release_lease(one.lease, again_at=timezone.now() + PACE_PAUSE)
        except HostHeld as held:
            again_at = timezone.now() + timedelta(seconds=held.seconds)
            for one in visited.end_early():
                release_host(one.lease, held.host, again_at=again_at)
                release_lease(one.lease, again_at=timezone.now() + PACE_PAUSE)
    return visited.written


def read_rules() -> FetchRules:
    """Give the limits of a background round."""
    return FetchRules(
        timeout_s=settings.FETCH_TIMEOUT_S,
        attempts=3,
        concurrency=64 if settings.FETCH_HOST_RATE > 0 else 128,
        most_open=2 * BATCH,
        per_host_rate=settings.FETCH_HOST_RATE,
        per_host_in_flight=settings.FETCH_HOST_IN_FLIGHT,
        allow=tuple(parse_allowance(pair) for pair in settings.FETCH_ALLOW),
    )
