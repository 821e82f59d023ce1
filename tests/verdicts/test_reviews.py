"""Taking up, handing in, taking back: who may, when, and what follows."""

from datetime import date, timedelta

import pytest

from claims.errors import BadInput, ClaimChanged, NotAllowed, PolicyUnmet, TransitionRefused
from claims.models import Claim, Policy, Review, Role, TrailEntry, Verdict
from claims.verdicts import (
    open_round,
    release_claim,
    start_review,
    submit_review,
    withdraw_review,
)
from tests.conftest import NOON
from tests.steps import LATER, alarm, cite, decide, hand_in, put_status, review


@pytest.fixture
def cited(open_claim, reviewer) -> Claim:
    """The open claim, with a source in support."""
    cite(open_claim, reviewer)
    return open_claim


def test_agreement_decides_with_the_oldest_date_and_both_rationales(
    cited, reviewer, second_reviewer, ratings
):
    review(cited, reviewer, why="The log says 240.")
    start_review(cited, actor=second_reviewer, now=NOON)
    submit_review(
        cited,
        actor=second_reviewer,
        now=LATER,
        rating=ratings["true"],
        rationale="So does the manifest.",
        as_of=date(2019, 3, 28),
    )
    verdict = Verdict.objects.get(claim=cited)
    assert (cited.status, verdict.how) == ("decided", "agreement")
    assert verdict.rationale == "The log says 240.\n\nSo does the manifest."
    assert verdict.as_of == date(2019, 3, 28)
    assert verdict.good_until == date(2019, 3, 28) + timedelta(days=365)


def test_different_ratings_make_a_dispute_and_no_verdict(cited, reviewer, second_reviewer):
    review(cited, reviewer, "true")
    review(cited, second_reviewer, "half")
    cited.refresh_from_db()
    assert cited.status == "disputed"
    assert not Verdict.objects.exists()


def test_one_review_decides_where_policy_asks_for_one(cited, reviewer):
    Policy.objects.update(two_reviewers=False)
    review(cited, reviewer)
    cited.refresh_from_db()
    assert (cited.status, Verdict.objects.get().how) == ("decided", "one_review")


def test_a_viewer_may_not_review(cited, viewer):
    with pytest.raises(NotAllowed):
        start_review(cited, actor=viewer, now=NOON)


def test_an_inactive_reviewer_may_not_review(cited, reviewer):
    reviewer.is_active = False
    with pytest.raises(NotAllowed):
        start_review(cited, actor=reviewer, now=NOON)


def test_nobody_reviews_a_claim_of_an_article_they_brought(cited, editor):
    with pytest.raises(NotAllowed, match="brought in or wrote"):
        start_review(cited, actor=editor, now=NOON)


def test_nobody_reviews_a_claim_they_marked(cited, chief):
    Claim.objects.filter(pk=cited.pk).update(created_by=chief)
    cited.refresh_from_db()
    with pytest.raises(NotAllowed, match="brought in or wrote"):
        start_review(cited, actor=chief, now=NOON)


def test_nobody_countersigns_their_own_review(cited, reviewer):
    review(cited, reviewer)
    with pytest.raises(NotAllowed, match="another person"):
        start_review(cited, actor=reviewer, now=NOON)


def test_a_promotion_between_the_reviews_does_not_let_one_person_sign_twice(
    cited, reviewer
):
    review(cited, reviewer)
    reviewer.role = Role.CHIEF
    reviewer.save()
    with pytest.raises(NotAllowed, match="another person"):
        start_review(cited, actor=reviewer, now=NOON)


@pytest.mark.parametrize(
    "status",
    ["detected", "in_review", "disputed", "decided", "published", "recheck", "dismissed"],
)
def test_a_review_starts_on_waiting_claims_only(claim, reviewer, status):
    put_status(claim, status)
    with pytest.raises(TransitionRefused):
        start_review(claim, actor=reviewer, now=NOON)
    assert not Review.objects.exists()


