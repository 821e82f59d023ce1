"""Who is due, and handing them out: leases in the database, batches over the queue.

The queue holds no truth. A batch that is lost with its queue or its worker is due again
when its lease ends, and a batch that is delivered twice finds its lease gone.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import cast

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from claims.evidence.row_writes import list_keys
from claims.linkcheck.redis_pace import open_redis
from claims.models import Source

BATCH = 200  # sources in a task
BATCHES = 2  # tasks that may wait in the queue: a worker that has one takes on more
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
TURN_S = 60.0  # what one host may take of a worker's time in one batch
BACKGROUND = 6  # the queue's priority of what nobody waits for; 0 is the highest
SEPARATOR = "\x06\x16"  # between queue and priority in the names of kombu's Redis lists


def wake_dispatcher() -> None:
    """Have due sources handed out once the transaction commits.

    A queue that is away is no reason to fail: the next beat finds them.
    """
    transaction.on_commit(send_dispatch, robust=True)


def send_dispatch() -> None:
    """Send the dispatching task, giving up at once when the queue does not answer."""
    current_app.send_task("claims.evidence.tasks.dispatch_due", retry=False, expires=30)


def count_waiting() -> int:
    """Give how many background batches wait in the queue.

    Raises:
        redis.RedisError: the queue does not answer.
    """
    name = f"{current_app.conf.task_default_queue}{SEPARATOR}{BACKGROUND}"
    with open_redis(settings.CELERY_BROKER_URL) as client:
        return int(cast("int", client.llen(name)))


@transaction.atomic
def lease_due(
    *,
    now: datetime,
    most: int = BATCH * BATCHES,
    asked_only: bool = False,
    background_only: bool = False,
) -> dict[str, list[int]]:
    """Lease the sources due at `now`, those a person waits for first; at most `most`.

    Gives lease → source ids; what people wait for has leases of its own, or is left out
    with `background_only`; with `asked_only` there is nothing else. Rows another
    dispatcher holds are skipped, not waited for. Of one host no more is out at once than
    its pace lets a worker visit in a minute, so that a large site holds nobody up.
    """
    due = Source.objects.due(now).select_for_update(skip_locked=True, of=("self",))
    asked = due.filter(asked_at__isnull=False).order_by("asked_at", "next_visit_at", "pk")
    first = [] if background_only else list(asked.values_list("pk", "host")[:most])
    rest: list[tuple[int, str]] = []
    if not asked_only and len(first) < most:
        rows = due.filter(asked_at__isnull=True)
        if settings.FETCH_HOST_RATE > 0:
            rows = rows.filter(pk__in=list_turns(now))
        rows = rows.order_by("next_visit_at", "pk")
        rest = list(rows.values_list("pk", "host")[: most - len(first)])
    leases: dict[str, list[int]] = {}
    for ids in (*group_by_host(first), *group_by_host(rest)):
        lease = str(uuid.uuid4())
        held = Source.objects.filter(pk__in=list_keys(ids))
        held.update(lease=lease, leased_until=now + LEASE)
        leases[lease] = ids
    return leases


def list_turns(now: datetime) -> "QuerySet[Source, int]":
    """Give the keys of due background sources, as many of each host as its turn allows."""
    per_host = max(1, min(BATCH, int(TURN_S * settings.FETCH_HOST_RATE)))
    out = Source.objects.filter(leased_until__gt=now).order_by()
    busy = out.values("host").annotate(n=Count("pk")).filter(n__gte=per_host)
    order = Window(
        RowNumber(), partition_by=F("host"), order_by=(F("next_visit_at"), F("pk"))
    )
    due = Source.objects.due(now).filter(asked_at__isnull=True).order_by()
    due = due.exclude(host__in=busy.values("host"))
    return due.annotate(turn=order).filter(turn__lte=per_host).values_list("pk", flat=True)


def find_asked(leases: Iterable[str]) -> set[str]:
    """Give those of `leases` that hold what a person waits for."""
    held = Source.objects.filter(lease__in=list(leases), asked_at__isnull=False)
    return set(held.values_list("lease", flat=True))


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
    """Hold what the lease still holds for another full term, if the present one is old."""
    old = Source.objects.leased(lease, now=now).filter(leased_until__lt=now + LEASE * 0.8)
    old.update(leased_until=now + LEASE)


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
