"""A third person settles a dispute; assignments ask the right people."""

from datetime import date, timedelta

import pytest

from claims.errors import BadInput, NotAllowed, PolicyUnmet, TransitionRefused
from claims.models import Claim, Evidence, Review, Role, TrailEntry, User, Verdict
from claims.verdicts import adjudicate, assign_reviewers, start_review
from tests.conftest import NOON
from tests.steps import LATER, cite, put_status, review

TODAY = NOON.date()


@pytest.fixture
def disputed(open_claim, reviewer, second_reviewer) -> Claim:
    """Two reviews that differ."""
    cite(open_claim, reviewer)
    review(open_claim, reviewer, "true")
    review(open_claim, second_reviewer, "half")
    open_claim.refresh_from_db()
    return open_claim


@pytest.fixture
def settle(ratings):
    """Adjudicate with sensible words, save for what a test changes."""

    def act(
        claim: Claim,
        actor: User,
        *,
        code: str = "mostly-true",
        rationale: str = "The log is the better source.",
        as_of: date = TODAY,
    ) -> Verdict:
        return adjudicate(
            claim,
            actor=actor,
            now=LATER,
            rating=ratings[code],
            rationale=rationale,
            as_of=as_of,
        )

    return act


def test_a_third_person_settles_a_dispute(disputed, chief, settle):
    verdict = settle(disputed, chief)
    assert (disputed.status, verdict.how) == ("decided", "adjudication")
    assert (verdict.rating.code, verdict.decided_by) == ("mostly-true", chief)
    assert Review.objects.filter(claim=disputed, part="adjudication").count() == 1


@pytest.mark.parametrize("who", ["reviewer", "viewer"])
def test_nobody_below_an_editor_adjudicates(disputed, settle, request, who):
    with pytest.raises(NotAllowed):
        settle(disputed, request.getfixturevalue(who))


def test_nobody_adjudicates_a_dispute_they_are_part_of(disputed, reviewer, settle):
    reviewer.role = Role.CHIEF
    reviewer.save()
    with pytest.raises(NotAllowed, match="third person"):
        settle(disputed, reviewer)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"rationale": " "}, "rationale"),
        ({"as_of": NOON.date() + timedelta(days=30)}, "as_of"),
    ],
)
def test_an_adjudication_is_whole(disputed, chief, settle, given, field):
    with pytest.raises(BadInput) as refusal:
        settle(disputed, chief, **given)
    assert refusal.value.field == field
    assert not Verdict.objects.exists()


def test_a_retired_rating_settles_nothing(disputed, chief, settle, ratings):
    ratings["false"].active = False
    ratings["false"].save()
    with pytest.raises(BadInput) as refusal:
        settle(disputed, chief, code="false")
    assert refusal.value.field == "rating"


def test_policy_binds_the_adjudicator_too(disputed, chief, settle):
    Evidence.objects.update(withdrawn_at=LATER)
    with pytest.raises(PolicyUnmet):
        settle(disputed, chief, code="true")
    assert settle(disputed, chief, code="unverifiable").rating.value is None


@pytest.mark.parametrize(
    "status", ["open", "in_review", "second_review", "decided", "published", "dismissed"]
)
def test_only_a_disputed_claim_is_adjudicated(claim, chief, settle, status):
    put_status(claim, status)
    with pytest.raises(TransitionRefused):
        settle(claim, chief)


def test_the_second_of_two_adjudications_loses(disputed, chief, make_person, settle):
    stale = Claim.objects.get(pk=disputed.pk)
    settle(disputed, chief, code="true")
    with pytest.raises(TransitionRefused):
        settle(stale, make_person("edda", Role.EDITOR), code="half")
    assert Verdict.objects.get().rating.code == "true"


def test_assigned_people_are_asked_and_the_trail_says_so(
    open_claim, editor, reviewer, second_reviewer
):
    assign_reviewers(
        open_claim,
        actor=editor,
        now=NOON,
        reviewer=reviewer,
        second_reviewer=second_reviewer,
    )
    line = TrailEntry.objects.get(action="assign")
    assert line.after == {"reviewer": "kwame", "second": "sara"}
    with pytest.raises(NotAllowed, match="assigned to kwame"):
        start_review(open_claim, actor=second_reviewer, now=NOON)


def test_assigning_needs_an_editor(open_claim, reviewer):
    with pytest.raises(NotAllowed):
        assign_reviewers(open_claim, actor=reviewer, now=NOON, reviewer=reviewer)


@pytest.mark.parametrize("who", ["viewer", "editor"])
def test_nobody_is_assigned_who_could_not_review(open_claim, editor, request, who):
    person = request.getfixturevalue(who)
    with pytest.raises(BadInput) as refusal:
        assign_reviewers(open_claim, actor=editor, now=NOON, reviewer=person)
    assert refusal.value.field == "reviewer"


def test_two_reviews_are_asked_of_two_people(open_claim, editor, reviewer):
    with pytest.raises(BadInput) as refusal:
        assign_reviewers(
            open_claim, actor=editor, now=NOON, reviewer=reviewer, second_reviewer=reviewer
        )
    assert refusal.value.field == "second_reviewer"


@pytest.mark.parametrize("status", ["detected", "in_review", "decided", "dismissed"])
def test_a_claim_that_waits_for_no_review_is_not_assigned(claim, editor, reviewer, status):
    put_status(claim, status)
    with pytest.raises(TransitionRefused):
        assign_reviewers(claim, actor=editor, now=NOON, reviewer=reviewer)


def test_the_first_reviewer_is_not_exchanged_after_the_review(
    open_claim, editor, reviewer, second_reviewer, chief
):
    cite(open_claim, reviewer)
    review(open_claim, reviewer)
    with pytest.raises(TransitionRefused):
        assign_reviewers(open_claim, actor=editor, now=NOON, reviewer=second_reviewer)
    assign_reviewers(
        open_claim, actor=editor, now=NOON, reviewer=reviewer, second_reviewer=chief
    )
    assert open_claim.second_reviewer == chief


def test_who_brought_the_article_in_does_not_adjudicate_it(disputed, editor, settle):
    with pytest.raises(NotAllowed, match="brought in"):
        settle(disputed, editor)


def test_nobody_adjudicates_a_claim_they_marked_themselves(
    disputed, chief, ratings
) -> None:
    Claim.objects.filter(pk=disputed.pk).update(created_by=chief)
    disputed.refresh_from_db()
    with pytest.raises(NotAllowed, match="marked"):
        adjudicate(
            disputed,
            actor=chief,
            now=LATER,
            rating=ratings["opinion"],
            rationale="Mine is right.",
            as_of=LATER.date(),
        )
