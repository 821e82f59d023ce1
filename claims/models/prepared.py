"""Counts that stand on every page: the statement is written once a person and sent anew.

Putting such a question together takes Django ten times what PostgreSQL takes to answer it.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from claims.models.user import User

Rows = Callable[[User], QuerySet[Any]]


class Reader(NamedTuple):
    """All of a person that what they may see depends on."""

    pk: int
    role: str
    is_active: bool
    clearance: bool


def count_each(
    lists: tuple[Rows, ...], user: User, *, most: int | None = None
) -> list[int]:
    """Give how many rows each of `lists` gives for `user`, a person who may sign in;
    `most` where there are more. One query.

    What they are must follow from the `Reader` in that person: never from the time of day.
    """
    reader = Reader(user.pk, user.role, user.is_active, user.clearance)
    statement, given = write_counts(lists, reader, most)
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [int(number) for number in cursor.fetchone() or ()]


@lru_cache(maxsize=4_000)
def write_counts(
    lists: tuple[Rows, ...], reader: Reader, most: int | None
) -> tuple[str, tuple[Any, ...]]:
    """Give the statement that counts each list, and its parameters."""
    person = User(**reader._asdict())
    parts = [rows(person).values("pk")[:most].query.sql_with_params() for rows in lists]
    counts = ", ".join(f"(SELECT count(*) FROM ({part}) AS found)" for part, _ in parts)  # noqa: S608 -- Django's own statements  # nosec B608
    return f"SELECT {counts}", tuple(one for _, given in parts for one in given)
