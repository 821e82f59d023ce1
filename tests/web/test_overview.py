"""The desk's figures are those of its rows."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from claims.models import Article, Claim, Verdict
from claims.verdicts.desk_figures import count_backlog, count_rechecks, read_weeks
from tests.conftest import NOON
from tests.steps import alarm, decide, without_triggers

HOURS = 5


def test_the_median_and_the_slowest_tenth_are_of_the_weeks_verdicts(
    open_claim, editor, reviewer, second_reviewer
):
    decide(open_claim, reviewer, second_reviewer)
    verdict = Verdict.objects.get()
    begun = verdict.decided_at - timedelta(hours=HOURS)
    Claim.objects.filter(pk=open_claim.pk).update(created_at=begun)
    (week,) = read_weeks(editor, since=NOON - timedelta(days=1))
    assert (week.verdicts, week.median, week.slowest) == (1, HOURS, HOURS)
    assert week.start == verdict.decided_at.date() - timedelta(
        days=verdict.decided_at.weekday()
    )
    assert read_weeks(editor, since=NOON + timedelta(days=9)) == []


def test_the_backlog_counts_each_waiting_claim_once_by_age(article, open_claim, editor):
    now = timezone.now()
    rows = list(article.claims.order_by("number")[:4])
    for row, days in zip(rows, (0.5, 2, 5, 30), strict=True):
        Claim.objects.filter(pk=row.pk).update(
            status="open", created_at=now - timedelta(days=days)
        )
    Claim.objects.exclude(pk__in=[row.pk for row in rows]).update(status="dismissed")
    found = count_backlog(editor, now=now)
    assert found["open"] == {"today": 1, "three_days": 1, "week": 1, "older": 1}
    assert sum(sum(ages.values()) for ages in found.values()) == len(rows)


def test_rechecks_are_counted_by_day_and_not_for_strangers_to_the_article(
    open_claim, editor, reviewer, second_reviewer, viewer
):
    decide(open_claim, reviewer, second_reviewer)
    raised = alarm(open_claim)
    assert raised is not None
    found = count_rechecks(viewer, since=NOON)
    assert found == {raised.raised_at.date(): {"passage_altered": 1}}
    with without_triggers():
        Article.objects.filter(pk=open_claim.article_id).update(restricted=True)
    assert count_rechecks(viewer, since=NOON) == {}


def test_the_page_shows_plots_with_their_tables(
    open_claim, sign_in, editor, reviewer, second_reviewer
):
    page = sign_in(editor).get(reverse("overview"), {"days": "90"}).content.decode()
    assert "No verdict in these days." in page
    decide(open_claim, reviewer, second_reviewer)
    assert sign_in(editor).get(reverse("overview")).status_code == 200
