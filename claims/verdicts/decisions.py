"""How reviews become the desk's verdict."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from claims.errors import BadInput, PolicyUnmet, TransitionRefused
from claims.models import Claim, Rating, Review, User, Verdict
from claims.workflow import advance_claim, find_needs, find_unmet, lock_claim
from claims.workflow.access import require

LONGEST_SHELF = 3650  # days


def seal_review(review: Review) -> str:
    """Give a digest that binds a blind review in the trail without showing it.

    SHA-256 over rating, rationale, as-of date and the moment of submission; anybody who
    may later read the review can make it again.
    """
    said = (review.rating.code if review.rating else "", review.rationale)
    words = "\n".join(
        (*said, str(review.as_of), f"{review.submitted_at:%Y-%m-%dT%H:%M:%S.%f}")
    )
    return hashlib.sha256(words.encode()).hexdigest()


def refuse_unfit(rating: Rating, rationale: str, as_of: date, *, now: datetime) -> None:
    """Raise BadInput for what no review may carry."""
    if not rating.active:
        raise BadInput("This rating is no longer in use.", field="rating")
    if not rationale.strip():
        raise BadInput("Give the reasons in words.", field="rationale")
    if as_of > now.date() + timedelta(days=1):
        raise BadInput("The as-of date lies in the future.", field="as_of")


def refuse_unmet(claim: Claim, rating: Rating, *, now: datetime) -> None:
    """Raise PolicyUnmet where the evidence does not carry a rating with a number yet."""
    unmet = find_unmet(claim, today=now.date()) if rating.value is not None else []
    if unmet:
        raise PolicyUnmet([{"code": one.code, "detail": one.detail} for one in unmet])


def record_verdict(
    claim: Claim, reviews: Sequence[Review], *, how: str, actor: User, now: datetime
) -> Verdict:
    """Write the verdict that `reviews` agree on (the last one's rating); decide the claim.

    The rationale joins theirs; the as-of date is the oldest; the shelf life is the
    shortest of the policy's, the rating's and the reviewers'.
    """
    last = reviews[-1]
    if last.rating is None:
        raise TransitionRefused("A review without a rating decides nothing.")
    as_of = min(review.as_of for review in reviews if review.as_of)
    shelf = choose_shelf(claim, last.rating, reviews)
    verdict = Verdict.objects.create(
        claim=claim,
        round=claim.round,
        rating=last.rating,
        rationale="\n\n".join(dict.fromkeys(review.rationale for review in reviews)),
        how=how,
        as_of=as_of,
        good_until=None if shelf is None else as_of + timedelta(days=shelf),
        revises=Verdict.objects.filter(claim=claim).order_by("-pk").first(),
        decided_by=actor,
        decided_at=now,
    )
    advance_claim(
        claim,
        to=Claim.Status.DECIDED,
        actor=actor,
        now=now,
        after={
            "rating": last.rating.code,
            "how": how,
            "as_of": str(as_of),
            "good_until": str(verdict.good_until or ""),
        },
    )
    return verdict


def choose_shelf(claim: Claim, rating: Rating, reviews: Sequence[Review]) -> int | None:
    """Give the days from its as-of date that the verdict holds; None for ever."""
    said = [find_needs(claim).shelf_days, rating.shelf_days]
    said += [review.shelf_days for review in reviews]
    return min((days for days in said if days is not None), default=None)


def refuse_shelf(shelf_days: int | None) -> None:
    """Raise BadInput for a shelf life that no verdict may have."""
    if shelf_days is not None and not 1 <= shelf_days <= LONGEST_SHELF:
        raise BadInput(f"Give 1 to {LONGEST_SHELF} days.", field="shelf_days")


@transaction.atomic
def adjudicate(
    claim: Claim,
    *,
    actor: User,
    now: datetime,
    rating: Rating,
    rationale: str,
    as_of: date,
    shelf_days: int | None = None,
) -> Verdict:
    """Settle a dispute as a third person, with a reason.

    Raises:
        NotAllowed: the actor is no editor, gave one of the reviews, filed the article or
            made the claim.
        TransitionRefused: the claim is not disputed.
        BadInput: the rationale is empty, the rating retired, `as_of` in the future, or
            `shelf_days` out of bounds.
        PolicyUnmet: the evidence does not carry a rating with a number.
    """
    require("adjudicate", actor, claim)
    refuse_unfit(rating, rationale, as_of, now=now)
    refuse_shelf(shelf_days)
    stored = lock_claim(claim)
    if stored.status != Claim.Status.DISPUTED:
        raise TransitionRefused("Only a disputed claim can be adjudicated.")
    require("adjudicate", actor, stored)  # again, now that nobody else can review it
    refuse_unmet(stored, rating, now=now)
    review = Review.objects.create(
        claim=stored,
        round=stored.round,
        part=Review.Part.ADJUDICATION,
        reviewer=actor,
        started_at=now,
        rating=rating,
        rationale=rationale.strip(),
        as_of=as_of,
        shelf_days=shelf_days,
        submitted_at=now,
    )
    verdict = record_verdict(stored, [review], how="adjudication", actor=actor, now=now)
    claim.refresh_from_db()
    return verdict
