"""Counts of people and of things."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.number_texts import list_spans, read_numbers, read_value


@pytest.mark.parametrize(
    "span",
    [
        "some 1,500 soldiers",
        "Thirty-nine people",
        "all 23 crew",
        "as many as 45 nurses",
        "dozens of the minister’s associates",
        "thousands of airmen",
        "four Pacific Islands Forum (PIF) leaders",
        "Ten U.S. service members",
        "150 Chinese",
        "one police officer",
        "12 men and women",
        "about a thousand advisers",
        "45 deaths",
    ],
)
def test_people_are_counted_as_people(span):
    assert list_spans(f"{span} were there.") == [("personnel_count", span)]


@pytest.mark.parametrize(
    "span",
    [
        "69 seats",
        "At least 22 airlines",
        "an estimated 13,000 homes",
        "two more Russian air force planes",
        "3,000 rounds",
        "seven aircraft",
        "half a dozen oil tankers",
        "1,503 new cases",
        "2.8 million votes",
        "130,000 jobs",
    ],
)
def test_things_are_counted_as_things(span):
    assert list_spans(f"{span} were there.") == [("count", span)]


@pytest.mark.parametrize(
    ("text", "designation", "span"),
    [
        ("Two F-16C fighters landed", "F-16C", "Two F-16C fighters"),
        ("one C-130J Super Hercules landed", "C-130J Super Hercules", None),
        ("hundreds of Javelin missiles", "Javelin", "hundreds of Javelin missiles"),
        ("sent 66 Tomahawks, then", "Tomahawks", "66 Tomahawks"),
        ("two nuclear-capable Tu-160 bombers flew", "Tu-160", None),
    ],
)
def test_a_designation_is_the_counted_noun(text, designation, span):
    (found,) = read_numbers(text, designations=(designation,))
    words = text[found.start : found.end]
    assert found.kind == "count"
    assert words == span or (span is None and designation in words)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("It killed 521.", [("personnel_count", "521")]),
        ("which left six dead", [("personnel_count", "six")]),
        ("a 3,000-strong force", [("personnel_count", "3,000-strong")]),
        ("a 52,000-seat ground", [("count", "52,000-seat")]),
        ("Two of the gunmen fled", [("personnel_count", "Two")]),
        ("a crew of three sailed", [("personnel_count", "three")]),
        ("a crowd of 5,000.", [("personnel_count", "5,000")]),
        ("Thousands remain.", [("personnel_count", "Thousands")]),
        ("35 of 107 councils", [("count", "35"), ("count", "107 councils")]),
        ("317 votes to 256.", [("count", "317 votes"), ("count", "256")]),
        ("69 seats, 17 more than before", [("count", "69 seats"), ("count", "17")]),
    ],
)
def test_a_number_may_stand_without_its_noun(text, spans):
    assert list_spans(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "one day",
        "in 2016 elections",
        "several people",
        "four-star hotels",
        "half of voters",
    ],
)
def test_what_looks_like_a_count_and_is_none(text):
    assert list_spans(text) == []


def test_fighters_are_people_unless_they_fly():
    assert list_spans("30 fighters died")[0][0] == "personnel_count"
    (flying,) = read_numbers("30 MiG-29 fighters flew", designations=("MiG-29",))
    assert flying.kind == "count"


def test_spanish_counts():
    assert list_spans("unos 1.500 soldados", language="es") == [
        ("personnel_count", "unos 1.500 soldados")
    ]
    value = read_value("más de dos docenas de aviones", language="es")
    assert value == {"n": 24, "mod": ">"}


def test_every_finding_says_why():
    for found in read_numbers("Some 30 nurses paid $5 for 3 kg, or 4%, in 2 rooms."):
        assert found.reason
        assert found.rule.count(".") >= 1
        assert 0 < found.confidence <= 1


WORDS = (
    "5 12 1,500 two dozen dozens of some about - – to $ £ % bn m million soldiers tanks km"
    " per cent ( ) “ ” é 𝒳 \ufffc \n \r\u0301 and or of the 3.5 1/2 ½ USD Rs euros"
    " tonnes years old"
)
PIECES = st.sampled_from(WORDS.split(" "))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join)))
def test_offsets_hold_reading_repeats_and_a_kind_never_overlaps(text):
    found = read_numbers(text)
    assert found == read_numbers(text)
    last: dict[str, int] = {}
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert last.get(one.kind, 0) <= one.start
        last[one.kind] = one.end
