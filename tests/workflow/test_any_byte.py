"""Whatever is changed of any column of any row of the trail is named, by its row."""

import io
import json
import random
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, IntegrityError, connection

from claims.models import TrailEntry, TrailHead, User
from claims.models.trail import FORM, hash_entry
from tests.conftest import NOON
from tests.steps import without_triggers

CHAIN = "bytes"
COLUMNS = [field.column for field in TrailEntry._meta.concrete_fields]
SEED = 20260


@pytest.fixture(autouse=True)
def no_seals(settings, tmp_path) -> None:
    settings.SEAL_FILE = str(tmp_path / "none.jsonl")


@pytest.fixture
def rows(editor, reviewer) -> list[TrailEntry]:
    people = [editor, reviewer, None, editor]
    return [
        TrailEntry.objects.append(
            f"act-{number}", actor=person, now=NOON, chain=CHAIN,
            subject=f"claim:{number}", before={"a": number, "ß": [None, 1.5]},
            after={"b": "words", "deep": {"c": True}}, reason="because",
        )
        for number, person in enumerate(people)
    ]  # fmt: skip


def read_column(row: TrailEntry, column: str) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "{column}"::text FROM claims_trailentry WHERE id = %s', [row.pk]
        )
        found: str | None = cursor.fetchone()[0]
        return found


def write_column(row: TrailEntry, column: str, kind: str, value: str | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE claims_trailentry SET "{column}" = CAST(%s AS {kind}) WHERE id = %s',
            [value, row.pk],
        )


def find_kind(column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data_type FROM information_schema.columns "
            "WHERE table_name = 'claims_trailentry' AND column_name = %s",
            [column],
        )
        return str(cursor.fetchone()[0])


def list_changes(value: str | None, kind: str, chance: random.Random) -> list[str | None]:
    """Give some changed values of the same type, a byte or so from `value`."""
    if value is None:
        return ["1"]
    if kind == "jsonb":
        return [json.dumps(bend(json.loads(value), chance)) for _ in range(3)]
    if kind in ("bigint", "integer", "smallint"):
        return [str(int(value) + step) for step in (1, 1000)]
    if kind.startswith("timestamp"):
        return [value.replace(":00+", ":00.000001+"), value.replace("2019", "2018")]
    places = range(len(value)) if len(value) < 12 else chance.sample(range(len(value)), 12)
    flipped = [
        value[:at] + chr(ord(value[at]) ^ (1 << chance.randrange(5))) + value[at + 1 :]
        for at in places
    ]
    return [*(one for one in flipped if one.isprintable()), value + "x", value[:-1]]


def bend(value: dict[str, object], chance: random.Random) -> dict[str, object]:
    """Change one key or value."""
    key = chance.choice([*value, "new"])
    return {**value, key: chance.choice(["other", 7, None, {"x": 1}])}


def bend_trail(change: Callable[[], object]) -> str:
    """Make a change behind the triggers; give what the verifier says, then forget it.

    "refused" is said for what the database takes from nobody.
    """
    try:
        with without_triggers():
            change()
            call_command("verify_trail")
    except CommandError as named:
        return str(named)
    except (IntegrityError, DataError):
        return "refused"
    return ""


def list_wanted(row: TrailEntry, column: str, editor: User) -> list[str | None]:
    """Give the values to try in a column: of the actor, another person and nobody."""
    if column == "actor_id":
        return [None] if row.actor_id == editor.pk else [str(editor.pk)]
    chance = random.Random(f"{SEED} {row.seq}")
    return list_changes(read_column(row, column), find_kind(column), chance)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_column_is_named_by_chain_and_row(column, rows, editor):
    kind, named = find_kind(column), 0
    for row in rows:
        for changed in list_wanted(row, column, editor):
            if changed == read_column(row, column):
                continue
            said = bend_trail(partial(write_column, row, column, kind, changed))
            assert said
            if said != "refused" and column != "chain":
                assert said.startswith(f"{CHAIN}: row "), said
                assert f"row {row.seq} " in said, said
            named += said != "refused"
    assert named >= len(rows) - 1
    call_command("verify_trail")


@pytest.mark.parametrize("column", ["chain", "seq", "hash"])
def test_a_changed_head_is_named(column, rows):
    bent: dict[str, Any] = {"chain": "other", "seq": 3, "hash": "f" * 64}
    heads = TrailHead.objects.filter(chain=CHAIN)
    assert "missing" in bend_trail(partial(heads.update, **{column: bent[column]}))


def test_two_rows_that_change_places_are_named(rows):
    def swap() -> None:
        one, two = (TrailEntry.objects.filter(pk=row.pk) for row in rows[1:3])
        one.update(seq=99, previous="x")
        two.update(seq=2, previous=rows[1].previous)
        one.update(seq=3, previous=rows[2].previous)

    assert bend_trail(swap) == f"{CHAIN}: row 2 was changed"


def test_a_row_taken_out_is_named_wherever_it_stood(rows):
    for row in rows:
        said = bend_trail(TrailEntry.objects.filter(pk=row.pk).delete)
        assert said.startswith(f"{CHAIN}: row {row.seq} is missing")


def test_rows_of_the_first_form_still_verify(db):
    """Chains that began before rows covered their own key go on as they are."""
    first = TrailEntry.objects.append("old", actor=None, now=NOON, chain=CHAIN)
    with without_triggers():
        first.form = 1
        old = hash_entry(first.previous, first.body())
        TrailEntry.objects.filter(pk=first.pk).update(form=1, hash=old)
        TrailHead.objects.filter(chain=CHAIN).update(hash=old)
    TrailEntry.objects.append("new", actor=None, now=NOON, chain=CHAIN)
    out = io.StringIO()
    call_command("verify_trail", stdout=out)
    assert "all whole" in out.getvalue()
    assert FORM == 2
