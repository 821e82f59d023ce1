"""Taking a clearance back by fact, and the trail of acts on a whole article."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from claims.models import Article, Claim, TrailEntry, User


def write_article_trail(
    article: Article,
    action: str,
    *,
    actor: User | None,
    now: datetime,
    subject: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> TrailEntry:
    """Add an entry to the article's chain, about the article unless `subject` says what."""
    return TrailEntry.objects.append(
        action,
        actor=actor,
        now=now,
        chain=article.public_id,
        subject=subject or f"article:{article.public_id}",
        before=before,
        after=after,
        reason=reason,
    )


def lock_article(article: Article) -> Article:
    """Give the article as stored now, with it and its claims locked until the end.

    Claims go first, as every act on a claim locks it before anything of its article.
    """
    list(
        Claim.objects.select_for_update(of=("self",))
        .filter(article_id=article.pk)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return Article.objects.select_for_update(of=("self",)).get(pk=article.pk)


def unclear_article(
    article: Article,
    *,
    actor: User | None,
    now: datetime,
    why: str,
    code: str,
    more: Mapping[str, Any] | None = None,
) -> bool:
    """Put a cleared article back to checking, with its reason in the trail; True if it
    was cleared. `code` is stable: what un-cleared it; `more` goes to the entry too."""
    was = Article.objects.filter(pk=article.pk, status=Article.Status.CLEARED).update(
        status=Article.Status.CHECKING
    )
    if was:
        write_article_trail(
            article,
            "unclear",
            actor=actor,
            now=now,
            before={"status": "cleared"},
            after={"status": "checking", "code": code, **(more or {})},
            reason=why,
        )
    return bool(was)