def test_a_review_on_a_dismissed_claim_is_refused_even_if_it_was_started(cited, reviewer):
    start_review(cited, actor=reviewer, now=NOON)
    put_status(cited, "dismissed")
    with pytest.raises(TransitionRefused, match="Dismissed"):
        hand_in(cited, reviewer)
    assert Review.objects.get().submitted_at is None


def test_a_review_must_be_started_before_it_is_handed_in(cited, reviewer):
    with pytest.raises(TransitionRefused, match="Start the review"):
        hand_in(cited, reviewer)


def test_handing_in_twice_counts_once(cited, reviewer):
    review(cited, reviewer)
    with pytest.raises(TransitionRefused):
        hand_in(cited, reviewer, "false")
    assert Review.objects.get(rating__code="true").submitted_at == LATER


@pytest.mark.parametrize("why", ["", " \n "])
def test_a_review_gives_its_reasons(cited, reviewer, why):
    start_review(cited, actor=reviewer, now=NOON)
    with pytest.raises(BadInput) as refusal:
        hand_in(cited, reviewer, why=why)
    assert refusal.value.field == "rationale"


def test_a_retired_rating_is_refused(cited, reviewer, ratings):
    start_review(cited, actor=reviewer, now=NOON)
    ratings["true"].active = False
    ratings["true"].save()
    with pytest.raises(BadInput) as refusal:
        hand_in(cited, reviewer)
    assert refusal.value.field == "rating"


def test_an_as_of_date_in_the_future_is_refused(cited, reviewer, ratings):
    start_review(cited, actor=reviewer, now=NOON)
    with pytest.raises(BadInput) as refusal:
        submit_review(
            cited,
            actor=reviewer,
            now=NOON,
            rating=ratings["true"],
            rationale="Seen.",
            as_of=NOON.date() + timedelta(days=2),
        )
    assert refusal.value.field == "as_of"


def test_a_rating_with_a_number_needs_its_evidence(open_claim, reviewer):
    start_review(open_claim, actor=reviewer, now=NOON)
    with pytest.raises(PolicyUnmet) as refusal:
        hand_in(open_claim, reviewer, "true")
    unmet = refusal.value.extra["unmet"]
    assert isinstance(unmet, list)
    assert [rule["code"] for rule in unmet] == ["sources_too_few"]
    assert Review.objects.get().submitted_at is None


def test_a_rating_without_a_number_needs_none(open_claim, reviewer):
    review(open_claim, reviewer, "unverifiable")
    assert open_claim.status == "second_review"


def test_the_assigned_reviewer_goes_first(cited, reviewer, second_reviewer):
    Claim.objects.filter(pk=cited.pk).update(reviewer=second_reviewer)
    cited.refresh_from_db()
    with pytest.raises(NotAllowed, match="assigned to sara"):
        start_review(cited, actor=reviewer, now=NOON)
    assert start_review(cited, actor=second_reviewer, now=NOON).part == "first"


def test_a_withdrawn_first_review_may_be_redone(cited, reviewer, second_reviewer):
    review(cited, reviewer, "false")
    withdraw_review(cited, actor=reviewer, now=LATER)
    assert cited.status == "in_review"
    hand_in(cited, reviewer, "true")
    review(cited, second_reviewer, "true")
    assert Verdict.objects.get().rating.code == "true"
    assert Review.objects.get(withdrawn_at__isnull=False, rating__code="false").round == 1


def test_a_withdrawn_first_review_lets_a_started_second_one_start_again(
    cited, reviewer, second_reviewer
):
    review(cited, reviewer, "false")
    start_review(cited, actor=second_reviewer, now=NOON)
    withdraw_review(cited, actor=reviewer, now=LATER)
    with pytest.raises(TransitionRefused):
        hand_in(cited, second_reviewer, "true")
    hand_in(cited, reviewer, "true")
    review(cited, second_reviewer, "true")
    cited.refresh_from_db()
    assert cited.status == "decided"


def test_letting_go_of_a_second_review_leaves_a_redone_first_one_alone(
    cited, reviewer, second_reviewer
):
    review(cited, reviewer, "false")
    start_review(cited, actor=second_reviewer, now=NOON)
    withdraw_review(cited, actor=reviewer, now=LATER)
    with pytest.raises(NotAllowed):
        release_claim(cited, actor=second_reviewer, now=LATER)
    hand_in(cited, reviewer, "true")
    assert cited.status == "second_review"


