"""The database role that the running desk uses: it may not rewrite history.

The tables' owner can switch triggers off and empty tables; this role owns nothing. What is
append-only by trigger is append-only for it by grant as well, so that a hole in the desk's
code, or a stolen password of the desk's, cannot reach the trail.
"""

from collections.abc import Iterator

import pgtrigger
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from psycopg import sql

from claims.models import TrailHead

NAME = "desk_app"
PLAIN = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
WORDS = {pgtrigger.Update: "UPDATE", pgtrigger.Delete: "DELETE"}


def list_forbidden() -> Iterator[tuple[str, str]]:
    """Yield (table, privilege) for what the models' own triggers refuse to everybody,
    whatever the row."""
    for model, trigger in pgtrigger.registered():
        if isinstance(trigger, pgtrigger.Protect) and trigger.condition is None:
            for operation, word in WORDS.items():
                if str(operation) in str(trigger.operation):
                    yield name_table(model), word
    yield name_table(TrailHead), "DELETE"
    for word in ("INSERT", "UPDATE", "DELETE"):
        yield "django_migrations", word


def name_table(model: type[Model] | Model) -> str:
    """Give the name of a model's table."""
    return model._meta.db_table  # noqa: SLF001 - Django documents it for everybody


@transaction.atomic
def make_app_role(*, password: str, name: str = NAME) -> None:
    """Have the role with exactly its grants on every table of today; run as the owner.

    Run it again after every migration: grants are of tables that exist.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        verb = "ALTER" if cursor.fetchone() else "CREATE"
        role = sql.Identifier(name)
        run(
            cursor,
            f"{verb} ROLE {{}} {PLAIN} PASSWORD {{}}",
            role,
            sql.Literal(password),
        )
        run(cursor, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}", role)
        run(cursor, "GRANT USAGE ON SCHEMA public TO {}", role)
        tables = "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES"
        run(cursor, f"GRANT {tables} IN SCHEMA public TO {{}}", role)
        run(cursor, "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}", role)
        for table, word in list_forbidden():
            run(cursor, f"REVOKE {word} ON {{}} FROM {{}}", sql.Identifier(table), role)


def run(cursor: CursorWrapper, order: str, *names: sql.Composable) -> None:
    """Run one order with its names quoted."""
    composed = sql.SQL(order).format(*names)
    cursor.execute(composed.as_string(cursor.connection))
