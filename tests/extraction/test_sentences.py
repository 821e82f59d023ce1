"""Sentences cover the text once and end where a reader would end them."""

import pytest

from claims.extraction import split_sentences


def words(text):
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "Lt. Gen. Ada Bryce flew home.",
        "Sgt. Maj. Rowan Pike was hurt.",
        "The vote begins at 5 a.m. Friday in the capital.",
        "It ended at 11 p.m. EST after a long day.",
        "J. R. Dunne signed it.",
        "The U.S. Army sent No. 5 squadron.",
        "Rs. 40 crore was paid by St. Mary's.",
        "“Why now?” she asked.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(whole):
    assert words(whole + " Then it rained.") == [whole, "Then it rained."]


@pytest.mark.parametrize(
    "text",
    ["The answer was no. He left.", "Polls close at 8 p.m. The count follows."],
)
def test_a_word_that_only_looks_like_an_abbreviation_ends_one(text):
    assert len(words(text)) == 2


def test_a_headline_without_a_full_stop_stands_alone():
    text = "Ships leave harbour\n\nTwo ships left on Monday. A third stayed"
    assert words(text) == [
        "Ships leave harbour",
        "Two ships left on Monday.",
        "A third stayed",
    ]


def test_a_list_of_lines_is_not_one_sentence():
    assert words("Home\nNews\nSport") == ["Home", "News", "Sport"]


def test_a_wrapped_line_goes_on():
    text = (
        "The minister told both chambers of the house on\nTuesday that nothing had changed."
    )
    assert len(words(text)) == 1


def test_carriage_returns_keep_offsets():
    text = "One went home.\r\n\r\nTwo stayed."
    assert words(text) == ["One went home.", "Two stayed."]


@pytest.mark.parametrize("unit", ["!", ".", "a ", "A. ", "1", "\n", "x\n\n", ".)"])
def test_junk_is_covered_exactly_once(unit):
    text = unit * 3000
    covered = sum(len(text[a:b].split()) and b - a for a, b in split_sentences(text))
    spaces = sum(
        text[a:b].count(" ") + text[a:b].count("\n") for a, b in split_sentences(text)
    )
    assert covered - spaces == sum(not c.isspace() for c in text)
