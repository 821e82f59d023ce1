"""Background work: ids in, rows out, safe to run twice."""

from celery import current_app, shared_task
from django.core.cache import cache
from django.utils import timezone

from claims.evidence.checks import check_batch
from claims.evidence.dispatch import (
    BACKGROUND,
    BATCH,
    BATCHES,
    count_waiting,
    find_asked,
    lease_due,
    wake_dispatcher,
)

HEARTBEAT = "heartbeat"  # cache key; /readyz reads it


@shared_task(acks_late=True)
def dispatch_due() -> int:
    """Lease what is due and send it out in batches; gives the number of sources.

    What people wait for goes ahead of the queue. The rest is leased only as far as the
    queue has room: what waits in the table grows no older for it. A batch that cannot be
    sent is due again when its lease ends.
    """
    room = BATCHES - count_waiting()
    leases = lease_due(now=timezone.now(), most=BATCH * max(1, room), asked_only=room <= 0)
    asked = find_asked(leases)
    for lease, ids in leases.items():
        current_app.send_task(
            "claims.evidence.tasks.check_sources",
            (lease, ids),
            priority=0 if lease in asked else BACKGROUND,
        )
    return sum(map(len, leases.values()))


@shared_task(acks_late=True)
def check_sources(lease: str, source_ids: list[int]) -> int:
    """Visit one leased batch and append a link check for each source.

    Safe to run twice: what the lease no longer holds is left alone, and what a dead
    worker left behind is due again when the lease ends. The place in the queue that came
    free is filled at once.
    """
    written = check_batch(lease, source_ids)
    if written > 1:
        wake_dispatcher()
    return written


@shared_task(ignore_result=True)
def beat_heart() -> None:
    """Leave word that beat, queue and worker are alive; good for a minute."""
    cache.set(HEARTBEAT, timezone.now().isoformat(), timeout=60)
