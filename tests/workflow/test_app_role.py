"""The desk's own database role does its work and cannot touch history."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from claims.evidence.contacts import log_contact
from claims.intake import read_pasted
from claims.intake.versions import revise_article
from claims.models import Role, TrailEntry
from claims.publishing import publish_claim
from claims.workflow.app_role import NAME, list_forbidden, make_app_role
from tests.conftest import NOON
from tests.desk_steps import make_clearable
from tests.steps import alarm

PASSWORD = "of-tests"
HISTORY = [
    "UPDATE claims_trailentry SET reason = 'x'",
    "DELETE FROM claims_trailentry",
    "TRUNCATE claims_trailentry",
    "TRUNCATE claims_trailentry CASCADE",
    "ALTER TABLE claims_trailentry DISABLE TRIGGER ALL",
    "ALTER TABLE claims_trailentry DISABLE TRIGGER USER",
    "DROP TABLE claims_trailentry",
    "ALTER TABLE claims_trailentry ADD COLUMN x int",
    "DELETE FROM claims_trailhead",
    "SET session_replication_role = replica",
    "SET pgtrigger.ignore = '{trail_append_only}'; DELETE FROM claims_trailentry",
    "UPDATE claims_confidentialtext SET content = '{}'",
    "DELETE FROM claims_contact",
    "UPDATE claims_verdict SET rationale = 'x'",
    "DELETE FROM claims_articleversion",
    "CREATE TABLE mine (x int)",
    "SET ROLE desk",
    "COPY claims_trailentry TO PROGRAM 'cat'",
    "DELETE FROM django_migrations",
]


@contextmanager
def be_the_app() -> Iterator[None]:
    """Go on in the test's own transaction as the lesser role."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {NAME}")
        yield
        cursor.execute("RESET ROLE")


@pytest.fixture
def role(db) -> None:
    make_app_role(password=PASSWORD)


@pytest.mark.parametrize("order", HISTORY)
@pytest.mark.django_db(transaction=True)
def test_it_cannot_rewrite_history(order):
    make_app_role(password=PASSWORD)
    TrailEntry.objects.append("note", actor=None, now=NOON)
    known = connection.get_connection_params()
    with (
        psycopg.connect(
            host=known["host"], port=known["port"], dbname=known["dbname"], user=NAME,
            password=PASSWORD,
        ) as other,
        pytest.raises(psycopg.Error) as refusal,
    ):  # fmt: skip
        other.execute(order)
    assert refusal.value.sqlstate == "42501", str(refusal.value)  # insufficient privilege
    assert TrailEntry.objects.get().action == "note"


def test_it_does_the_desks_work(
    role, open_claim, editor, reviewer, second_reviewer, make_person
):
    """From citing over verdict, clearance and alarm to a new version, as the app."""
    cleared = make_person("cleo", Role.REVIEWER, clearance=True)
    with be_the_app():
        log_contact(
            open_claim, actor=cleared, now=NOON, asked="A docker", medium="phone",
            spoke_at=NOON, confirmed="It was 240.",
        )  # fmt: skip
        article = make_clearable(open_claim, editor, reviewer, second_reviewer)
        open_claim.refresh_from_db()
        publish_claim(open_claim, actor=editor, now=timezone.now(), reason="")
        assert alarm(open_claim) is not None
        assert article.current is not None
        text = article.current.text.replace("18 tonnes", "19 tonnes")
        revise_article(article, read_pasted(text), actor=editor, now=timezone.now())
    assert TrailEntry.objects.count() > 10


def test_every_append_only_table_is_so_by_grant(role):
    forbidden = set(list_forbidden())
    assert ("claims_trailentry", "DELETE") in forbidden
    with connection.cursor() as cursor:
        for table, word in forbidden:
            cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [NAME, table, word])
            assert cursor.fetchone() == (False,), (table, word)
        cursor.execute(
            "SELECT bool_or(has_table_privilege(%s, oid, 'TRUNCATE')) FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
            [NAME],
        )
        assert cursor.fetchone() == (False,)
        cursor.execute(
            "SELECT rolsuper, rolcreaterole, rolreplication FROM pg_roles "
            "WHERE rolname = %s",
            [NAME],
        )
        assert cursor.fetchone() == (False, False, False)


def test_making_it_twice_leaves_the_same(role):
    make_app_role(password="another")
    with be_the_app():
        assert TrailEntry.objects.count() == 0
