"""Death over time: nothing dies of one bad day."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.linkcheck.ladder import Past, is_our_fault, judge_death, next_visit

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def past(hours, klass="gone", **more):
    return Past(NOON + hours * HOUR, klass, **more)


def test_one_failure_is_a_suspicion():
    assert judge_death([past(0)]) == "suspect"
    assert judge_death([]) == ""


def test_three_failures_over_three_days_confirm():
    assert judge_death([past(0), past(24), past(71)]) == "suspect"
    assert judge_death([past(0), past(24), past(72)]) == "confirmed"
    assert judge_death([past(0), past(72)]) == "suspect"


def test_two_410s_confirm_when_they_are_apart():
    assert judge_death([past(0, was_410=True), past(6, was_410=True)]) == "confirmed"
    assert judge_death([past(0, was_410=True), past(1, was_410=True)]) == "suspect"


def test_any_success_clears():
    assert judge_death([past(0), past(24), past(72), past(80, "ok")]) == ""
    assert judge_death([past(0), past(24, "redirected"), past(72), past(80)]) == "suspect"


def test_a_block_neither_kills_nor_clears():
    blocked = [past(hour, "blocked_or_login") for hour in (0, 24, 72, 96)]
    assert judge_death(blocked) == ""
    assert judge_death([past(0), past(24, "blocked_or_login"), past(72)]) == "suspect"


def test_a_suspect_is_looked_at_after_six_hours_a_day_and_three_days():
    history = [past(0)]
    for hours in (6, 24, 72):
        due = next_visit(history, need="open", now=history[-1].at)
        assert due == NOON + hours * HOUR
        history.append(past(hours))
    assert judge_death(history) == "confirmed"


def test_a_dead_source_is_still_looked_at_monthly():
    history = [past(0), past(24), past(72)]
    assert next_visit(history, need="published", now=NOON) == past(72).at + timedelta(
        days=30
    )


@pytest.mark.parametrize(("need", "days"), [("published", 1), ("open", 7)])
def test_a_good_source_is_looked_at_by_need(need, days):
    assert next_visit([past(0, "ok")], need=need, now=NOON) == NOON + timedelta(days=days)


def test_a_stable_source_is_looked_at_less_and_less_down_to_monthly():
    pauses = []
    for visits in range(1, 14):
        history = [past(n, "ok") for n in range(visits)]
        due = next_visit(history, need="published", now=NOON)
        pauses.append((due - history[-1].at).days)
    assert pauses[:3] == [1, 1, 1]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 30


def test_a_change_brings_a_source_back_to_its_pace():
    history = [*(past(n, "ok") for n in range(9)), past(10, "ok", changed=True)]
    assert next_visit(history, need="published", now=NOON) == past(10).at + timedelta(
        days=1
    )


def test_a_source_never_seen_is_due_now():
    assert next_visit([], need="open", now=NOON) == NOON


@given(
    st.lists(
        st.tuples(
            st.integers(1, 60),
            st.sampled_from(["ok", "gone", "timeout", "blocked_or_login", "soft_404"]),
        ),
        max_size=12,
    )
)
def test_the_next_visit_is_never_past_and_never_beyond_a_month(steps):
    at, history = 0, []
    for hours, klass in steps:
        at += hours
        history.append(past(at, klass))
    now = NOON + at * HOUR
    due = next_visit(history, need="open", now=now)
    assert now <= due <= now + timedelta(days=30)


def test_many_hosts_down_at_once_is_our_own_fault():
    assert is_our_fault({f"h{n}": (n < 4, 1) for n in range(10)})
    assert not is_our_fault({f"h{n}": (n < 3, 1) for n in range(10)})
    assert not is_our_fault({"a": (5, 5), "b": (5, 5)})
    assert not is_our_fault({f"h{n}": (1, 2) for n in range(10)})
    assert not is_our_fault({})
