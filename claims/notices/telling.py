"""Writing notices, in the transaction of the act they tell of."""

from collections.abc import Iterable
from datetime import datetime

from claims.models import (
    Article,
    Claim,
    Notice,
    NoticeChannel,
    NoticeEvent,
    NoticeSetting,
    User,
)
from claims.models.notice import MAILED_BY_DEFAULT

LONGEST = 500  # characters of a message
MAILED = (NoticeChannel.NOW, NoticeChannel.DIGEST)


def notify(
    *,
    to: Iterable[User | None],
    about: Claim | Article,
    event: NoticeEvent,
    key: str,
    now: datetime,
    actor: User | None,
    message: str = "",
) -> int:
    """Tell people of `event`; gives how many are told that were not before.

    Told once for `event` and `key`, however often this runs. Nobody is told of their own
    act, nobody who left, and nobody who may not open the article. `message` is a
    colleague's own words to them: never a rating, never a source.
    """
    claim = about if isinstance(about, Claim) else None
    article = about.article if isinstance(about, Claim) else about
    people = [one for one in pick_people(to, actor) if may_open(one, article)]
    channels = read_channels(people, event)
    rows = [
        Notice(
            to=person,
            event=event,
            key=f"{event}:{key}"[:100],
            actor=actor,
            article=article,
            claim=claim,
            message=message.strip()[:LONGEST],
            at=now,
            mail=channels[person.pk] if channels[person.pk] in MAILED else "",
        )
        for person in people
        if channels[person.pk] != NoticeChannel.OFF
    ]
    known = Notice.objects.filter(to__in=people, key__in=[row.key for row in rows])
    told = set(known.values_list("to", flat=True))
    fresh = [row for row in rows if row.to_id not in told]
    Notice.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def pick_people(to: Iterable[User | None], actor: User | None) -> list[User]:
    """Give each active person once, by key, without the actor."""
    found = {one.pk: one for one in to if one is not None and one.is_active}
    if actor is not None:
        found.pop(actor.pk, None)
    return [found[pk] for pk in sorted(found)]


def may_open(person: User, article: Article) -> bool:
    """Say whether the person may open the article; asks only where it is restricted."""
    if not article.restricted:
        return True
    return Article.objects.visible_to(person).filter(pk=article.pk).exists()


def read_channels(people: list[User], event: NoticeEvent) -> dict[int, str]:
    """Give how each person wants to be told, by their key."""
    usual = NoticeChannel.NOW if event in MAILED_BY_DEFAULT else NoticeChannel.APP
    chosen = NoticeSetting.objects.filter(person__in=people, event=event)
    return dict.fromkeys((one.pk for one in people), str(usual)) | dict(
        chosen.values_list("person", "channel")
    )
