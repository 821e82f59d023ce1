"""Background work on verdicts: safe to kill anywhere and to run twice."""

from celery import shared_task
from django.utils import timezone

from claims.verdicts.shelf import expire_verdicts, uncover_stale_captures


@shared_task(acks_late=True)
def watch_shelf_life() -> int:
    """Recheck what is past its shelf life, and un-clear what rests on old captures.

    Gives the number of claims and articles moved.
    """
    now = timezone.now()
    return expire_verdicts(now=now) + uncover_stale_captures(now=now)
