"""Giving a review that somebody holds to somebody else."""

from datetime import datetime

from django.db import transaction

from claims.errors import BadInput, TransitionRefused
from claims.models import Claim, Review, User
from claims.notices.events import tell_asked
from claims.verdicts.assignments import name, refuse_unfit_person
from claims.workflow import advance_claim, lock_claim, write_trail
from claims.workflow.access import require

Status = Claim.Status


@transaction.atomic
def reassign_review(
    claim: Claim, *, actor: User, now: datetime, person: User | None, reason: str
) -> Claim:
    """Ask `person` for the review that is asked for or under way; None: anybody.

    What its holder had begun ends, unread; nothing that was handed in is touched.

    Raises:
        NotAllowed: the actor is no editor.
        BadInput: no reason; or `person` may not review it, has the other part, is away,
            or holds it already.
        TransitionRefused: no review is asked for or under way.
    """
    require("reassign", actor, claim)
    if not reason.strip():
        raise BadInput("Say why it goes to somebody else.", field="reason")
    stored = lock_claim(claim)
    if stored.status not in (Status.OPEN, Status.IN_REVIEW, Status.SECOND_REVIEW):
        raise TransitionRefused("No review of this claim is asked for or under way.")
    second = stored.status == Status.SECOND_REVIEW
    holder = stored.second_reviewer if second else stored.reviewer
    other = stored.reviewer if second else stored.second_reviewer
    if person == holder:
        raise BadInput("It is theirs already.", field="person")
    if person is not None:
        if person == other:
            raise BadInput("The two reviews need two people.", field="person")
        refuse_unfit_person(stored, person, "person", day=now.date())
    drop_begun(stored, now=now)
    if stored.status == Status.IN_REVIEW:
        advance_claim(stored, to=Status.OPEN, actor=actor, now=now, reviewer=person)
    else:
        column = {"second_reviewer" if second else "reviewer": person}
        Claim.objects.filter(pk=stored.pk).update(changed_at=now, **column)
    entry = write_trail(
        stored,
        "reassign",
        actor=actor,
        now=now,
        before={"reviewer": name(holder)},
        after={"reviewer": name(person), "part": "second" if second else "first"},
        reason=reason.strip(),
    )
    tell_asked(
        stored, to=person, key=f"trail:{entry.pk}", now=now, actor=actor,
        message=reason.strip(),
    )  # fmt: skip
    claim.refresh_from_db()
    return claim


def drop_begun(claim: Claim, *, now: datetime) -> None:
    """Withdraw the review of this round that was begun and not handed in."""
    Review.objects.filter(
        claim=claim,
        round=claim.round,
        submitted_at__isnull=True,
        withdrawn_at__isnull=True,
    ).update(withdrawn_at=now)
