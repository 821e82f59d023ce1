"""People who change their role or leave, and clocks that go backwards."""

from datetime import timedelta

import pytest

from claims.errors import NotAllowed
from claims.models import Review, Verdict
from claims.verdicts import adjudicate, start_review
from claims.workflow.verification import find_break
from tests.conftest import NOON
from tests.steps import cite, decide, hand_in, review


def test_a_promotion_between_the_reviews_lets_nobody_countersign_themselves(
    open_claim, reviewer
):
    cite(open_claim, reviewer)
    review(open_claim, reviewer)
    reviewer.role = "chief"
    reviewer.save(update_fields=("role",))
    open_claim.refresh_from_db()
    with pytest.raises(NotAllowed):
        start_review(open_claim, actor=reviewer, now=NOON)


def test_who_reviewed_and_became_editor_does_not_adjudicate(
    open_claim, reviewer, second_reviewer, ratings
):
    cite(open_claim, reviewer)
    review(open_claim, reviewer, "true")
    review(open_claim, second_reviewer, "false")
    reviewer.role = "editor"
    reviewer.save(update_fields=("role",))
    open_claim.refresh_from_db()
    with pytest.raises(NotAllowed, match="third person"):
        adjudicate(
            open_claim,
            actor=reviewer,
            now=NOON,
            rating=ratings["true"],
            rationale="Mine.",
            as_of=NOON.date(),
        )
    assert Verdict.objects.count() == 0


def test_who_left_keeps_their_place_in_history(
    open_claim, reviewer, second_reviewer, editor
):
    decide(open_claim, reviewer, second_reviewer)
    reviewer.is_active = False
    reviewer.save(update_fields=("is_active",))
    assert Review.objects.filter(reviewer=reviewer).count() == 1
    assert find_break(open_claim.article.public_id) == ""
    readable = Review.objects.readable_by(editor).filter(claim=open_claim)
    assert {one.reviewer.name for one in readable} == {"kwame", "sara"}


def test_who_left_hands_nothing_in(open_claim, reviewer):
    cite(open_claim, reviewer)
    start_review(open_claim, actor=reviewer, now=NOON)
    reviewer.is_active = False
    with pytest.raises(NotAllowed):
        hand_in(open_claim, reviewer)


def test_a_clock_that_goes_back_breaks_neither_trail_nor_review(
    open_claim, reviewer, second_reviewer
):
    cite(open_claim, reviewer)
    start_review(open_claim, actor=reviewer, now=NOON + timedelta(days=2))
    hand_in(open_claim, reviewer)  # two days earlier, by this machine's clock
    open_claim.refresh_from_db()
    start_review(open_claim, actor=second_reviewer, now=NOON - timedelta(days=1))
    hand_in(open_claim, second_reviewer)
    open_claim.refresh_from_db()
    assert open_claim.status == "decided"
    assert find_break(open_claim.article.public_id) == ""
