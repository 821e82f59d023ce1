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


def count_for(rows: Rows, user: User, *, most: int | None = None) -> int:
    """Give how many rows `rows` gives for `user`, a person who may sign in; `most` where
    there are more. What they are must follow from the `Reader` in that person: never from
    the time of day."""
    reader = Reader(user.pk, user.role, user.is_active, user.clearance)
    statement, given = write_count(rows, reader, most)
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        row = cursor.fetchone()
    return int(row[0]) if row else 0


@lru_cache(maxsize=4_000)
def write_count(
    rows: Rows, reader: Reader, most: int | None
) -> tuple[str, tuple[Any, ...]]:
    """Give the statement that counts, and its parameters."""
    found = rows(User(**reader._asdict())).order_by().values("pk")[:most]
    statement, given = found.query.sql_with_params()
    return f"SELECT count(*) FROM ({statement}) AS found", given  # noqa: S608 -- Django's own statement  # nosec B608
