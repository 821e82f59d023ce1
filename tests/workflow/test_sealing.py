"""Seals outside the database show what was cut off, and show when they were bent."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import TrailEntry, TrailHead
from claims.workflow.sealing import SealsBroken, find_unsealed, read_seals, seal_heads
from claims.workflow.tasks import seal_trail
from tests.conftest import NOON
from tests.steps import without_triggers


@pytest.fixture
def seal_file(tmp_path, settings) -> Path:
    settings.SEAL_FILE = str(tmp_path / "seals" / "trail.jsonl")
    return Path(settings.SEAL_FILE)


def write(count: int, chain: str = "one") -> None:
    for _ in range(count):
        TrailEntry.objects.append("note", actor=None, now=NOON, chain=chain)


def cut(chain: str, *, to: int) -> None:
    """Cut newest rows off and put the head back, as the server's owner could."""
    with without_triggers():
        TrailEntry.objects.filter(chain=chain, seq__gt=to).delete()
        last = TrailEntry.objects.get(chain=chain, seq=to)
        TrailHead.objects.filter(chain=chain).update(seq=to, hash=last.hash)


def test_only_chains_that_grew_are_sealed_again(db, seal_file):
    write(2)
    write(1, "other")
    assert seal_trail() == 2
    assert seal_trail() == 0
    write(1)
    assert seal_trail() == 1
    assert len(seal_file.read_text().splitlines()) == 2
    assert read_seals(seal_file.read_text()).newest("one")[0] == 3  # type: ignore[index]  # sealed


def test_rows_cut_off_together_with_their_head_are_named(db, seal_file):
    write(5)
    seal_trail()
    cut("one", to=3)
    with pytest.raises(CommandError, match="one: row 5 is missing: it was sealed"):
        call_command("verify_trail")


def test_a_chain_that_is_gone_is_named(db, seal_file):
    write(2)
    seal_trail()
    with without_triggers():
        TrailEntry.objects.all().delete()
        TrailHead.objects.all().delete()
    with pytest.raises(CommandError, match="one: row 2 is missing"):
        call_command("verify_trail")


def test_a_chain_written_anew_is_named(db, seal_file):
    write(3)
    seal_trail()
    cut("one", to=1)
    TrailEntry.objects.append("forged", actor=None, now=NOON, chain="one")
    write(1)
    with pytest.raises(CommandError, match="row 3 is not the one that was sealed"):
        call_command("verify_trail")


@pytest.mark.parametrize("line", [0, 1])
def test_any_byte_of_the_file_that_is_changed_is_named(db, seal_file, line):
    write(1)
    seal_trail()
    write(1)
    seal_trail()
    lines = seal_file.read_text().splitlines(keepends=True)
    for place in range(len(lines[line]) - 1):
        changed = chr(ord(lines[line][place]) ^ 1)
        bent = [*lines]
        bent[line] = lines[line][:place] + changed + lines[line][place + 1 :]
        if json_equal(bent[line], lines[line]):
            continue
        with pytest.raises(SealsBroken, match=r"line \d"):
            read_seals("".join(bent))
    with pytest.raises(SealsBroken):
        read_seals(lines[1])


def json_equal(one: str, other: str) -> bool:
    """Say whether the change was of white space between the values."""
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


def test_nothing_is_added_to_a_file_that_was_bent(db, seal_file):
    write(1)
    seal_trail()
    seal_file.write_text(seal_file.read_text().replace("one", "two"))
    write(1)
    with pytest.raises(SealsBroken):
        seal_trail()
    for command in ("verify_trail", "seal_trail"):
        with pytest.raises(CommandError, match="line 1 of the seals was changed"):
            call_command(command)


def test_a_line_cut_short_by_a_crash_is_written_anew(db, seal_file):
    write(1)
    seal_trail()
    whole = seal_file.read_text()
    write(1)
    seal_trail()
    seal_file.write_text(seal_file.read_text()[:-20])
    assert read_seals(seal_file.read_text()).lines == 1
    assert seal_trail() == 1
    assert seal_file.read_text().startswith(whole)
    seals = read_seals(seal_file.read_text())
    assert (seals.lines, find_unsealed("one", seals)) == (2, "")


@pytest.mark.django_db(transaction=True)
def test_seals_of_several_at_once_stay_one_chain(seal_file):
    def write_and_seal(number: int) -> None:
        try:
            write(3, f"chain-{number % 3}")
            seal_heads(seal_file, now=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write_and_seal, range(12)))
    seal_heads(seal_file, now=NOON)
    seals = read_seals(seal_file.read_text())
    assert {chain: seals.newest(chain)[0] for chain in seals.heads} == {  # type: ignore[index]  # sealed
        "chain-0": 12, "chain-1": 12, "chain-2": 12,
    }  # fmt: skip
    call_command("verify_trail")
