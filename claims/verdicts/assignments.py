"""Asking particular people to review."""

from datetime import date, datetime

from django.db import transaction

from claims.errors import BadInput, NotAllowed, TransitionRefused
from claims.models import Claim, User
from claims.notices.events import tell_asked
from claims.verdicts.absences import refuse_absent
from claims.workflow import lock_claim, write_trail
from claims.workflow.access import require
from claims.workflow.lost_updates import refuse_stale

LONGEST = 500  # characters of a message
OPEN_TO_ASSIGN = (Claim.Status.OPEN, Claim.Status.SECOND_REVIEW)


@transaction.atomic
def assign_reviewers(
    claim: Claim,
    *,
    actor: User,
    now: datetime,
    reviewer: User | None,
    second_reviewer: User | None = None,
    message: str = "",
    made_on: str = "",
) -> Claim:
    """Set who is asked for the first and the second review; None lets anybody take it.

    Who was not asked before is told, with `message`, which stands in the trail.

    Raises:
        NotAllowed: the actor is no editor.
        BadInput: a person asked may not review it or is away, or both are the same.
        TransitionRefused: the review in question is under way or over.
        ClaimChanged: others were asked since `made_on`, the stamp of `read_asked`.
    """
    require("assign", actor, claim)
    stored = lock_claim(claim)
    refuse_stale(made_on, read_asked(stored))
    if stored.status not in OPEN_TO_ASSIGN:
        raise TransitionRefused("Reviewers are assigned while a claim waits for a review.")
    if stored.status == Claim.Status.SECOND_REVIEW and reviewer != stored.reviewer:
        raise TransitionRefused("The first review is in; only the second can be assigned.")
    if reviewer is not None and reviewer == second_reviewer:
        raise BadInput("Ask two different people.", field="second_reviewer")
    for field, person in (("reviewer", reviewer), ("second_reviewer", second_reviewer)):
        if person is not None:
            refuse_unfit_person(stored, person, field, day=now.date())
    words = check_message(message)
    before = {"reviewer": name(stored.reviewer), "second": name(stored.second_reviewer)}
    after = {"reviewer": name(reviewer), "second": name(second_reviewer)}
    Claim.objects.filter(pk=stored.pk).update(
        reviewer=reviewer, second_reviewer=second_reviewer, changed_at=now
    )
    entry = write_trail(
        stored, "assign", actor=actor, now=now, before=before, after=after, reason=words
    )
    asked_before = {stored.reviewer_id, stored.second_reviewer_id}
    for person in (reviewer, second_reviewer):
        if person is not None and person.pk not in asked_before:
            tell_asked(
                stored, to=person, key=f"trail:{entry.pk}", now=now, actor=actor,
                message=words,
            )  # fmt: skip
    claim.refresh_from_db()
    return claim


def read_asked(claim: Claim) -> dict[str, object]:
    """Give who is asked, by field."""
    return {
        "reviewer": str(claim.reviewer.name) if claim.reviewer else "",
        "second_reviewer": str(claim.second_reviewer.name) if claim.second_reviewer else "",
    }


def check_message(message: str) -> str:
    """Give the words to who is asked.

    Raises:
        BadInput: they are too long.
    """
    if len(message) > LONGEST:
        raise BadInput(f"Keep to {LONGEST} characters.", field="message")
    return message.strip()


def refuse_unfit_person(claim: Claim, person: User, field: str, *, day: date) -> None:
    """Raise BadInput, naming `field`, for who may not review the claim or is away."""
    refuse_absent(person, day=day, field=field)
    try:
        require("open_round", person, claim)
    except NotAllowed as refusal:
        raise BadInput(f"{person.name}: {refusal.detail}", field=field) from refusal


def name(person: User | None) -> str:
    """Give the name the trail keeps."""
    return person.username if person else ""
