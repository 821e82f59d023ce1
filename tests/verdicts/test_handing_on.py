"""Reviews go to somebody else with a reason; nobody who is away is asked."""

from datetime import timedelta

import pytest

from claims.errors import BadInput, NotAllowed, TransitionRefused
from claims.models import Absence, Review, TrailEntry
from claims.verdicts import assign_reviewers, start_review
from claims.verdicts.absences import end_absence, list_open_work, record_absence
from claims.verdicts.reassigning import reassign_review
from tests.conftest import NOON
from tests.steps import LATER, cite, hand_in, review

DAY = NOON.date()


def be_away(person, actor, *, first=0, last=7):
    """Write an absence down, in days from now."""
    return record_absence(
        person,
        actor=actor,
        now=NOON,
        starts_on=DAY + timedelta(days=first),
        ends_on=DAY + timedelta(days=last),
    )


def test_a_review_under_way_goes_to_somebody_else(
    open_claim, reviewer, second_reviewer, editor
):
    start_review(open_claim, actor=reviewer, now=NOON)
    reassign_review(
        open_claim, actor=editor, now=LATER, person=second_reviewer, reason="Ill."
    )
    assert (open_claim.status, open_claim.reviewer) == ("open", second_reviewer)
    assert Review.objects.get().withdrawn_at == LATER
    entry = TrailEntry.objects.get(action="reassign")
    assert (entry.before["reviewer"], entry.after["reviewer"]) == ("kwame", "sara")
    assert entry.reason == "Ill."
    with pytest.raises(NotAllowed, match="assigned"):
        start_review(open_claim, actor=reviewer, now=LATER)
    start_review(open_claim, actor=second_reviewer, now=LATER)


def test_a_second_review_changes_hands_and_the_first_stays(
    open_claim, reviewer, second_reviewer, make_person, editor
):
    cite(open_claim, reviewer)
    review(open_claim, reviewer)
    start_review(open_claim, actor=second_reviewer, now=NOON)
    third = make_person("noor", "reviewer")
    reassign_review(open_claim, actor=editor, now=LATER, person=third, reason="Ill.")
    assert open_claim.status == "second_review"
    assert Review.objects.standing().count() == 1
    start_review(open_claim, actor=third, now=LATER)
    hand_in(open_claim, third)
    open_claim.refresh_from_db()
    assert open_claim.status == "decided"


@pytest.mark.parametrize(
    ("who", "person", "reason", "code"),
    [
        ("kwame", "sara", "Ill.", "not_allowed"),
        ("ines", "sara", " ", "bad_input"),
        ("ines", "kwame", "Ill.", "bad_input"),
        ("ines", "vera", "Ill.", "bad_input"),
        ("ines", "ines", "Ill.", "bad_input"),
    ],
)
def test_what_cannot_be_reassigned_is_refused(
    open_claim, reviewer, second_reviewer, viewer, editor, who, person, reason, code
):
    people = {one.username: one for one in (reviewer, second_reviewer, viewer, editor)}
    start_review(open_claim, actor=reviewer, now=NOON)
    with pytest.raises((BadInput, NotAllowed)) as refused:
        reassign_review(
            open_claim, actor=people[who], now=LATER, person=people[person], reason=reason
        )
    assert refused.value.code == code
    assert Review.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_a_claim_that_waits_for_no_review_has_nothing_to_reassign(claim, editor):
    with pytest.raises(TransitionRefused):
        reassign_review(claim, actor=editor, now=NOON, person=None, reason="Ill.")


def test_nobody_who_is_away_is_asked(open_claim, reviewer, editor):
    absence = be_away(reviewer, reviewer)
    with pytest.raises(BadInput, match="away until 2019-04-06") as refused:
        assign_reviewers(open_claim, actor=editor, now=NOON, reviewer=reviewer)
    assert refused.value.field == "reviewer"
    end_absence(absence, actor=reviewer, now=NOON)
    assign_reviewers(open_claim, actor=editor, now=NOON, reviewer=reviewer)


def test_an_absence_to_come_bars_nobody_today(open_claim, reviewer, editor):
    be_away(reviewer, editor, first=1)
    assign_reviewers(open_claim, actor=editor, now=NOON, reviewer=reviewer)
    assert list(list_open_work(reviewer)) == [open_claim]


@pytest.mark.parametrize(("first", "last"), [(2, 1), (-9, -1), (0, 400), (3, 4)])
def test_odd_days_are_refused(reviewer, first, last):
    be_away(reviewer, reviewer, first=2, last=7)
    with pytest.raises(BadInput):
        be_away(reviewer, reviewer, first=first, last=last)
    assert Absence.objects.count() == 1


def test_reviewers_speak_for_themselves_only(reviewer, second_reviewer, viewer):
    with pytest.raises(NotAllowed):
        be_away(second_reviewer, reviewer)
    with pytest.raises(NotAllowed):
        be_away(viewer, viewer)
    absence = be_away(reviewer, reviewer)
    with pytest.raises(NotAllowed):
        end_absence(absence, actor=second_reviewer, now=NOON)
