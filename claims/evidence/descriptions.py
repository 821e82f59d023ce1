"""What a source is called, who published it and when: as a person puts it right."""

from datetime import date, datetime

from django.db import transaction

from claims.errors import BadInput, NotAllowed
from claims.models import Article, Source, TrailEntry, User
from claims.workflow.access import require
from claims.workflow.lost_updates import refuse_stale
from claims.workflow.standing import reexamine_article


@transaction.atomic
def describe_source(
    source: Source,
    *,
    actor: User,
    now: datetime,
    title: str = "",
    publisher: str = "",
    published_on: date | None = None,
    is_primary: bool = False,
    made_on: str = "",
) -> Source:
    """Set the words for a source; what a worker reads later fills only what is empty.

    Raises:
        NotAllowed: the actor is no reviewer, or lacks clearance.
        BadInput: something that is no web page would have no name.
        ClaimChanged: the words changed since `made_on`, the stamp of `read_words`.
    """
    require("describe_source", actor)
    if source.confidential and not actor.clearance:
        raise NotAllowed("Confidential sources need clearance.")
    row = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if row.kind != Source.Kind.WEB and not title.strip():
        raise BadInput("Name the source: who or what was consulted.", field="title")
    before = read_words(row)
    refuse_stale(made_on, before)
    row.title, row.publisher = title.strip()[:500], publisher.strip()[:200]
    row.published_on, row.is_primary = published_on, is_primary
    after = read_words(row)
    if before == after:
        return row
    row.save(update_fields=[*after])
    words = {"before": before, "after": after}
    TrailEntry.objects.append(
        "describe_source",
        actor=actor,
        now=now,
        subject=f"source:{row.public_id}",
        before={} if row.confidential else before,
        after={} if row.confidential else after,
        confidential=words if row.confidential else None,
    )
    for article in Article.objects.filter(claims__evidence__source=row).distinct():
        reexamine_article(article, actor=actor, now=now)  # what policy counts may be less
    return row


def read_words(source: Source) -> dict[str, object]:
    """Give the columns that a person may put right."""
    names = ("title", "publisher", "published_on", "is_primary")
    return {name: getattr(source, name) for name in names}
