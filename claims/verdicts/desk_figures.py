"""How the desk is doing: time to a verdict, what waits and for how long, what was raised
again. Counted over what one person may open, bounded by days, by indexes on time."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Aggregate, Count, DurationField, F, Q
from django.db.models.functions import TruncDate, TruncWeek

from claims.models import Alarm, Claim, User, Verdict

Status = Claim.Status
WAITING = (
    Status.OPEN, Status.IN_REVIEW, Status.SECOND_REVIEW, Status.DISPUTED, Status.RECHECK,
)  # fmt: skip
AGES = (("today", 1), ("three_days", 3), ("week", 7))  # below so many days; then "older"
SLOWEST = 0.9


class Percentile(Aggregate):
    """PostgreSQL's ordered-set aggregate percentile_cont."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(part)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class Week:
    """Verdicts of one week, and hours from claim to verdict: median, slowest tenth."""

    start: date
    verdicts: int
    median: float
    slowest: float


def read_weeks(user: User, *, since: datetime) -> list[Week]:
    """Give the weeks since `since` in which a claim was first decided, oldest first."""
    mine = Claim.objects.visible_to(user)
    rows = (
        Verdict.objects.filter(decided_at__gte=since, revises__isnull=True, claim__in=mine)
        .annotate(week=TruncWeek("decided_at", tzinfo=UTC))
        .annotate(took=F("decided_at") - F("claim__created_at"))
        .values("week")
        .annotate(
            n=Count("pk"),
            median=Percentile("took", part=0.5),
            slowest=Percentile("took", part=SLOWEST),
        )
        .order_by("week")
    )
    return [
        Week(row["week"].date(), row["n"], hours(row["median"]), hours(row["slowest"]))
        for row in rows
    ]


def hours(took: timedelta) -> float:
    """Give a duration in hours, never below 0: clocks differ."""
    return max(0.0, round(took.total_seconds() / 3600, 1))


def count_backlog(user: User, *, now: datetime) -> dict[str, dict[str, int]]:
    """Give, for each status that waits, the number of claims by age (one query)."""
    edges = [now - timedelta(days=days) for _, days in AGES]
    later = [None, *edges]
    ages = {
        name: Q(created_at__gte=edge) & (Q() if newer is None else Q(created_at__lt=newer))
        for (name, _), edge, newer in zip(AGES, edges, later, strict=False)
    }
    ages["older"] = Q(created_at__lt=edges[-1])
    rows = (
        Claim.objects.visible_to(user)
        .filter(status__in=WAITING)
        .order_by()
        .values("status")
        .annotate(**{name: Count("pk", filter=which) for name, which in ages.items()})
    )
    found = {
        status: dict(zip(ages, numbers, strict=True))
        for status, *numbers in rows.values_list("status", *ages)
    }
    return {status: found.get(status, dict.fromkeys(ages, 0)) for status in WAITING}


def count_rechecks(user: User, *, since: datetime) -> Mapping[date, Mapping[str, int]]:
    """Give the alarms raised, by day and cause."""
    mine = Claim.objects.visible_to(user)
    rows = (
        Alarm.objects.filter(raised_at__gte=since, claim__in=mine)
        .annotate(day=TruncDate("raised_at", tzinfo=UTC))
        .order_by()
        .values_list("day", "cause")
        .annotate(n=Count("pk"))
    )
    found: dict[date, dict[str, int]] = defaultdict(dict)
    for day, cause, n in rows:
        found[day][cause] = n
    return found
