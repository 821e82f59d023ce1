from datetime import date
from typing import Any

import pytest

from claims.errors import BadInput, NotAllowed, TransitionRefused
from claims.evidence.descriptions import describe_source
from claims.evidence.passages import (
    PART,
    SourceText,
    choose_passage,
    cut_part,
    join_sentences,
)
from claims.models import TrailEntry
from tests.conftest import NOON
from tests.steps import cite, decide, put_status

TEXT = "The log is closed. It counts 240 soldiers.\nRain fell at night. The end."
DAY = date(2019, 3, 30)
SEEN = SourceText("read", TEXT, NOON)


def pick(row, by, passage="It counts 240 soldiers.", **more):
    return choose_passage(row, actor=by, now=NOON, passage=passage, **more)


def test_sentences_that_follow_are_joined_and_a_gap_is_an_ellipsis():
    spans, parts = cut_part(TEXT, 0)
    assert parts == 1
    assert join_sentences(TEXT, spans[:2]) == "The log is closed. It counts 240 soldiers."
    gap = join_sentences(TEXT, [spans[3], spans[1]])
    assert gap == "It counts 240 soldiers. … The end."
    with pytest.raises(BadInput):
        join_sentences(TEXT, [(0, len(TEXT) + 1)])


def test_parts_cover_a_long_text_once():
    text = "\n".join(f"Line {n} has a sentence of its own." for n in range(3000))
    found = []
    parts = cut_part(text, 0)[1]
    assert parts == len(text) // PART + 1
    for part in range(parts):
        found += [text[a:b] for a, b in cut_part(text, part)[0]]
    assert found == text.split("\n")
    assert cut_part(text, parts) == ([], parts)


def test_a_picked_passage_stands_and_the_trail_has_both(open_claim, reviewer):
    row = pick(cite(open_claim, reviewer, passage=""), reviewer, seen=SEEN)
    assert (row.passage_state, row.passage_seen_at) == ("found", NOON)
    entry = TrailEntry.objects.get(action="choose_passage")
    assert entry.before["passage"] == ""
    assert entry.after["passage"] == "It counts 240 soldiers."


def test_words_that_are_not_in_the_text_are_looked_for_at_the_next_visit(
    open_claim, reviewer
):
    row = cite(open_claim, reviewer)
    assert pick(row, reviewer, "Ninety-nine cats.", seen=SEEN).passage_state == ""


def test_a_passage_under_a_verdict_stays(open_claim, reviewer, second_reviewer):
    row = cite(open_claim, reviewer)
    decide(open_claim, reviewer, second_reviewer)
    with pytest.raises(TransitionRefused, match="rests on this passage"):
        pick(row, reviewer)
    put_status(open_claim, "recheck")
    assert pick(row, reviewer).passage == "It counts 240 soldiers."


def test_viewers_pick_nothing_and_nothing_is_no_passage(open_claim, reviewer, viewer):
    row = cite(open_claim, reviewer)
    with pytest.raises(NotAllowed):
        pick(row, viewer)
    with pytest.raises(BadInput, match="Mark the words"):
        pick(row, reviewer, "  ")


def test_a_confidential_passage_is_not_in_the_trail(open_claim, chief, reviewer):
    row = cite(
        open_claim, chief, url="", kind="person", title="A docker", confidential=True
    )
    pick(row, chief, "I saw them.")
    entry = TrailEntry.objects.get(action="choose_passage")
    assert "saw" not in str(entry.after) + str(entry.before)
    with pytest.raises(NotAllowed, match="clearance"):
        pick(row, reviewer, "I saw them not.")


def test_a_person_puts_a_source_right(open_claim, reviewer, viewer):
    source = cite(open_claim, reviewer).source
    said: Any = {"title": "The log", "publisher": "Port", "published_on": DAY}
    describe_source(source, actor=reviewer, now=NOON, **said)
    source.refresh_from_db()
    assert (source.title, source.publisher) == ("The log", "Port")
    describe_source(source, actor=reviewer, now=NOON, **said)
    assert TrailEntry.objects.filter(action="describe_source").count() == 1
    with pytest.raises(NotAllowed):
        describe_source(source, actor=viewer, now=NOON, **said)
