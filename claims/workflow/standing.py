"""Whether what was cleared still deserves it: asked again after each fact that counts."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from claims.models import Article, User
from claims.workflow.blockers import find_blockers
from claims.workflow.clearing import lock_article, unclear_article

POLICY_LOCK = 7_411_203  # any constant: clearing shares it, changing a policy owns it
BATCH = 50  # articles looked at in one transaction


def hold_policies(*, to_change: bool = False) -> None:
    """Keep policies as they are until the transaction ends; `to_change` waits for all who
    clear at this moment, and keeps them out."""
    lock = "pg_advisory_xact_lock" + ("" if to_change else "_shared")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s)", [POLICY_LOCK])


@transaction.atomic
def reexamine_article(article: Article, *, actor: User | None, now: datetime) -> bool:
    """Put a cleared article back to checking where something blocks it now; True if so.

    What a chief set aside still does not block. The trail names every blocker's code.
    """
    if not Article.objects.filter(pk=article.pk, status=Article.Status.CLEARED).exists():
        return False
    stored = lock_article(article)
    blockers = find_blockers(stored, today=now.date())
    if not blockers or stored.status != Article.Status.CLEARED:
        return False
    more = {"blockers": [{"code": b.code, "subject": b.subject} for b in blockers[:50]]}
    return unclear_article(
        stored,
        actor=actor,
        now=now,
        why=blockers[0].detail,
        code=blockers[0].code,
        more=more,
    )


def reexamine_cleared(
    *, actor: User | None, now: datetime, only: Iterable[int] | None = None
) -> int:
    """Ask again for every cleared article, or those with the keys `only`; gives how many
    went back to checking. Each batch is a transaction of its own unless one is open."""
    cleared = Article.objects.filter(status=Article.Status.CLEARED).order_by("pk")
    if only is not None:
        cleared = cleared.filter(pk__in=set(only))
    back, last = 0, 0
    while rows := list(cleared.filter(pk__gt=last)[:BATCH]):
        last = rows[-1].pk
        with transaction.atomic():
            back += sum(reexamine_article(row, actor=actor, now=now) for row in rows)
    return back
