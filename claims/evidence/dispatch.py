"""Who is due, and handing them out: leases in the database, batches over the queue.

The queue holds no truth. A batch that is lost with its queue or its worker is due again
when its lease ends, and a batch that is delivered twice finds its lease gone.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from celery import current_app
from django.db import transaction
from django.db.models import F

from claims.models import Source

BATCH = 200  # sources in a task
BATCHES = 8  # tasks sent in one round: more would only wait in the queue
LEASE = timedelta(minutes=6)  # longer than the slowest single visit


def wake_dispatcher() -> None:
    """Have due sources handed out once the transaction commits.

    A queue that is away is no reason to fail: the next beat finds them.
    """
    transaction.on_commit(send_dispatch, robust=True)


def send_dispatch() -> None:
    """Send the dispatching task, giving up at once when the queue does not answer."""
    current_app.send_task("claims.evidence.tasks.dispatch_due", retry=False, expires=30)


@transaction.atomic
def lease_due(*, now: datetime, most: int = BATCH * BATCHES) -> dict[str, list[int]]:
    """Lease the sources due at `now`, those a person waits for first; at most `most`.

    Gives lease → source ids. Rows another dispatcher holds are skipped, not waited for.
    """
    due = list(
        Source.objects.due(now)
        .order_by(F("asked_at").asc(nulls_last=True), "next_visit_at", "pk")
        .select_for_update(skip_locked=True, of=("self",))
        .values_list("pk", "host")[:most]
    )
    leases: dict[str, list[int]] = {}
    for ids in group_by_host(due):
        lease = str(uuid.uuid4())
        Source.objects.filter(pk__in=ids).update(lease=lease, leased_until=now + LEASE)
        leases[lease] = ids
    return leases


def group_by_host(due: Sequence[tuple[int, str]]) -> Iterator[list[int]]:
    """Cut the due sources into batches that keep a host together where it fits.

    The hosts of the first (most urgent) sources come first.
    """
    by_host: dict[str, list[int]] = {}
    for pk, host in due:
        by_host.setdefault(host, []).append(pk)
    batch: list[int] = []
    for ids in by_host.values():
        for start in range(0, len(ids), BATCH):
            part = ids[start : start + BATCH]
            if batch and len(batch) + len(part) > BATCH:
                yield batch
                batch = []
            batch = batch + part
    if batch:
        yield batch


def renew_lease(lease: str, *, now: datetime) -> None:
    """Hold what the lease still holds for another full term."""
    Source.objects.leased(lease, now=now).update(leased_until=now + LEASE)


def release_lease(lease: str, *, again_at: datetime) -> None:
    """Give back what the lease still holds; it is due at `again_at`."""
    Source.objects.filter(lease=lease).update(
        lease="", leased_until=None, next_visit_at=again_at
    )


def release_host(lease: str, host: str, *, again_at: datetime) -> None:
    """Give back what the lease still holds of one host; it is due at `again_at`."""
    Source.objects.filter(lease=lease, host=host).update(
        lease="", leased_until=None, next_visit_at=again_at
    )
