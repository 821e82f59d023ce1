"""Background work: ids in, rows out, safe to run twice."""

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from celery import current_app, shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.core.cache import cache
from django.utils import timezone

from claims.evidence.archiving import (
    ARCHIVE_QUEUE,
    MOST_TRIES,
    archive_page,
    choose_pause,
    find_memento,
    follow_job,
    list_forgotten,
    list_unended,
)
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
from claims.evidence.files import list_unread, read_file_text, send_reading
from claims.evidence.outcome_days import sum_up_days
from claims.linkcheck.archive import ArchiveAway

if TYPE_CHECKING:
    from celery import Task

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
    if len(source_ids) > 1:
        wake_dispatcher()
    return check_batch(lease, source_ids)


@shared_task(ignore_result=True)
def beat_heart() -> None:
    """Leave word that beat, queue and worker are alive; good for a minute."""
    cache.set(HEARTBEAT, timezone.now().isoformat(), timeout=60)


@shared_task(bind=True, acks_late=True, max_retries=MOST_TRIES)
def archive_source(self: "Task[[int], None]", source_id: int) -> None:
    """Look a page up in the web archive and have it kept there; safe to run twice."""
    try:
        asked = archive_page(source_id, now=timezone.now())
    except ArchiveAway as away:
        raise self.retry(
            exc=away, countdown=choose_pause(away, self.request.retries)
        ) from away
    if asked:
        follow_saving.apply_async((asked,), queue=ARCHIVE_QUEUE, countdown=20)


@shared_task(bind=True, acks_late=True, max_retries=MOST_TRIES)
def follow_saving(self: "Task[[int], None]", memento_id: int) -> None:
    """Ask how a saving stands until it has ended; safe to run twice."""
    tries = self.request.retries
    try:
        ended = follow_job(memento_id, now=timezone.now(), last=tries >= MOST_TRIES)
    except ArchiveAway as away:
        raise self.retry(exc=away, countdown=choose_pause(away, tries)) from away
    if not ended:
        raise self.retry(countdown=choose_pause(None, tries))


@shared_task(bind=True, acks_late=True, max_retries=MOST_TRIES)
def offer_memento(self: "Task[[int], None]", source_id: int) -> None:
    """Find the copy of a dead page nearest to its citation, and its passages in it."""
    try:
        find_memento(source_id, now=timezone.now())
    except ArchiveAway as away:
        raise self.retry(
            exc=away, countdown=choose_pause(away, self.request.retries)
        ) from away


@shared_task
def sum_up_outcomes() -> int:
    """Keep the sums of finished days for the board; safe to run twice."""
    return sum_up_days(timezone.now().astimezone(UTC).date())


@shared_task
def sweep_archive() -> int:
    """Send for archiving what was forgotten; gives the number of tasks."""
    forgotten, unended = list_forgotten(), list_unended(timezone.now())
    for source_id in forgotten:
        archive_source.apply_async((source_id,), queue=ARCHIVE_QUEUE)
    for memento_id in unended:
        follow_saving.apply_async((memento_id,), queue=ARCHIVE_QUEUE)
    return len(forgotten) + len(unended)


@shared_task(acks_late=True, soft_time_limit=60, time_limit=90)
def read_file(source_id: int) -> bool:
    """Read the text of a PDF that was handed in; one that takes a minute has none.

    Safe to run twice: what was read is not read again.
    """
    try:
        return read_file_text(source_id, now=timezone.now())
    except SoftTimeLimitExceeded:
        return read_file_text(source_id, now=timezone.now(), give_up=True)


@shared_task
def sweep_files() -> int:
    """Send what was handed in within the day and not read; gives the number of tasks."""
    unread = list_unread(timezone.now() - timedelta(days=1))
    for source_id in unread:
        send_reading(source_id)
    return len(unread)
