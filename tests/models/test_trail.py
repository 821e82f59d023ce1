"""The trail is one chain for each article, and every way of bending it shows."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from claims.models import TrailEntry, TrailHead
from claims.models.trail import GENESIS, hash_entry
from claims.workflow.verification import find_break
from tests.conftest import NOON
from tests.steps import without_triggers

CHAIN = "chain-of-tests"


def write(count: int, chain: str = CHAIN) -> list[TrailEntry]:
    """Append entries that each carry what JSON can carry."""
    return [
        TrailEntry.objects.append(
            "note",
            actor=None,
            now=NOON,
            chain=chain,
            subject=f"claim:{number}",
            before={"ratio": 0.1 * number},
            after={"words": "Größe “ß” 🚢", "list": [None, True, number]},
            reason="für später",
        )
        for number in range(count)
    ]


def test_every_entry_follows_from_the_one_before(db):
    first, second, third = write(3)
    assert (first.previous, second.previous, third.previous) == (
        GENESIS,
        first.hash,
        second.hash,
    )
    assert [row.seq for row in (first, second, third)] == [1, 2, 3]


def test_a_stored_entry_yields_the_hash_it_was_written_with(db):
    written = write(1)[0]
    stored = TrailEntry.objects.get(pk=written.pk)
    assert hash_entry(stored.previous, stored.body()) == written.hash


def test_a_whole_chain_has_no_break(db):
    write(4)
    assert find_break(CHAIN) == ""


def test_chains_do_not_touch_each_other(db):
    write(2)
    other = write(1, chain="another")[0]
    assert other.previous == GENESIS
    assert find_break("another") == ""


@pytest.mark.parametrize(
    "change",
    [
        {"reason": "other"},
        {"actor_name": "somebody"},
        {"action": "noted"},
        {"subject": "claim:9"},
        {"before": {"ratio": 0.3}},
        {"after": {}},
        {"at": NOON.replace(microsecond=1)},
        {"hash": "f" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_column_is_named_by_its_row(db, change):
    write(3)
    with without_triggers():
        TrailEntry.objects.filter(chain=CHAIN, seq=2).update(**change)
    assert find_break(CHAIN) == "row 2 was changed"


def test_a_removed_row_in_the_middle_is_named(db):
    write(3)
    with without_triggers():
        TrailEntry.objects.filter(chain=CHAIN, seq=2).delete()
    assert find_break(CHAIN) == "row 2 is missing"


def test_a_removed_beginning_is_named(db):
    write(3)
    with without_triggers():
        TrailEntry.objects.filter(chain=CHAIN, seq=1).delete()
    assert find_break(CHAIN) == "row 1 is missing"


def test_a_removed_end_is_named_by_the_head(db):
    write(3)
    with without_triggers():
        TrailEntry.objects.filter(chain=CHAIN, seq=3).delete()
    assert find_break(CHAIN) == "row 3 is missing: the head stands at row 3"


def test_a_rewritten_row_does_not_fit_its_successor(db):
    rows = write(3)
    forged = rows[1]
    forged.reason = "rewritten"
    with without_triggers():
        TrailEntry.objects.filter(pk=forged.pk).update(
            reason="rewritten", hash=hash_entry(forged.previous, forged.body())
        )
    assert find_break(CHAIN) == "row 3 does not follow row 2"


def test_a_rewritten_end_does_not_fit_the_head(db):
    forged = write(2)[1]
    forged.reason = "rewritten"
    with without_triggers():
        TrailEntry.objects.filter(pk=forged.pk).update(
            reason="rewritten", hash=hash_entry(forged.previous, forged.body())
        )
    assert "the head stands at row 2" in find_break(CHAIN)


def test_a_removed_head_is_named(db):
    write(1)
    TrailHead.objects.filter(chain=CHAIN).delete()
    assert find_break(CHAIN) == "its head is missing"


def test_a_fork_is_refused_by_the_database(db):
    first = write(2)[0]
    fork = TrailEntry(
        chain=CHAIN, seq=9, at=NOON, action="fork", actor_name="x", previous=first.hash
    )
    fork.hash = hash_entry(fork.previous, fork.body())
    with pytest.raises(IntegrityError, match="trail_no_fork"):
        fork.save(force_insert=True)


def test_a_row_put_in_behind_the_constraints_is_named(db):
    rows = write(3)
    strange = TrailEntry(
        chain=CHAIN, seq=4, at=NOON, action="note", actor_name="x", previous="e" * 64
    )
    strange.hash = hash_entry(strange.previous, strange.body())
    with without_triggers():
        strange.save(force_insert=True)
    assert find_break(CHAIN) == f"row 4 does not follow row {rows[-1].seq}"


@pytest.mark.django_db(transaction=True)
def test_concurrent_writers_keep_the_chain_whole():
    def write_some(_: int) -> None:
        try:
            write(5)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write_some, range(6)))
    assert find_break(CHAIN) == ""
    assert TrailEntry.objects.filter(chain=CHAIN).count() == 30


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry():
    def act_and_fail() -> None:
        with transaction.atomic():
            write(1)
            raise RuntimeError

    write(1)
    with pytest.raises(RuntimeError):
        act_and_fail()
    assert find_break(CHAIN) == ""
    assert TrailEntry.objects.filter(chain=CHAIN).count() == 1
