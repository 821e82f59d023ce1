"""Reading one's notices, and choosing how one is told."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from claims.errors import BadInput
from claims.models import (
    Notice,
    NoticeChannel,
    NoticeEvent,
    NoticeSetting,
    TrailEntry,
    User,
)
from claims.models.prepared import count_each
from claims.notices.telling import read_channels


def count_unread(person: User) -> int:
    """Give how many notices the person has not read, of what they may open."""
    return count_each((list_unread,), person)[0]


def list_unread(person: User) -> QuerySet[Notice]:
    """Give the notices the person has not read, of what they may open."""
    return Notice.objects.of(person).filter(read_at__isnull=True)


def mark_read(notice: Notice, *, now: datetime) -> None:
    """Mark one read; a second time changes nothing."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=now)


def mark_all_read(person: User, *, up_to: str, now: datetime) -> int:
    """Mark everything up to the notice with public id `up_to` read; gives how many.

    What came in after the page was shown stays unread.
    """
    newest = Notice.objects.filter(to=person, public_id=up_to).first()
    if newest is None:
        return 0
    unread = Notice.objects.filter(to=person, read_at__isnull=True, pk__lte=newest.pk)
    return unread.update(read_at=now)


def list_settings(person: User) -> dict[str, str]:
    """Give the channel of every event for the person, chosen or by default."""
    return {event.value: read_channels([person], event)[person.pk] for event in NoticeEvent}


@transaction.atomic
def choose_channels(person: User, *, wanted: Mapping[str, str], now: datetime) -> None:
    """Keep how the person wants to be told; events left out stay as they are.

    Raises:
        BadInput: an event or a channel is unknown.
    """
    before = list_settings(person)
    for event, channel in wanted.items():
        if event not in NoticeEvent.values or channel not in NoticeChannel.values:
            raise BadInput("Choose one of app, now, digest and off.", field=event)
        NoticeSetting.objects.update_or_create(
            person=person, event=event, defaults={"channel": channel}
        )
    changed = {event: to for event, to in wanted.items() if before[event] != to}
    if changed:
        TrailEntry.objects.append(
            "choose_notices",
            actor=person,
            now=now,
            subject=f"user:{person.public_id}",
            before={event: before[event] for event in changed},
            after=changed,
        )
