"""Clearing an article for print, over nothing that is open; or over it, by the chief."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from claims.errors import (
    BadInput,
    ClaimChanged,
    PolicyUnmet,
    TransitionRefused,
)
from claims.models import Article, Claim, Clearance, Cut, User
from claims.workflow import lock_claim, write_trail
from claims.workflow.access import require
from claims.workflow.blockers import Blocker, find_blockers, is_placed
from claims.workflow.clearing import lock_article, write_article_trail
from claims.workflow.standing import hold_policies


@transaction.atomic
def clear_article(
    article: Article, *, actor: User, now: datetime, override_reason: str = ""
) -> Clearance:
    """Clear the version that `article` carries as current; one trail entry says so.

    A chief who gives a reason clears over what blocks; each blocker is kept for ever.

    Raises:
        NotAllowed: the actor is no editor; or overrides and is no chief.
        TransitionRefused: it is cleared already.
        ClaimChanged: a newer version came in.
        PolicyUnmet: something blocks; `extra["unmet"]` has {code, detail, subject, key}.
    """
    require("clear_article", actor, article=article)
    hold_policies()
    stored = lock_article(article)
    if stored.current_id != article.current_id or stored.current is None:
        raise ClaimChanged("A newer version of the text came in. Read it again.")
    if stored.status == Article.Status.CLEARED:
        raise TransitionRefused("This version is cleared already.")
    blockers = find_blockers(stored, today=now.date())
    reason = override_reason.strip() if blockers else ""
    if blockers:
        refuse_blocked(blockers, reason, actor)
    clearance = Clearance.objects.create(
        version=stored.current,
        by=actor,
        at=now,
        overridden=[one.describe() for one in blockers],
        override_reason=reason,
    )
    Article.objects.filter(pk=stored.pk).update(status=Article.Status.CLEARED)
    write_article_trail(
        stored,
        "override_clearance" if blockers else "clear",
        actor=actor,
        now=now,
        before={"status": "checking"},
        after={
            "status": "cleared",
            "version": stored.current.number,
            "overridden": clearance.overridden,
        },
        reason=reason,
    )
    article.refresh_from_db()
    return clearance


def refuse_blocked(blockers: Sequence[Blocker], reason: str, actor: User) -> None:
    """Raise PolicyUnmet or NotAllowed, save for a chief who gave a reason."""
    if not reason:
        raise PolicyUnmet(
            [one.describe() for one in blockers],
            detail=f"Not cleared: {len(blockers)} left to settle.",
        )
    require("override_clearance", actor)


@transaction.atomic
def accept_cut(claim: Claim, *, actor: User, now: datetime, reason: str) -> Cut:
    """Say that an orphaned claim's words were cut on purpose: it blocks no longer.

    The claim and its history stay. Should its words come back, it counts again.

    Raises:
        NotAllowed: the actor is no editor.
        BadInput: no reason was given.
        TransitionRefused: the claim's words stand in the text.
    """
    require("accept_cut", actor, claim)
    if not reason.strip():
        raise BadInput("Say why the words were cut.", field="reason")
    stored = lock_claim(claim)
    version = stored.article.current
    if version is None or is_placed(stored.anchor):
        raise TransitionRefused("Its words stand in the text: nothing was cut.")
    row = Cut.objects.create(
        claim=stored, version=version, by=actor, at=now, reason=reason.strip()
    )
    write_trail(stored, "accept_cut", actor=actor, now=now, reason=row.reason)
    return row
