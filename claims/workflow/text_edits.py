"""What a changed wording means for a claim: its facts changed, so it is checked again."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from claims.models import SETTLED, Alarm, Claim, Review, User
from claims.workflow.alarms import raise_alarm
from claims.workflow.anchoring import Change
from claims.workflow.facts import FACTS
from claims.workflow.moves import advance_claim, lock_claim

Status = Claim.Status
WAITS_FOR_RECHECK = (*SETTLED, Status.RECHECK, Status.DISPUTED)


def list_facts(changed: Sequence[Change]) -> list[Change]:
    """Give the changes that are facts: figures, dates, names, units, negations."""
    return [one for one in changed if one.kind in FACTS]


def describe_edit(was: str, words: str, changed: Sequence[Change], *, number: int) -> str:
    """Say in words what a version changed of a claim."""
    facts = "; ".join(f"{one.kind}: “{one.was}” → “{one.now}”" for one in changed)
    text = f"Version {number}: “{was[:300]}” became “{words[:300]}”"
    return f"{text} ({facts[:600]})." if facts else f"{text}."


def reopen_edited(
    claim: Claim, *, words: str, detail: str, number: int, actor: User, now: datetime
) -> None:
    """Raise TEXT_EDITED for the wording `words` of version `number`.

    A settled claim goes to recheck. A review under way was of other words: it is withdrawn
    and the claim is open again for the same people. Others stay as they are, the alarm
    settled at once: nobody had judged the old words.
    """
    content = hashlib.sha256(f"{number}\n{words}".encode()).hexdigest()
    alarm = raise_alarm(
        claim,
        cause=Alarm.Cause.TEXT_EDITED,
        now=now,
        actor=actor,
        detail=detail,
        content=content,
    )
    stored = lock_claim(claim)
    if alarm is None or stored.status in WAITS_FOR_RECHECK:
        return
    if stored.status in (Status.IN_REVIEW, Status.SECOND_REVIEW):
        stop_review(stored, actor=actor, now=now, why=detail)
    Alarm.objects.filter(pk=alarm.pk).update(
        settled_at=now, settled_by=actor, settled_how="not_judged"
    )


def stop_review(claim: Claim, *, actor: User, now: datetime, why: str) -> None:
    """Withdraw the reviews of this round and open the claim again."""
    rows = Review.objects.filter(claim=claim, round=claim.round, withdrawn_at__isnull=True)
    rows.update(withdrawn_at=now)
    if claim.status == Status.SECOND_REVIEW:
        advance_claim(claim, to=Status.IN_REVIEW, actor=actor, now=now, reason=why)
    advance_claim(claim, to=Status.OPEN, actor=actor, now=now, reason=why)


def count_edit(claim: Claim, *, now: datetime) -> None:
    """Make forms that show the old words stale."""
    Claim.objects.filter(pk=claim.pk).update(revision=F("revision") + 1, changed_at=now)
