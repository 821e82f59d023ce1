"""Verdicts past their shelf life go back to recheck, once, whoever asks how often."""

from datetime import date, timedelta

import pytest

from claims.errors import BadInput, TransitionRefused
from claims.models import Alarm, Claim, Rating, TrailEntry, Verdict
from claims.verdicts import start_review, submit_review
from claims.verdicts.shelf import expire_verdicts
from claims.verdicts.tasks import watch_shelf_life
from claims.workflow import dismiss_alarms
from tests.conftest import NOON
from tests.steps import LATER, cite, decide

YEAR = timedelta(days=366)


def hand_in_for(claim, person, days):
    """Hand in a review that says how long it holds."""
    start_review(claim, actor=person, now=NOON)
    return submit_review(
        claim,
        actor=person,
        now=LATER,
        rating=Rating.objects.get(code="true"),
        rationale="The log says so.",
        as_of=date(2019, 3, 30),
        shelf_days=days,
    )


def test_an_expired_verdict_sends_its_claim_to_recheck_once(
    open_claim, reviewer, second_reviewer
):
    decide(open_claim, reviewer, second_reviewer)
    assert expire_verdicts(now=NOON + timedelta(days=364)) == 0
    assert expire_verdicts(now=NOON + YEAR) == 1
    assert expire_verdicts(now=NOON + YEAR) == 0
    open_claim.refresh_from_db()
    assert open_claim.status == Claim.Status.RECHECK
    assert Alarm.objects.get().cause == "verdict_expired"
    entry = TrailEntry.objects.filter(action="raise_alarm").get()
    assert entry.after["cause"] == "verdict_expired"
    assert entry.actor_name == "desk"


def test_it_takes_more_than_one_batch(
    open_claim, article, reviewer, second_reviewer, editor, monkeypatch
):
    from claims.verdicts import shelf
    from claims.workflow import move_claim

    monkeypatch.setattr(shelf, "BATCH", 1)
    other = article.claims.get(kind="money")
    move_claim(other, to="open", actor=editor, now=NOON)
    for claim in (open_claim, other):
        decide(claim, reviewer, second_reviewer)
    assert expire_verdicts(now=NOON + YEAR) == 2


def test_an_expired_verdict_is_not_dismissed_but_renewed(
    open_claim, reviewer, second_reviewer, editor
):
    decide(open_claim, reviewer, second_reviewer)
    expire_verdicts(now=NOON + YEAR)
    open_claim.refresh_from_db()
    with pytest.raises(TransitionRefused, match="new round"):
        dismiss_alarms(open_claim, actor=editor, now=NOON + YEAR, reason="It holds.")


@pytest.mark.parametrize(
    ("first", "second", "rating", "good_until"),
    [
        (None, None, None, date(2020, 3, 29)),
        (30, None, None, date(2019, 4, 29)),
        (30, 7, None, date(2019, 4, 6)),
        (900, 900, None, date(2020, 3, 29)),
        (30, None, 3, date(2019, 4, 2)),
    ],
)
def test_the_shortest_of_policy_rating_and_reviewers_counts(
    open_claim, reviewer, second_reviewer, first, second, rating, good_until
):
    Rating.objects.filter(code="true").update(shelf_days=rating)
    cite(open_claim, reviewer)
    hand_in_for(open_claim, reviewer, first)
    hand_in_for(open_claim, second_reviewer, second)
    assert Verdict.objects.get().good_until == good_until


@pytest.mark.parametrize("days", [0, -1, 4000])
def test_an_odd_shelf_life_is_refused_at_its_field(open_claim, reviewer, days):
    cite(open_claim, reviewer)
    with pytest.raises(BadInput) as refused:
        hand_in_for(open_claim, reviewer, days)
    assert refused.value.field == "shelf_days"


def test_the_task_of_the_beat_does_it(open_claim, reviewer, second_reviewer):
    decide(open_claim, reviewer, second_reviewer)
    assert watch_shelf_life() == 1
    assert watch_shelf_life() == 0
