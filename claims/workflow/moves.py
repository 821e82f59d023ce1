"""Moving a claim from status to status: one conditional update, one line in the trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from claims.errors import ClaimChanged, TransitionRefused
from claims.models import SETTLED, Article, Claim, ClaimEdit, TrailEntry, User
from claims.workflow.access import require
from claims.workflow.batches import mark_batch
from claims.workflow.clearing import unclear_article
from claims.workflow.transitions import Step, find_step, list_steps


def list_moves(claim: Claim, actor: User) -> list[Step]:
    """Give the steps `actor` may ask for by hand now, in the table's order."""
    return list_steps(claim.status, actor.role) if actor.is_active else []


@transaction.atomic
def move_claim(
    claim: Claim, *, to: str, actor: User, now: datetime, note: str = ""
) -> Claim:
    """Move `claim` by hand: keep, dismiss or restore it.

    Raises:
        TransitionRefused: `to` does not follow the claim's status, or follows from an act.
        NotAllowed: the actor's role is too low.
        ClaimChanged: the stored status is no longer the one `claim` carries.
    """
    step = find_step(claim.status, to)
    if step is None or not step.by_hand:
        raise TransitionRefused(refuse(claim, to, step), field="to")
    require(step.act, actor, claim)
    if step.needs_reason and not note.strip():
        raise TransitionRefused(f"Say why: a reason is needed to {step.act}.", field="note")
    moved = advance_claim(claim, to=to, actor=actor, now=now, reason=note.strip())
    note_overruling(moved, step, actor=actor, now=now, reason=note.strip())
    return moved


def note_overruling(
    claim: Claim, step: Step, *, actor: User, now: datetime, reason: str
) -> None:
    """Count a dismissal against the rule that found the claim, and a restoring for it."""
    if step.act == "dismiss" and claim.created_by_id is None and claim.rule:
        ClaimEdit.objects.create(
            claim=claim, act="dismiss", rule=claim.rule, reason=reason, by=actor, at=now
        )
    if step.act == "restore":
        ended = claim.edits.filter(act__in=("dismiss", "split", "merge"), undone_by=None)
        ClaimEdit.objects.bulk_create(
            [
                ClaimEdit(
                    claim=claim, act="undo", rule=one.rule, undoes=one, by=actor, at=now
                )
                for one in ended
            ]
        )


def refuse(claim: Claim, to: str, step: Step | None) -> str:
    """Say in words why `to` cannot be asked for from the claim's status."""
    if step is not None:
        act = step.act.replace("_", " ")
        return f"A claim becomes “{to}” by the act “{act}”, not by being moved."
    return f"A claim that is “{claim.get_status_display()}” cannot become “{to}”."


def an(word: str) -> str:
    """Put the article before a role."""
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def advance_claim(
    claim: Claim,
    *,
    to: str,
    actor: User | None,
    now: datetime,
    reason: str = "",
    after: Mapping[str, Any] | None = None,
    act: str = "",
    **columns: Any,
) -> Claim:
    """Write a step of the table, whoever's act it follows from, and its trail entry.

    `columns` are further columns to set in the same update; `after` goes to the trail, and
    so does `act` in place of the step's own.

    Raises:
        TransitionRefused: the table has no such step.
        ClaimChanged: the stored status or revision is no longer the one `claim` carries.
    """
    step = find_step(claim.status, to)
    if step is None:
        raise TransitionRefused(refuse(claim, to, step))
    before = claim.status
    same = Claim.objects.filter(pk=claim.pk, status=before, revision=claim.revision)
    held = same.select_for_update(of=("self",)).values_list("article__status").first()
    if held is None:
        raise ClaimChanged("Somebody else moved or edited this claim first. Read it again.")
    if held[0] == Article.Status.CLEARED and to not in SETTLED:
        why = f"Claim {claim.number} is no longer settled."
        code = str((after or {}).get("cause", "")) or f"claim_{to}"
        unclear_article(claim.article, actor=actor, now=now, why=why, code=code)
    same.update(status=to, revision=F("revision") + 1, changed_at=now, **columns)
    write_trail(
        claim,
        act or step.act,
        actor=actor,
        now=now,
        before={"status": before},
        after={"status": to, **(after or {})},
        reason=reason,
    )
    claim.refresh_from_db()
    return claim


def write_trail(
    claim: Claim,
    action: str,
    *,
    actor: User | None,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    confidential: Mapping[str, Any] | None = None,
) -> TrailEntry:
    """Add an entry about `claim` to its article's chain, in the caller's transaction."""
    return TrailEntry.objects.append(
        action,
        actor=actor,
        now=now,
        chain=claim.article.public_id,
        subject=f"claim:{claim.public_id}",
        before=before,
        after=mark_batch(after),
        reason=reason,
        confidential=confidential,
    )


def lock_claim(claim: Claim) -> Claim:
    """Give the claim's row as stored now, locked until the transaction ends."""
    return (
        Claim.objects.select_for_update(of=("self",))
        .select_related("article")
        .get(pk=claim.pk)
    )
