"""Outcomes of all visits, day by day: finished days are summed up once and kept."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction

from claims.models import OutcomeDay

LONGEST = 120  # days that are summed up when nothing is yet
COUNTED = (
    "SELECT (at AT TIME ZONE 'UTC')::date, outcome, count(*) FROM claims_linkcheck "
    "WHERE at >= %s AND at < %s GROUP BY 1, 2"
)


@transaction.atomic
def sum_up_days(today: date) -> int:
    """Have a row for each class of every finished day; gives the number of rows written.

    The last two finished days are counted again, as a worker may have written late. Safe
    to run twice, and together: rows are replaced by what the checks say.
    """
    last = OutcomeDay.objects.order_by("-day").values_list("day", flat=True).first()
    since = last - timedelta(days=1) if last else today - timedelta(days=LONGEST)
    rows = [
        OutcomeDay(day=day, outcome=outcome, visits=visits)
        for day, outcome, visits in count_visits(since, today)
    ]
    OutcomeDay.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("day", "outcome"),
        update_fields=("visits",),
    )
    return len(rows)


def read_days(days: int, *, today: date) -> dict[date, dict[str, int]]:
    """Give visits by class of the last `days` days, `today` included, oldest first.

    What is not summed up yet is counted from the checks. Two or three queries.
    """
    first = today - timedelta(days=days - 1)
    found: dict[date, dict[str, int]] = defaultdict(dict)
    summed = OutcomeDay.objects.filter(day__gte=first, day__lt=today)
    for row in summed:
        found[row.day][row.outcome] = row.visits
    last = max(found, default=first - timedelta(days=1))
    for day, outcome, visits in count_visits(
        last + timedelta(days=1), today + timedelta(1)
    ):
        found[day][outcome] = visits
    return {day: found.get(day, {}) for day in (first + timedelta(n) for n in range(days))}


def count_visits(since: date, until: date) -> list[tuple[date, str, int]]:
    """Give (day, class, visits) from the checks themselves; `until` is exclusive."""
    first, last = (datetime(d.year, d.month, d.day, tzinfo=UTC) for d in (since, until))
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, (first, last))
        return [(day, str(outcome), int(n)) for day, outcome, n in cursor.fetchall()]
