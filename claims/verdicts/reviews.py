"""Taking a claim up, giving it back, handing in a verdict: blind until both are in."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from claims.errors import ClaimChanged, NotAllowed, TransitionRefused
from claims.models import Claim, Rating, Review, Role, User
from claims.notices.events import tell_disputed, tell_second_needed
from claims.verdicts.decisions import (
    record_verdict,
    refuse_shelf,
    refuse_unfit,
    refuse_unmet,
    seal_review,
)
from claims.workflow import (
    advance_claim,
    find_needs,
    lock_claim,
    settle_alarms,
    write_trail,
)
from claims.workflow.access import require
from claims.workflow.permissions import REVIEWERS

Status = Claim.Status


@transaction.atomic
def start_review(claim: Claim, *, actor: User, now: datetime) -> Review:
    """Take up the first review of an open claim, or the second of one that awaits it.

    Raises:
        NotAllowed: the actor is no reviewer, brought the article or made the claim, is not
            the one assigned, or already reviewed this round.
        TransitionRefused: the claim is in a status that takes no review.
        ClaimChanged: somebody else took it up first.
    """
    require("start_review", actor, claim)
    if claim.status == Status.OPEN:
        refuse_other_assignee(claim.reviewer, actor)
        advance_claim(claim, to=Status.IN_REVIEW, actor=actor, now=now, reviewer=actor)
        return open_part(claim, Review.Part.FIRST, actor=actor, now=now)
    if claim.status == Status.SECOND_REVIEW:
        review = start_second_review(lock_claim(claim), actor=actor, now=now)
        claim.refresh_from_db()
        return review
    raise TransitionRefused(
        f"A claim that is “{claim.get_status_display()}” takes no review now."
    )


def start_second_review(claim: Claim, *, actor: User, now: datetime) -> Review:
    """Take up the second review of a claim whose row is locked; see `start_review`."""
    if claim.status != Status.SECOND_REVIEW:
        raise ClaimChanged("The first review was withdrawn, or the second is in.")
    refuse_other_assignee(claim.second_reviewer, actor)
    if claim.reviewer_id == actor.pk:
        raise NotAllowed(REVIEWERS["reviewed"])
    review = open_part(claim, Review.Part.SECOND, actor=actor, now=now)
    Claim.objects.filter(pk=claim.pk).update(second_reviewer=actor)
    write_trail(claim, "start_second_review", actor=actor, now=now)
    return review


@transaction.atomic
def open_round(claim: Claim, *, actor: User, now: datetime) -> Review:
    """Open a new round on a claim in recheck; the actor takes its first review.

    Raises: as `start_review`.
    """
    require("open_round", actor, claim)
    if claim.status != Status.RECHECK:
        raise TransitionRefused("A new round opens on a claim in recheck only.")
    advance_claim(
        claim,
        to=Status.IN_REVIEW,
        actor=actor,
        now=now,
        after={"round": claim.round + 1},
        round=claim.round + 1,
        reviewer=actor,
        second_reviewer=None,
        status_before_recheck="",
    )
    settle_alarms(claim, actor=actor, now=now, how="new_round")
    return open_part(claim, Review.Part.FIRST, actor=actor, now=now)


def refuse_other_assignee(assigned: User | None, actor: User) -> None:
    """Raise NotAllowed where somebody else was asked to do it."""
    if assigned is not None and assigned.pk != actor.pk:
        raise NotAllowed(f"This review is assigned to {assigned.name}.")


def open_part(claim: Claim, part: str, *, actor: User, now: datetime) -> Review:
    """Write the started review; one person holds each part of a round."""
    try:
        with transaction.atomic():
            return Review.objects.create(
                claim=claim, round=claim.round, part=part, reviewer=actor, started_at=now
            )
    except IntegrityError as clash:
        raise ClaimChanged("Somebody else has taken up this review.") from clash


def find_started(claim: Claim, actor: User) -> Review:
    """Give the actor's own review of this round that is not handed in, locked.

    Raises:
        TransitionRefused: there is none.
    """
    review = (
        Review.objects.select_for_update()
        .filter(
            claim=claim,
            round=claim.round,
            reviewer=actor,
            submitted_at__isnull=True,
            withdrawn_at__isnull=True,
        )
        .first()
    )
    if review is None:
        raise TransitionRefused("Start the review before handing it in.")
    return review


@transaction.atomic
def submit_review(
    claim: Claim,
    *,
    actor: User,
    now: datetime,
    rating: Rating,
    rationale: str,
    as_of: date,
    shelf_days: int | None = None,
) -> Review:
    """Hand in the actor's started review; the last one needed decides or disputes.

    Raises:
        BadInput: the rationale is empty, the rating retired, `as_of` in the future, or
            `shelf_days`, after which it is to be checked again, out of bounds.
        PolicyUnmet: the evidence does not carry a rating with a number yet.
        TransitionRefused: no review was started, or the claim left review.
        NotAllowed: the actor is no reviewer, or it is their own work.
    """
    require("submit_review", actor, claim)
    refuse_unfit(rating, rationale, as_of, now=now)
    refuse_shelf(shelf_days)
    stored = lock_claim(claim)
    review = find_started(stored, actor)
    if stored.status not in (Status.IN_REVIEW, Status.SECOND_REVIEW):
        raise TransitionRefused(
            f"A claim that is “{stored.get_status_display()}” takes no review."
        )
    refuse_unmet(stored, rating, now=now)
    review.rating, review.rationale, review.as_of = rating, rationale.strip(), as_of
    review.shelf_days, review.submitted_at = shelf_days, now
    review.save(
        update_fields=("rating", "rationale", "as_of", "shelf_days", "submitted_at")
    )
    settle_round(stored, review, actor=actor, now=now)
    claim.refresh_from_db()
    return review


def settle_round(claim: Claim, review: Review, *, actor: User, now: datetime) -> None:
    """Move the claim on after a review came in: wait, decide or dispute."""
    after = {"part": review.part, "sealed": seal_review(review)}
    if review.part == Review.Part.FIRST:
        if find_needs(claim).two_reviewers:
            advance_claim(claim, to=Status.SECOND_REVIEW, actor=actor, now=now, after=after)
            tell_second_needed(claim, review=review.pk, now=now, actor=actor)
            return
        record_verdict(claim, [review], how="one_review", actor=actor, now=now)
        return
    first = Review.objects.standing().get(claim=claim, round=claim.round, part="first")
    if first.rating_id == review.rating_id:
        record_verdict(claim, [first, review], how="agreement", actor=actor, now=now)
        return
    advance_claim(claim, to=Status.DISPUTED, actor=actor, now=now, after=after)
    tell_disputed(claim, now=now, actor=actor)


@transaction.atomic
def withdraw_review(claim: Claim, *, actor: User, now: datetime) -> Review:
    """Take back the actor's first review before the second is in; it may be redone.

    A second review that was started ends with it and may be started again: there is no
    first one for it to be the second of.

    Raises:
        TransitionRefused: there is none of theirs to withdraw, or the second is in.
    """
    require("withdraw_review", actor, claim)
    stored = lock_claim(claim)
    review = (
        Review.objects.standing()
        .filter(claim=stored, round=stored.round, reviewer=actor, part="first")
        .first()
    )
    if review is None or stored.status != Status.SECOND_REVIEW:
        raise TransitionRefused("There is no review of yours that can still be withdrawn.")
    round_now = Review.objects.filter(claim=stored, round=stored.round)
    round_now.filter(withdrawn_at__isnull=True).update(withdrawn_at=now)
    advance_claim(stored, to=Status.IN_REVIEW, actor=actor, now=now)
    open_part(stored, Review.Part.FIRST, actor=actor, now=now)
    claim.refresh_from_db()
    return review


@transaction.atomic
def release_claim(claim: Claim, *, actor: User, now: datetime) -> Claim:
    """Let go of a claim one has taken up (an editor may free anybody's); it is open again.

    Raises:
        NotAllowed: it is somebody else's and the actor no editor.
        TransitionRefused: nobody holds it.
    """
    require("release", actor, claim)
    stored = lock_claim(claim)
    if stored.status == Status.SECOND_REVIEW:
        drop_started(stored, actor, now=now)
        Claim.objects.filter(pk=stored.pk).update(second_reviewer=None)
        write_trail(stored, "release_second_review", actor=actor, now=now)
    else:
        if stored.status != Status.IN_REVIEW:
            raise TransitionRefused("Nobody holds this claim.")
        drop_started(stored, actor, now=now)
        advance_claim(stored, to=Status.OPEN, actor=actor, now=now, reviewer=None)
    claim.refresh_from_db()
    return claim


def drop_started(claim: Claim, actor: User, *, now: datetime) -> None:
    """Withdraw the started review of this round that the actor may let go of."""
    started = Review.objects.filter(
        claim=claim,
        round=claim.round,
        submitted_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    if not actor.ranks(Role.EDITOR):
        started = started.filter(reviewer=actor)
    if not started.update(withdrawn_at=now):
        raise NotAllowed("Only its reviewer or an editor may let go of this review.")
