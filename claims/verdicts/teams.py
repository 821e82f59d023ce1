"""Who works on a restricted article: its team, who brought it in, and the chief."""

from datetime import datetime
from typing import Literal

from django.db import transaction
from django.db.models import Q

from claims.errors import BadInput
from claims.models import Article, Claim, Role, TrailEntry, User
from claims.models.claim import ClaimQuerySet
from claims.workflow.access import require_tie

Status = Claim.Status
CHANGES = ("restrict", "open", "add", "drop")
Change = Literal["restrict", "open", "add", "drop"]


@transaction.atomic
def change_team(
    article: Article,
    *,
    actor: User,
    now: datetime,
    change: Change,
    person: User | None = None,
    reason: str = "",
) -> list[Claim]:
    """Restrict the article to its team or open it, or let `person` in or out.

    Gives the claims whose review waits, after it, for people who may not open them: they
    stay as they are until an editor gives them to somebody else.

    Raises:
        NotAllowed: the actor neither filed the article nor is the chief.
        BadInput: it is so already, nobody is named, the account is closed, or no reason
            is given for opening the article.
    """
    stored = Article.objects.select_for_update().get(pk=article.pk)
    require_tie("set_team", actor, stored)
    before = describe_team(stored)
    if change in ("restrict", "open"):
        set_restricted(stored, change == "restrict", reason)
    else:
        set_member(stored, person, change == "add")
    stranded = list(list_stranded(stored))
    TrailEntry.objects.append(
        "set_team",
        actor=actor,
        now=now,
        chain=stored.public_id,
        subject=f"article:{stored.public_id}",
        before=before,
        after={
            **describe_team(stored),
            "waiting": [claim.public_id for claim in stranded],
        },
        reason=reason.strip(),
    )
    article.refresh_from_db()
    return stranded


def set_restricted(article: Article, restricted: bool, reason: str) -> None:
    """Write whether the article is for its team alone."""
    if article.restricted == restricted:
        said = "restricted" if restricted else "open to everybody"
        raise BadInput(f"This article is {said} already.", field="change")
    if not restricted and not reason.strip():
        raise BadInput("Say why everybody may open it now.", field="reason")
    article.restricted = restricted
    article.save(update_fields=["restricted"])


def set_member(article: Article, person: User | None, member: bool) -> None:
    """Put `person` on the team, or take them off."""
    if person is None:
        raise BadInput("Say who.", field="person")
    if member and not person.is_active:
        raise BadInput("This account is no longer active.", field="person")
    if article.team.filter(pk=person.pk).exists() == member:
        said = "on the team already" if member else "not on the team"
        raise BadInput(f"{person.name} is {said}.", field="person")
    if member:
        article.team.add(person)
    else:
        article.team.remove(person)


def describe_team(article: Article) -> dict[str, object]:
    """Give who may open the article, for the trail."""
    names = article.team.order_by("username").values_list("username", flat=True)
    return {"restricted": article.restricted, "team": list(names)}


def list_stranded(article: Article) -> ClaimQuerySet:
    """Give the article's claims whose review waits for somebody who may not open it."""
    if not article.restricted:
        return Claim.objects.none()
    outside = User.objects.exclude(
        Q(role=Role.CHIEF)
        | Q(pk=article.created_by_id)
        | Q(pk__in=article.team.values("pk"))
    )
    first = Q(status__in=(Status.OPEN, Status.IN_REVIEW), reviewer__in=outside)
    second = Q(status=Status.SECOND_REVIEW, second_reviewer__in=outside)
    waiting = Claim.objects.filter(first | second, article=article)
    return waiting.order_by("number")
