"""Background work: ids in, rows out, safe to run twice."""

from celery import current_app, shared_task
from django.core.cache import cache
from django.utils import timezone

from claims.evidence.checks import check_batch
from claims.evidence.dispatch import lease_due

HEARTBEAT = "heartbeat"  # cache key; /readyz reads it


@shared_task(acks_late=True)
def dispatch_due() -> int:
    """Lease what is due and send it out in batches; gives the number of sources.

    A batch that cannot be sent is due again when its lease ends.
    """
    leases = lease_due(now=timezone.now())
    for lease, ids in leases.items():
        current_app.send_task("claims.evidence.tasks.check_sources", (lease, ids))
    return sum(map(len, leases.values()))


@shared_task(acks_late=True)
def check_sources(lease: str, source_ids: list[int]) -> int:
    """Visit one leased batch and append a link check for each source.

    Safe to run twice: what the lease no longer holds is left alone, and what a dead
    worker left behind is due again when the lease ends.
    """
    return check_batch(lease, source_ids)


@shared_task(ignore_result=True)
def beat_heart() -> None:
    """Leave word that beat, queue and worker are alive; good for a minute."""
    cache.set(HEARTBEAT, timezone.now().isoformat(), timeout=60)
