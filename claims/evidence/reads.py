"""Reading what is confidential is an act: who read what, and when, stands in the trail."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from claims.errors import NotAllowed
from claims.models import (
    Article,
    Claim,
    Comment,
    CorrectionRequest,
    Evidence,
    Invitation,
    Source,
    TrailEntry,
    User,
)
from claims.models.trail import DESK, READ

ONE_READING = timedelta(minutes=15)  # reads of one thing by one person within it are one


def require_clearance(actor: User) -> None:
    """Return for people with clearance.

    Raises:
        NotAllowed: the actor has none.
    """
    if not actor.is_active or not actor.clearance:
        raise NotAllowed("The contact log needs clearance.")


def note_reads(
    subjects: Iterable[str],
    *,
    actor: User,
    now: datetime,
    article: Article | None = None,
) -> int:
    """Write that `actor` was shown `subjects` ("source:…", "contacts:…"); gives how many.

    What the same person was shown less than `ONE_READING` ago is not written again. The
    entries stand in the article's chain, or in the desk's for a source's own page.
    """
    chain = article.public_id if article else DESK
    wanted = dict.fromkeys(subjects)
    if not wanted:
        return 0
    known = TrailEntry.objects.filter(
        subject__in=wanted, action=READ, actor=actor, chain=chain, at__gt=now - ONE_READING
    )
    for subject in known.values_list("subject", flat=True):
        wanted.pop(subject, None)
    with transaction.atomic():
        for subject in wanted:
            TrailEntry.objects.append(
                READ, actor=actor, now=now, chain=chain, subject=subject
            )
    return len(wanted)


def note_evidence(
    rows: Iterable[Evidence], *, actor: User, now: datetime, article: Article
) -> int:
    """Write the reads of those rows whose source is confidential; gives how many."""
    secret = [f"source:{row.source.public_id}" for row in rows if row.source.confidential]
    return note_reads(secret, actor=actor, now=now, article=article)


def note_comments(rows: Iterable[Comment], *, actor: User, now: datetime) -> int:
    """Write the reads of confidential sources whose citations the comments hang on."""
    by_article: dict[Article, list[Evidence]] = {}
    for row in rows:
        if row.evidence is not None:
            by_article.setdefault(row.article, []).append(row.evidence)
    return sum(
        note_evidence(cited, actor=actor, now=now, article=article)
        for article, cited in by_article.items()
    )


def note_source(source: Source, *, actor: User, now: datetime) -> int:
    """Write the read of one source's own page, if it is confidential; 1 or 0."""
    secret = [f"source:{source.public_id}"] if source.confidential else []
    return note_reads(secret, actor=actor, now=now)


def note_contacts(claim: Claim, *, actor: User, now: datetime) -> int:
    """Write that the contact log and the mark of `claim` were read; 1 or 0."""
    subject = f"contacts:{claim.public_id}"
    return note_reads([subject], actor=actor, now=now, article=claim.article)


def note_invitations(rows: Iterable[Invitation], *, actor: User, now: datetime) -> int:
    """Write the reads of addresses and confidential questions that clearance showed to
    `actor`, all of one claim; gives how many."""
    told = [row for row in rows if actor.clearance and (row.confidential or row.email)]
    if not told:
        return 0
    subjects = [f"invitation:{row.public_id}" for row in told]
    return note_reads(subjects, actor=actor, now=now, article=told[0].claim.article)


def note_requests(rows: Iterable[CorrectionRequest], *, actor: User, now: datetime) -> int:
    """Write the reads of readers' addresses that clearance showed to `actor`."""
    told = [row for row in rows if actor.clearance and row.email]
    by_article: dict[Article, list[str]] = {}
    for row in told:
        subjects = by_article.setdefault(row.claim.article, [])
        subjects.append(f"request:{row.public_id}")
    return sum(
        note_reads(subjects, actor=actor, now=now, article=article)
        for article, subjects in by_article.items()
    )
