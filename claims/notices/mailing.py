"""Sending notices by mail: at once, or gathered once a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Article, Notice, NoticeChannel, Preference, User
from claims.notices.wording import say_notice

BATCH = 200  # notices in one mail
DIGEST_EVERY = timedelta(hours=20)  # less than a day, so that it keeps to its hour


def send_waiting(*, now: datetime, most: int = 500) -> int:
    """Send what is to go at once; gives how many mails went.

    Each row is locked, sent and marked in a transaction of its own; rows that another
    worker holds are passed over. Killed between sending and marking, a mail goes again
    under the same Message-ID.
    """
    sent = 0
    waiting = Notice.objects.filter(mail=NoticeChannel.NOW, mailed_at__isnull=True)
    for key in list(waiting.order_by("pk").values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            row = lock_rows([key]).first()
            if row is not None:
                sent += deliver(row.to, [row], now=now, key=row.public_id)
    return sent


def send_digests(*, now: datetime) -> int:
    """Send each person one mail of what waits for their digest; gives how many went.

    A person gets none within 20 hours of the last, however often this runs.
    """
    sent = 0
    waiting = Notice.objects.filter(mail=NoticeChannel.DIGEST, mailed_at__isnull=True)
    for person in list(waiting.order_by("to").values_list("to", flat=True).distinct()):
        with transaction.atomic():
            User.objects.select_for_update().get(pk=person)
            had = Notice.objects.filter(
                to=person, mail=NoticeChannel.DIGEST, mailed_at__gt=now - DIGEST_EVERY
            )
            if had.exists():
                continue
            rows = list(lock_rows(waiting.filter(to=person).values("pk"))[:BATCH])
            if rows:
                key = f"digest-{rows[0].public_id}-{rows[-1].public_id}"
                sent += deliver(rows[0].to, rows, now=now, key=key)
    return sent


def lock_rows(keys: Any) -> QuerySet[Notice]:
    """Give the unsent notices of some keys, oldest first, locked; held ones left out."""
    return (
        Notice.objects.filter(pk__in=keys, mailed_at__isnull=True)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("to", "claim", "article", "actor")
        .order_by("pk")
    )


def deliver(person: User, rows: Sequence[Notice], *, now: datetime, key: str) -> int:
    """Mail the rows the person may still open and has not read; mark all of them."""
    seen = Article.objects.visible_to(person).filter(
        pk__in=[row.article_id for row in rows]
    )
    open_to = set(seen.values_list("pk", flat=True))
    tell = [row for row in rows if row.article_id in open_to and row.read_at is None]
    sent = 0
    if tell and person.email and person.is_active:
        with translation.override(find_language(person)):
            sent = write_mail(person, tell, key=key).send()
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=now)
    return sent


def find_language(person: User) -> str:
    """Give the language a person chose, else the desk's own."""
    kept = Preference.objects.filter(person=person).values_list("language", flat=True)
    return kept.first() or settings.LANGUAGE_CODE


def write_mail(person: User, rows: Sequence[Notice], *, key: str) -> EmailMessage:
    """Give the plain text mail; its Message-ID is the same each time it is written."""
    lines = [write_entry(row) for row in rows]
    end = _("How you are told of things: %(link)s") % {"link": link("notice-settings")}
    first = say_notice(rows[0])
    many = ngettext(
        "%(n)s thing since the last digest", "%(n)s things since the last digest", len(rows)
    )
    subject = first if len(rows) == 1 else many % {"n": len(rows)}
    greeting = _("Hello %(name)s,") % {"name": person.name}
    host = settings.SITE_URL.split("//")[-1].split("/")[0].split(":")[0]
    return EmailMessage(
        subject=" ".join(subject.split())[:200],
        body="\n\n".join([greeting, *lines, "-- \n" + end]) + "\n",
        to=[person.email],
        headers={"Message-ID": f"<{key}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def write_entry(row: Notice) -> str:
    """Give the lines of one notice: what, the colleague's words, where, when."""
    words = [say_notice(row)]
    if row.message:
        words.append("\n".join(f"> {line}" for line in row.message.splitlines()))
    when = timezone.localtime(row.at)
    words.append(f"{link('notice', row.public_id)}  ({date_format(when, 'j F Y, H:i')})")
    return "\n".join(words)


def link(name: str, *args: str) -> str:
    """Give a full address of the desk."""
    return settings.SITE_URL + reverse(name, args=args)
