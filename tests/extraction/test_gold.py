"""Floors over the project's own annotated paragraphs, a little under what is reached."""

import json
from collections import Counter
from pathlib import Path

import pytest

from claims.extraction.corpus import extract_corpus
from tests.extraction.gold.marked import KINDS, read_block, read_marked

GOLD = Path(__file__).parent / "gold"
FLOORS = {
    "date": 0.96,
    "equipment": 0.90,
    "personnel_count": 0.92,
    "count": 0.92,
    "quantity": 0.94,
    "money": 0.94,
    "percent": 0.97,
    "quote": 0.95,
}


def list_spans(records):
    return Counter(
        (record["id"], span["type"], span["start"], span["end"])
        for record in records
        for span in record["spans"]
        if span["type"] in KINDS.values()
    )


@pytest.fixture(scope="module")
def spans():
    records = [one for path in sorted(GOLD.glob("*.txt")) for one in read_marked(path)]
    lines = [json.dumps(record) for record in records]
    answers = [json.loads(line) for line in extract_corpus(lines)]
    return list_spans(records), list_spans(answers)


@pytest.mark.parametrize(("kind", "floor"), FLOORS.items())
def test_each_kind_keeps_its_exact_f1_on_the_wire_paragraphs(spans, kind, floor):
    gold, found = (
        Counter({key: n for key, n in side.items() if key[1] == kind}) for side in spans
    )
    agreed = sum((gold & found).values())
    assert 2 * agreed / (sum(gold.values()) + sum(found.values())) >= floor


def test_the_markup_gives_offsets_into_the_plain_text():
    record = read_block(
        "# 2024-02-14 GB military\n“{q Ada Bryce:said|{c 2|Two {e F:ship|F}s} left.}”",
        name="x",
    )
    assert record["text"] == "“Two Fs left.”"
    for span in record["spans"]:
        assert record["text"][span["start"] : span["end"]] == span["text"]


def test_a_span_left_open_is_refused():
    with pytest.raises(ValueError, match="left open"):
        read_block("# 2024-02-14 GB x\n{c 2|Two", name="x")
