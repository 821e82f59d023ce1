"""Background work on notices: safe to kill anywhere and to run twice."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from claims.notices.deadlines import tell_deadlines
from claims.notices.mailing import send_digests, send_waiting


@shared_task(acks_late=True)
def send_mails() -> int:
    """Send the notices that go by mail at once; gives how many mails went."""
    return send_waiting(now=timezone.now())


@shared_task(acks_late=True)
def send_daily() -> int:
    """Send the digests, from the newsroom's digest hour on; gives how many went."""
    now = timezone.now()
    if timezone.localtime(now).hour < settings.DIGEST_HOUR:
        return 0
    return send_digests(now=now)


@shared_task(acks_late=True)
def watch_deadlines() -> int:
    """Tell people of deadlines within a day; gives how many were told."""
    return tell_deadlines(now=timezone.now())
