"""By when a claim or an article is to be done."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from claims.errors import BadInput
from claims.models import Article, Claim, User
from claims.workflow import lock_claim, write_trail
from claims.workflow.access import require
from claims.workflow.clearing import write_article_trail
from claims.workflow.lost_updates import refuse_stale


@transaction.atomic
def set_claim_deadline(
    claim: Claim, *, actor: User, now: datetime, due_at: datetime | None, made_on: str = ""
) -> Claim:
    """Set by when the claim is to be decided; None takes the deadline away.

    Raises:
        NotAllowed: the actor is no editor.
        BadInput: it lies in the past, or is the same.
        ClaimChanged: it was moved since `made_on`, the stamp of `read_due`.
    """
    require("set_deadline", actor, article=claim.article)
    stored = lock_claim(claim)
    refuse_stale(made_on, read_due(stored))
    refuse_odd(due_at, stored.due_at, now=now)
    Claim.objects.filter(pk=stored.pk).update(due_at=due_at, changed_at=now)
    before, after = {"due_at": stored.due_at}, {"due_at": due_at}
    write_trail(stored, "set_deadline", actor=actor, now=now, before=before, after=after)
    claim.refresh_from_db()
    return claim


@transaction.atomic
def set_article_deadline(
    article: Article,
    *,
    actor: User,
    now: datetime,
    due_at: datetime | None,
    made_on: str = "",
) -> Article:
    """Set by when the article is to be cleared; None takes the deadline away.

    Raises: as `set_claim_deadline`.
    """
    require("set_deadline", actor, article=article)
    stored = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    refuse_stale(made_on, read_due(stored))
    refuse_odd(due_at, stored.due_at, now=now)
    Article.objects.filter(pk=stored.pk).update(due_at=due_at)
    before, after = {"due_at": stored.due_at}, {"due_at": due_at}
    write_article_trail(
        stored, "set_deadline", actor=actor, now=now, before=before, after=after
    )
    article.refresh_from_db()
    return article


def read_due(row: Claim | Article) -> dict[str, object]:
    """Give the deadline that stands, in the desk's time zone; "" for none."""
    local = timezone.localtime(row.due_at) if row.due_at else None
    return {"due_at": f"{local:%Y-%m-%d %H:%M}" if local else ""}


def refuse_odd(due_at: datetime | None, old: datetime | None, *, now: datetime) -> None:
    """Raise BadInput for a deadline that is past, or is set already."""
    if due_at is not None and due_at <= now:
        raise BadInput("The deadline lies in the past.", field="due_at")
    if due_at == old:
        raise BadInput("That is the deadline already.", field="due_at")
