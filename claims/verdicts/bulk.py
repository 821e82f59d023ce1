"""One act on many claims: tried first, then done to all of them or to none."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from claims.errors import BadInput, ClaimChanged, DeskError
from claims.models import Claim, User
from claims.verdicts.assignments import assign_reviewers
from claims.verdicts.risks import flag_risks
from claims.workflow import move_claim
from claims.workflow.batches import as_one

MOST = 200  # claims of one go
Act = Callable[[Claim, User, datetime], object]


@dataclass(frozen=True, slots=True)
class Trial:
    """What would become of one claim, as it stands now: `refusal` is "" where the act would
    be done."""

    claim: Claim
    refusal: str = ""
    code: str = ""


def keep() -> Act:
    """Keep claims found by rule."""
    return lambda claim, actor, now: move_claim(claim, to="open", actor=actor, now=now)


def dismiss(reason: str) -> Act:
    """Dismiss claims, all for one reason."""
    return lambda claim, actor, now: move_claim(
        claim, to="dismissed", actor=actor, now=now, note=reason
    )


def assign(reviewer: User) -> Act:
    """Ask one person: for the first review, or the second where the first is in."""

    def act(claim: Claim, actor: User, now: datetime) -> object:
        first = claim.status != Claim.Status.SECOND_REVIEW
        return assign_reviewers(
            claim,
            actor=actor,
            now=now,
            reviewer=reviewer if first else claim.reviewer,
            second_reviewer=claim.second_reviewer if first else reviewer,
        )

    return act


def label(risk: str) -> Act:
    """Add one risk flag."""
    return lambda claim, actor, now: flag_risks(
        claim, actor=actor, now=now, risks=[*claim.risk, risk]
    )


@transaction.atomic
def try_act(
    claims: Sequence[Claim], act: Act, *, actor: User, now: datetime
) -> list[Trial]:
    """Give what `act` would do to each claim; nothing is written.

    Raises:
        BadInput: there is no claim, or too many.
    """
    if not 0 < len(claims) <= MOST:
        raise BadInput(
            f"Choose between 1 and {MOST} claims; these are {len(claims)}.", field="claims"
        )
    trials = []
    for claim in claims:
        try:
            with transaction.atomic():
                act(copy(claim), actor, now)
        except DeskError as refusal:
            trials.append(Trial(claim, refusal.detail, refusal.code))
        else:
            trials.append(Trial(claim))
    transaction.set_rollback(True)
    return trials


@transaction.atomic
def act_on_all(claims: Sequence[Claim], act: Act, *, actor: User, now: datetime) -> int:
    """Do `act` to every claim, in one transaction and as one act; gives how many.

    Raises:
        ClaimChanged: one of them refuses now; nothing was done. `extra` says which.
        BadInput: as `try_act`.
    """
    if not 0 < len(claims) <= MOST:
        raise BadInput(f"Choose between 1 and {MOST} claims.", field="claims")
    with as_one():
        for claim in claims:
            try:
                act(claim, actor, now)
            except DeskError as refusal:
                raise ClaimChanged(
                    f"Claim {claim.number} refuses: {refusal.detail} Nothing was done.",
                    extra={"claim": claim.public_id, "code": refusal.code},
                ) from refusal
    return len(claims)
