"""The desk at a glance: figures and plots, each with its table."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims.models import Alarm, Claim, User
from claims.verdicts.agreement_report import list_rounds
from claims.verdicts.desk_figures import count_backlog, count_rechecks, read_weeks
from claims.web.link_board import plot_days
from claims.web.plots import stack_columns
from claims.web.requests import DeskRequest
from claims.workflow.agreement import measure_cohen

FRESH = 60  # seconds for which a person is shown the same figures
CAUSES = {
    "passages": (Alarm.Cause.PASSAGE_ALTERED, Alarm.Cause.PASSAGE_MISSING),
    "sources": (Alarm.Cause.SOURCE_GONE, Alarm.Cause.SOURCE_DRIFTED),
    "desk": (
        Alarm.Cause.TEXT_EDITED, Alarm.Cause.VERDICT_EXPIRED, Alarm.Cause.CORRECTION_ASKED,
    ),
}  # fmt: skip
KINDS = {"passages": "hot", "sources": "moved", "desk": "holds"}


@login_required
@require_safe
def show_overview(request: DeskRequest) -> HttpResponse:
    """How the desk has done over the days asked for."""
    days = 90 if request.GET.get("days") == "90" else 14
    key = f"overview:{request.user.pk}:{days}"
    figures = cache.get(key)
    if figures is None:
        figures = read_figures(request.user, days=days, now=timezone.now())
        cache.set(key, figures, FRESH)
    context = figures | plot_days(request) | {"days": days}
    return render(request, "desk/overview.html", context)


def read_figures(user: User, *, days: int, now: datetime) -> dict[str, Any]:
    """Give all that is counted, plain enough to be kept in the cache."""
    today = now.astimezone(UTC).date()
    first = today - timedelta(days=days - 1)
    since = datetime(first.year, first.month, first.day, tzinfo=UTC)
    weeks = read_weeks(user, since=since)
    backlog = count_backlog(user, now=now)
    rounds = list_rounds(user, since=first)
    agreed = measure_cohen([(one.first, one.second) for one in rounds]) if rounds else None
    raised = count_rechecks(user, since=since)
    by_day = {
        first + timedelta(days=n): fold_causes(raised.get(first + timedelta(days=n), {}))
        for n in range(days)
    }
    return {
        "weeks": weeks,
        "times": stack_columns(
            {one.start: split_hours(one.median, one.slowest) for one in weeks},
            ("holds", "unseen"),
        ),
        "newest": weeks[-1] if weeks else None,
        "backlog": [
            (str(Claim.Status(status).label), list(ages.values()), sum(ages.values()))
            for status, ages in backlog.items()
        ],
        "waiting": sum(sum(ages.values()) for ages in backlog.values()),
        "old": sum(ages["older"] for ages in backlog.values()),
        "agreed": agreed,
        "rechecks": stack_columns(by_day, tuple(KINDS.values())),
        "n_rechecks": sum(sum(found.values()) for found in by_day.values()),
        "causes": [
            ("hot", _("A passage changed")), ("moved", _("A page is gone or drifted")),
            ("holds", _("Text edited, verdict expired, correction asked")),
        ],
    }  # fmt: skip


def split_hours(median: float, slowest: float) -> dict[str, int]:
    """Give whole hours, rounded up: to the median, then on to the slowest tenth."""
    low = ceil(median)
    return {"holds": low, "unseen": max(0, ceil(slowest) - low)}


def fold_causes(found: Mapping[str, int]) -> dict[str, int]:
    """Give the alarms of a day by the three groups of the plot."""
    return {
        KINDS[name]: sum(found.get(cause, 0) for cause in causes)
        for name, causes in CAUSES.items()
    }
