"""The chief sets what a claim needs: each change is a new row, the old one is kept.

Articles cleared under the old policy that do not meet the new one go back to checking.
"""

from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction

from claims.errors import BadInput, ClaimChanged
from claims.models import Kind, Policy, TrailEntry, User
from claims.workflow.access import require
from claims.workflow.lost_updates import WORDS
from claims.workflow.policy import Needs
from claims.workflow.standing import hold_policies, reexamine_cleared

RISKS = ("legal", "safety", "deaths", "accusation", "embargo")
MOST = {
    "min_sources": 20,
    "independent_secondary": 20,
    "capture_days": 3650,
    "shelf_days": 3650,
}


@transaction.atomic
def set_policy(
    *,
    actor: User,
    now: datetime,
    needs: Needs,
    kind: str = "",
    risk: str = "",
    reason: str,
    made_on: str = "",
) -> Policy:
    """Make `needs` the policy for a kind and a risk flag; "" means every one.

    Raises:
        NotAllowed: the actor is no chief.
        BadInput: kind or risk is unknown, a figure out of bounds, or no reason given.
        ClaimChanged: somebody else set the same policy at this moment, or since `made_on`,
            what `stamp_policies` gave.
    """
    require("set_policy", actor)
    refuse_odd(needs, kind, risk, reason)
    hold_policies(to_change=True)
    same = Policy.objects.select_for_update().filter(kind=kind, risk=risk)
    old = same.order_by("-version").first()
    refuse_newer(made_on, old)
    Policy.objects.filter(kind=kind, risk=risk, active=True).update(active=False)
    try:
        with transaction.atomic():
            row = Policy.objects.create(
                kind=kind,
                risk=risk,
                version=old.version + 1 if old else 1,
                changed_by=actor,
                changed_at=now,
                **asdict(needs),
            )
    except IntegrityError as clash:
        raise ClaimChanged("Somebody else set this policy. Read it again.") from clash
    TrailEntry.objects.append(
        "set_policy",
        actor=actor,
        now=now,
        subject=f"policy:{kind or 'all'}:{risk or 'all'}",
        before=describe_policy(old) if old and old.active else {},
        after=describe_policy(row),
        reason=reason.strip(),
    )
    reexamine_cleared(actor=actor, now=now)
    return row


def stamp_policies() -> str:
    """Give the newest row's key, for a form to carry until it is saved; "" for none."""
    newest = Policy.objects.order_by("-pk").values_list("pk", flat=True).first()
    return str(newest or "")


def refuse_newer(made_on: str, old: Policy | None) -> None:
    """Raise ClaimChanged where the policy was set after the form was opened; see
    `claims.workflow.lost_updates`."""
    if old is not None and made_on.isdecimal() and old.pk > int(made_on):
        raise ClaimChanged(
            WORDS, extra={"theirs": describe_policy(old), "made_on": str(old.pk)}
        )


def describe_policy(row: Policy) -> dict[str, object]:
    """Give a row's requirements and version, for the trail."""
    names = Needs.__dataclass_fields__
    return {"version": row.version, **{name: getattr(row, name) for name in names}}


def refuse_odd(needs: Needs, kind: str, risk: str, reason: str) -> None:
    """Raise BadInput, naming the field, for what no policy may say."""
    if kind and kind not in Kind.values:
        raise BadInput(f"“{kind}” is no kind of claim.", field="kind")
    if risk and risk not in RISKS:
        raise BadInput(f"“{risk}” is no risk flag.", field="risk")
    if not reason.strip():
        raise BadInput("Say why the policy changes.", field="reason")
    for name, most in MOST.items():
        value = getattr(needs, name)
        if value is not None and not 0 <= value <= most:
            raise BadInput(f"Give 0 to {most}.", field=name)
