"""What holds for every text, whoever wrote it."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import KINDS, build_draft, find_claims, split_sentences

DAY = date(2024, 5, 15)
BITS = [
    "“We sail,” said Ada Bryce.", "two F-16s", "$3 million", "3.5 percent", "on Monday",
    "40 tonnes", "1,500 soldiers", "last weekend", "’", "“", "”", '"', "'", "‘", "«", "»",
    "\r\n", "\n\n", "\u2028", "\u2029", "\x85", "\x0b", "\u202e", "\u200f", "شالوم", "שלום",
    "\u0301", "e\u0301", "😀", "𝟓𝟎", "½", "١٢٣", "0", "9" * 30, "-", "–", "/", ":", ",",
    "(", ")", "%", "€", "\ufffc", "\x00", " ", "\u00a0", "said", "according to", "U.S.",
    ".", "No. 5",
    "03/04/2019", "five", "dozens of", "USS Teal (DDG-99)", "at 5 a.m.", "per cent", "to",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(BITS), max_size=25).map(" ".join),
    st.lists(st.sampled_from(BITS), max_size=25).map("".join),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_results_are_in_the_text_ordered_and_apart_within_a_kind(text):
    found = find_claims(text, ref_date=DAY)
    for item in found:
        assert 0 <= item.start < item.end <= len(text)
        assert item.kind in KINDS
        assert item.rule
        assert 0 < item.confidence <= 1
        words = text[item.start : item.end]
        assert words == words.strip()
    keys = [(item.start, -item.end, item.kind) for item in found]
    assert keys == sorted(keys)
    for kind in KINDS:
        some = [item for item in found if item.kind == kind]
        assert all(a.end <= b.start for a, b in pairwise(some))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_results(text):
    assert find_claims(text, ref_date=DAY) == find_claims(text, ref_date=DAY)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_publication_date_is_no_failure(text):
    find_claims(text, ref_date=None, locale="GB")


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_spanish_rules_read_any_text(text):
    for item in find_claims(text, ref_date=DAY, locale="ES", language="es"):
        assert text[item.start : item.end].strip()


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_sentences_cover_every_character_once(text):
    covered = [0] * len(text)
    for start, end in split_sentences(text):
        assert text[start:end] == text[start:end].strip()
        for at in range(start, end):
            covered[at] += 1
    assert all(n == 1 for n, char in zip(covered, text, strict=True) if not char.isspace())
    assert max(covered, default=0) <= 1


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_draft_keeps_one_character_for_each(text):
    draft = build_draft(text, ref_date=DAY)
    assert len(draft.text) == len(draft.masked) == len(text)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_shift_offsets_and_nothing_else(end):
    lines = ["“We sail,” said Ada Bryce.", "", "It cost $3 million on Monday."]
    text = end.join(lines)
    words = [text[i.start : i.end] for i in find_claims(text, ref_date=DAY)]
    assert words == ["We sail,", "$3 million", "Monday"]


@pytest.mark.parametrize("prefix", ["😀😀 ", "e\u0301 ", "שלום — "])
def test_what_stands_before_only_shifts_the_offsets(prefix):
    text = "He paid $3 million for two F-16s on Monday."
    plain = [(i.start, i.end, i.kind) for i in find_claims(text, ref_date=DAY)]
    moved = find_claims(prefix + text, ref_date=DAY)
    shift = len(prefix)
    assert plain == [(i.start - shift, i.end - shift, i.kind) for i in moved]
