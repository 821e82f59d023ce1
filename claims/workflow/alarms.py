"""Facts that send a claim to recheck, and their dismissal. No opinion enters here."""

from datetime import datetime

from django.db import transaction

from claims.errors import TransitionRefused
from claims.models import SETTLED, Alarm, Claim, Evidence, LinkCheck, NoticeEvent, User
from claims.notices.events import tell_holders
from claims.workflow.access import require
from claims.workflow.moves import advance_claim, lock_claim


@transaction.atomic
def raise_alarm(
    claim: Claim,
    *,
    cause: str,
    now: datetime,
    actor: User | None = None,
    detail: str = "",
    content: str = "",
    evidence: Evidence | None = None,
    link_check: LinkCheck | None = None,
) -> Alarm | None:
    """Record the fact once for the same content, and send a settled claim to recheck.

    Gives None when the same fact was raised before (dismissed or not): it is not news.
    """
    alarm, is_new = Alarm.objects.get_or_create(
        claim=claim,
        evidence=evidence,
        cause=cause,
        content=content,
        defaults={"detail": detail, "link_check": link_check, "raised_at": now},
    )
    if not is_new:
        return None
    stored = lock_claim(claim)
    if stored.status in SETTLED:
        advance_claim(
            stored,
            to=Claim.Status.RECHECK,
            actor=actor,
            now=now,
            reason=detail,
            after={"cause": cause},
            status_before_recheck=stored.status,
        )
    expired = cause == Alarm.Cause.VERDICT_EXPIRED
    event = NoticeEvent.EXPIRED if expired else NoticeEvent.ALARM
    tell_holders(stored, event=event, key=f"alarm:{alarm.pk}", now=now)
    return alarm


@transaction.atomic
def dismiss_alarms(claim: Claim, *, actor: User, now: datetime, reason: str) -> Claim:
    """Settle the open alarms as false and put the claim back to what it was.

    Raises:
        NotAllowed: the actor is no editor.
        TransitionRefused: the claim is not in recheck, no reason was given, or its
            verdict is past its shelf life.
        ClaimChanged: somebody else moved the claim first.
    """
    require("dismiss_alarm", actor, claim)
    if not reason.strip():
        raise TransitionRefused("Say why the alarm is dismissed.", field="reason")
    if claim.status != Claim.Status.RECHECK:
        raise TransitionRefused("Nothing to dismiss: the claim is not in recheck.")
    waiting = claim.alarms.filter(settled_at__isnull=True)
    if waiting.filter(cause=Alarm.Cause.VERDICT_EXPIRED).exists():
        raise TransitionRefused("Its verdict is past its shelf life: open a new round.")
    settle_alarms(claim, actor=actor, now=now, how="dismissed", reason=reason.strip())
    return advance_claim(
        claim,
        to=claim.status_before_recheck,
        actor=actor,
        now=now,
        reason=reason.strip(),
        status_before_recheck="",
    )


def settle_alarms(
    claim: Claim, *, actor: User, now: datetime, how: str, reason: str = ""
) -> int:
    """Close the claim's open alarms; gives how many there were."""
    return claim.alarms.filter(settled_at__isnull=True).update(
        settled_at=now, settled_by=actor, settled_how=how, settled_reason=reason
    )
