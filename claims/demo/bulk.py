"""Writing rows by COPY: a million of them in the time that a thousand inserts take."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any

from django.db import connection, models

from claims.models.public_id import ALPHABET

EMPTY_SETS = (list, dict)


def copy_rows(model: type[models.Model], rows: Sequence[dict[str, Any]]) -> None:
    """Append `rows`, all with the same keys: columns of `model`. Checks run; triggers
    do unless `trust_rows` stands.

    Columns not named take the model's own default; callables other than `list` and
    `dict` (keys made by chance) must be given.
    """
    if not rows:
        return
    columns = [*rows[0], *(missing := fill_defaults(model, rows[0]))]
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    table = connection.ops.quote_name(name_table(model))
    rest = tuple(missing.values())
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row((*map(plain, row.values()), *rest))


def trust_rows() -> None:
    """Skip triggers and foreign keys until the transaction ends or `doubt_rows`.

    The rows name only one another, and reading a whole article for each of its anchors
    makes up half of the time. Where the database's user may not, nothing is skipped.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        if cursor.fetchone()[0] == "on":
            cursor.execute("SET LOCAL session_replication_role = replica")


def doubt_rows() -> None:
    """Let triggers and foreign keys guard what is written from here on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('session_replication_role')")
        if cursor.fetchone()[0] == "replica":
            cursor.execute("SET LOCAL session_replication_role = origin")


def fill_defaults(model: type[models.Model], given: Iterable[str]) -> dict[str, Any]:
    """Give the defaults of the columns that `given` does not name and may not be null."""
    known = set(given)
    options = model._meta  # noqa: SLF001 - Django documents it as its public API
    fields = [field for field in options.local_concrete_fields if not field.null]
    return {
        field.column: plain(field.get_default())
        for field in fields
        if field.column and field.column not in known
    }


def name_table(model: type[models.Model]) -> str:
    """Give the table's name, unquoted."""
    return model._meta.db_table  # noqa: SLF001 - as above


def plain(value: Any) -> Any:
    """Give lists and mappings as JSON, all else as it is."""
    return json.dumps(value) if isinstance(value, EMPTY_SETS) else value


def next_key(model: type[models.Model]) -> int:
    """Give a key above all that the table has or had, so that rows can name each other."""
    table = name_table(model)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        return int(cursor.fetchone()[0])


def move_sequence(model: type[models.Model], last: int) -> None:
    """Let the next key be the one after `last`."""
    table = name_table(model)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, last])


def analyze(tables: Iterable[type[models.Model]]) -> None:
    """Let the planner see what is in the tables now."""
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(name_table(model))}")


class Ids:
    """Public ids that the same first key gives again: 70 bits from a seeded generator."""

    def __init__(self, seed: str) -> None:
        """Start the row of ids that belongs to `seed`."""
        self._random = Random(seed)  # noqa: S311 - must repeat; guards nothing  # nosec B311

    def take(self) -> str:
        """Give the next one: 14 letters."""
        bits = self._random.getrandbits(70)
        return "".join(ALPHABET[(bits >> shift) & 31] for shift in range(0, 70, 5))


MORNING = datetime(2024, 5, 18, 9, 0, tzinfo=UTC)
