"""Visits asked for together."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from claims.errors import BadInput, NotAllowed
from claims.evidence.outcome_days import read_days, sum_up_days
from claims.evidence.runs import ask_checks, read_progress
from claims.models import CheckRun, OutcomeDay, Source, TrailEntry
from tests.evidence.test_captures import run_due


def test_a_run_ends_when_each_of_its_pages_was_visited(site, cite_path, reviewer):
    cite_path("/log")
    cite_path("/gone")
    run = ask_checks(Source.objects.all(), actor=reviewer, now=timezone.now())
    before = read_progress(run)
    assert (before.done, before.size, before.is_over, before.percent) == (0, 2, False, 0)
    assert [(one.host, one.waiting) for one in before.hosts] == [("127.0.0.1", 2)]
    run_due()
    after = read_progress(run)
    assert (after.done, after.is_over, after.percent) == (2, True, 100)
    assert dict(after.outcomes) == {"ok": 1, "gone": 1}
    assert after.hosts == []
    assert TrailEntry.objects.get(action="ask_checks").after["size"] == 2


def test_a_run_of_nothing_and_one_by_a_viewer_write_nothing(reviewer, viewer, db):
    with pytest.raises(BadInput, match="no web page"):
        ask_checks(Source.objects.all(), actor=reviewer, now=timezone.now())
    with pytest.raises(NotAllowed):
        ask_checks(Source.objects.all(), actor=viewer, now=timezone.now())
    assert not CheckRun.objects.exists()


def test_days_are_summed_up_once_and_read_with_today(site, cite_path):
    cite_path()
    run_due()
    today = timezone.now().date()
    assert read_days(14, today=today)[today] == {"ok": 1}
    tomorrow = today + timedelta(days=1)
    assert sum_up_days(tomorrow) == 1
    assert sum_up_days(tomorrow) == 1
    assert OutcomeDay.objects.get().visits == 1
    found = read_days(14, today=tomorrow)
    assert (len(found), found[today], found[tomorrow]) == (14, {"ok": 1}, {})
    assert min(found) == tomorrow - timedelta(days=13)


def test_no_day_is_counted_before_there_are_any(db):
    assert sum_up_days(date(2026, 1, 1)) == 0
    assert read_days(2, today=date(2026, 1, 2)) == {
        date(2026, 1, 1): {},
        date(2026, 1, 2): {},
    }
