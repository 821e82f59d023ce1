"""Telling people, once for each deadline, that it is near."""

from datetime import datetime, timedelta

from django.db import transaction

from claims.models import SETTLED, Article, Claim, NoticeEvent, User
from claims.notices.telling import notify

NEAR = timedelta(hours=24)
LATE = timedelta(days=7)  # what is overdue longer is no news


def tell_deadlines(*, now: datetime) -> int:
    """Tell reviewers of claims, and who brought in articles, that are due within a day.

    Gives how many are told. A deadline that is moved is told anew; a claim that is settled
    or dismissed and an article that is cleared have none.
    """
    span = {"due_at__gt": now - LATE, "due_at__lte": now + NEAR}
    over = (*SETTLED, Claim.Status.DISMISSED)
    claims = Claim.objects.filter(**span).exclude(status__in=over)
    told = 0
    for claim in claims.select_related(
        "article", "article__created_by", "reviewer", "second_reviewer"
    ):
        people = [claim.reviewer, claim.second_reviewer]
        told += tell_due(claim, people if any(people) else [claim.article.created_by], now)
    articles = Article.objects.filter(**span).exclude(status=Article.Status.CLEARED)
    for article in articles.select_related("created_by"):
        told += tell_due(article, [article.created_by], now)
    return told


@transaction.atomic
def tell_due(about: Claim | Article, people: list[User | None], now: datetime) -> int:
    """Tell people of one deadline; gives how many are told."""
    return notify(
        to=people,
        about=about,
        event=NoticeEvent.DEADLINE,
        key=f"{about.public_id}:{about.due_at:%Y%m%dT%H%M}",
        now=now,
        actor=None,
    )
