"""The newest rows that match a question, among those a person may read.

Rare words come from the index, whoever may read the rows, and are then narrowed; common
ones from the newest row on, where ten are soon found. PostgreSQL left to choose takes the
second way for both: seconds at a million rows. Which way it is shows in the newest rows.
"""

from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

CONFIG = "english"
SHOWN = 10  # a group
COMMON = 2_000  # rows that match; with so many, ten are near the newest
BATCH = 250  # keys narrowed at once
NEWEST = 300  # rows looked at one by one before the index is asked


def find_newest(
    visible: QuerySet[Any], everything: QuerySet[Any], column: str, question: SearchQuery
) -> list[int]:
    """Give the keys of the newest visible rows that match, one more than is shown; two
    queries."""
    keys = find_rare(everything, column, question)
    if keys is None:
        return list(match(visible, column, question).order_by("-pk")[: SHOWN + 1])
    found: list[int] = []
    for start in range(0, len(keys), BATCH):
        some = visible.filter(pk__in=keys[start : start + BATCH]).order_by("-pk")
        found += some.values_list("pk", flat=True)[: SHOWN + 1 - len(found)]
        if len(found) > SHOWN:
            break
    return found


def find_rare(
    everything: QuerySet[Any], column: str, question: SearchQuery
) -> list[int] | None:
    """Give the keys of all rows that match, newest first; None where the words are common:
    in COMMON rows, or in more of the NEWEST than are shown. One query, which asks the
    index only when the newest rows do not tell."""
    newest = everything.order_by("-pk").values("pk")[:NEWEST]
    near = match(everything.filter(pk__in=newest), column, question)
    is_needed = RawSQL("(SELECT count(*) FROM near) <= %s", (SHOWN,), BooleanField())  # nosec B611 -- a constant
    far = match(everything, column, question).filter(is_needed)
    near_sql, near_given = near.order_by()[: SHOWN + 1].query.sql_with_params()
    far_sql, far_given = far.order_by()[:COMMON].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH near AS MATERIALIZED ({near_sql}) SELECT pk, true FROM near "  # noqa: S608 -- Django's own statements  # nosec B608
            f"UNION ALL SELECT pk, false FROM ({far_sql}) AS far",
            (*near_given, *far_given),
        )
        rows = cursor.fetchall()
    keys = [key for key, is_near in rows if not is_near]
    is_common = len(keys) == COMMON or len(rows) - len(keys) > SHOWN
    return None if is_common else sorted(keys, reverse=True)


def match(rows: QuerySet[Any], column: str, question: SearchQuery) -> QuerySet[Any, int]:
    """Give the keys of the rows whose `column` matches."""
    words = SearchVector(column, config=CONFIG)
    matched: QuerySet[Any] = rows.annotate(match=words).filter(match=question)
    return matched.values_list("pk", flat=True)