def test_nothing_is_withdrawn_once_the_second_review_is_in(
    cited, reviewer, second_reviewer
):
    decide(cited, reviewer, second_reviewer)
    with pytest.raises(TransitionRefused):
        withdraw_review(cited, actor=reviewer, now=LATER)


def test_only_ones_own_review_is_withdrawn(cited, reviewer, second_reviewer, chief):
    review(cited, reviewer)
    for person in (second_reviewer, chief):
        with pytest.raises(TransitionRefused):
            withdraw_review(cited, actor=person, now=LATER)


def test_a_released_claim_is_open_to_anybody(cited, reviewer, second_reviewer):
    start_review(cited, actor=reviewer, now=NOON)
    release_claim(cited, actor=reviewer, now=LATER)
    assert (cited.status, cited.reviewer) == ("open", None)
    assert start_review(cited, actor=second_reviewer, now=LATER).part == "first"


def test_nobody_lets_go_of_a_colleagues_review_but_an_editor(
    cited, reviewer, second_reviewer, editor
):
    start_review(cited, actor=reviewer, now=NOON)
    with pytest.raises(NotAllowed):
        release_claim(cited, actor=second_reviewer, now=LATER)
    release_claim(cited, actor=editor, now=LATER)
    assert cited.status == "open"


def test_a_released_second_review_waits_for_somebody_else(
    cited, reviewer, second_reviewer, chief
):
    review(cited, reviewer)
    start_review(cited, actor=second_reviewer, now=NOON)
    release_claim(cited, actor=second_reviewer, now=LATER)
    assert (cited.status, cited.second_reviewer) == ("second_review", None)
    assert start_review(cited, actor=chief, now=LATER).part == "second"


@pytest.mark.parametrize("status", ["open", "disputed", "decided", "dismissed"])
def test_there_is_nothing_to_let_go_of_elsewhere(claim, reviewer, status):
    put_status(claim, status)
    with pytest.raises(TransitionRefused, match="Nobody holds"):
        release_claim(claim, actor=reviewer, now=LATER)


def test_a_stale_page_cannot_start_a_second_review_that_was_withdrawn(
    cited, reviewer, second_reviewer
):
    review(cited, reviewer)
    stale = Claim.objects.get(pk=cited.pk)
    withdraw_review(cited, actor=reviewer, now=LATER)
    with pytest.raises(ClaimChanged):
        start_review(stale, actor=second_reviewer, now=LATER)
    assert not Review.objects.filter(part="second").exists()


def test_a_new_round_revises_the_verdict_and_settles_the_alarm(
    cited, reviewer, second_reviewer
):
    decide(cited, reviewer, second_reviewer)
    alarm(cited)
    open_round(cited, actor=second_reviewer, now=LATER)
    assert (cited.status, cited.round, cited.second_reviewer) == ("in_review", 2, None)
    hand_in(cited, second_reviewer, "half")
    review(cited, reviewer, "half")
    newest, oldest = Verdict.objects.filter(claim=cited)
    assert (newest.revises, newest.round, newest.rating.code) == (oldest, 2, "half")
    assert cited.alarms.get().settled_how == "new_round"


def test_a_round_opens_in_recheck_only(cited, reviewer):
    with pytest.raises(TransitionRefused):
        open_round(cited, actor=reviewer, now=LATER)


def test_an_author_opens_no_round(cited, reviewer, second_reviewer, editor):
    decide(cited, reviewer, second_reviewer)
    alarm(cited)
    with pytest.raises(NotAllowed):
        open_round(cited, actor=editor, now=LATER)


def test_every_act_leaves_one_line(cited, reviewer, second_reviewer):
    decide(cited, reviewer, second_reviewer)
    lines = TrailEntry.objects.filter(subject=f"claim:{cited.public_id}").order_by("seq")
    assert [line.action for line in lines] == [
        "keep",
        "cite_source",
        "start_review",
        "submit_review",
        "start_second_review",
        "submit_review",
    ]
