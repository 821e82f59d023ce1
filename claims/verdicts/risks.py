"""Risk flags of a claim: what nobody may overlook, and policy asks more for."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from claims.errors import BadInput, TransitionRefused
from claims.models import Claim, User
from claims.verdicts.policies import RISKS
from claims.workflow import lock_claim, write_trail
from claims.workflow.access import require
from claims.workflow.lost_updates import refuse_stale
from claims.workflow.standing import reexamine_article


@transaction.atomic
def flag_risks(
    claim: Claim,
    *,
    actor: User,
    now: datetime,
    risks: Iterable[str],
    reason: str = "",
    made_on: str = "",
) -> Claim:
    """Make `risks` the claim's flags. A cleared article is looked at again: a flag may ask
    for more than the claim has. The same flags again change nothing.

    Raises:
        NotAllowed: the actor is no reviewer.
        BadInput: there is no such flag.
        TransitionRefused: the claim is dismissed.
        ClaimChanged: the flags changed since `made_on`, the stamp of `read_flags`.
    """
    require("flag_risks", actor, claim)
    wanted = sorted(set(risks))
    unknown = [one for one in wanted if one not in RISKS]
    if unknown:
        known = ", ".join(RISKS)
        raise BadInput(f"“{unknown[0]}” is no risk flag. Known: {known}.", field="risks")
    stored = lock_claim(claim)
    refuse_stale(made_on, read_flags(stored))
    if stored.status == Claim.Status.DISMISSED:
        raise TransitionRefused("It is dismissed: restore it first.")
    if wanted != sorted(stored.risk):
        Claim.objects.filter(pk=stored.pk).update(risk=wanted, changed_at=now)
        write_trail(
            stored,
            "flag_risks",
            actor=actor,
            now=now,
            before={"risk": stored.risk},
            after={"risk": wanted},
            reason=reason,
        )
        reexamine_article(stored.article, actor=actor, now=now)
    claim.refresh_from_db()
    return claim


def read_flags(claim: Claim) -> dict[str, object]:
    """Give the flags that stand."""
    return {"risks": sorted(claim.risk)}
