"""Background work on the trail: safe to be killed anywhere and to run twice."""

from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from claims.workflow.once import forget_keys
from claims.workflow.sealing import seal_heads


@shared_task(acks_late=True)
def seal_trail() -> int:
    """Note the ends of all chains in the seal file; gives how many had grown."""
    return seal_heads(Path(settings.SEAL_FILE), now=timezone.now())


@shared_task(acks_late=True)
def drop_once_keys() -> int:
    """Forget what was sent once more than a day ago; gives how many."""
    return forget_keys(now=timezone.now())
