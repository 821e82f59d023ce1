"""Many rows in one statement: those of a batch are sent, and asked for, as one value.

A model instance and a CASE branch for each row and column cost a hundred times what the
server needs to write it.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from django.db.models.options import Options

Row = Mapping[str, Any]  # values by column name


def insert_rows(
    model: type[Model], rows: Sequence[Row], *, or_leave: bool = False
) -> list[int]:
    """Insert `rows`, which name the same columns, and give their keys in order.

    With `or_leave` rows that break a unique constraint are left out, and so are the keys.
    Every column without a default in the database must be named.
    """
    if not rows:
        return []
    columns = list(rows[0])
    names = ", ".join(columns)
    statement = (
        f"INSERT INTO {describe_model(model).db_table} ({names}) SELECT {names} "  # noqa: S608 -- names of our own columns  # nosec B608
        f"FROM {read_as(model, columns)}"
    )
    ending = " ON CONFLICT DO NOTHING" if or_leave else " RETURNING id"
    with connection.cursor() as cursor:
        cursor.execute(statement + ending, [dump_rows(rows)])
        return [] if or_leave else [key for (key,) in cursor.fetchall()]


def update_rows(model: type[Model], rows: Sequence[Row]) -> None:
    """Set the named columns of the rows found by their `id`; each row names the same."""
    if not rows:
        return
    table = describe_model(model).db_table
    sets = ", ".join(f"{name} = fresh.{name}" for name in rows[0] if name != "id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {sets} "  # noqa: S608 -- as above  # nosec B608
            f"FROM {read_as(model, rows[0], name='fresh')} WHERE {table}.id = fresh.id",
            [dump_rows(rows)],
        )


def list_keys(keys: Iterable[int]) -> RawSQL:
    """Give `keys` for an `__in` lookup as one parameter instead of one each."""
    return RawSQL("SELECT unnest(%s::bigint[])", ([*keys],))  # nosec B611 -- a constant


def describe_model(model: type[Model]) -> "Options[Any]":
    """Give Django's description of the model's table."""
    return model._meta  # noqa: SLF001 -- a public interface by its documentation


def read_as(model: type[Model], columns: Collection[str], *, name: str = "given") -> str:
    """Give the SQL of a table read from one JSON parameter, in the columns' own types."""
    fields = {field.column: field for field in describe_model(model).concrete_fields}
    typed = ", ".join(f"{one} {fields[one].rel_db_type(connection)}" for one in columns)
    return f"json_to_recordset(%s::json) AS {name}({typed})"


def dump_rows(rows: Sequence[Row]) -> str:
    """Give `rows` as JSON that PostgreSQL takes: without NUL and lone surrogates."""
    text = json.dumps(rows, ensure_ascii=False, default=write_moment)
    if "\\u0000" in text:
        text = json.dumps(drop_nul(rows), ensure_ascii=False, default=write_moment)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def write_moment(moment: object) -> str:
    """Give a day or an aware datetime as text.

    Raises:
        TypeError: it is something else, which JSON does not know.
    """
    if isinstance(moment, date):
        return moment.isoformat()
    raise TypeError(f"{type(moment).__name__} cannot be written into a row")


def drop_nul(value: Any) -> Any:
    """Give `value` with NUL characters taken out of every text in it."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, Mapping):
        return {drop_nul(key): drop_nul(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [drop_nul(item) for item in value]
    return value
