"""Claims as wide as a clause, with slots that point at the finer ones."""

from datetime import date

import pytest

from claims.extraction import find_claims


def read(text, kind):
    found = find_claims(text, ref_date=date(2024, 5, 15))
    return [(text[f.start : f.end], dict(f.value)) for f in found if f.kind == kind]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("On Monday, two ships docked at noon.", "two ships docked at noon", "arrival"),
        ("The envoys met with King Olav.", "The envoys met with King Olav", "meeting"),
        ("Rebels shelled the depot, police said.", "Rebels shelled the depot", "attack"),
        ("It capsized at 5:30 p.m. and many fled.", "It capsized at 5:30 p.m", "accident"),
        ("Parliament voted to leave.", "Parliament voted to leave", "vote"),
    ],
)  # fmt: skip
def test_an_event_is_the_clause_around_its_verb(text, words, kind):
    [(found, value)] = read(text, "event")
    assert (found, value["kind"]) == (words, kind)


def test_the_slots_of_an_event_point_at_other_claims():
    text = "Last weekend, 40 soldiers landed at Sola airport near Oslo."
    [(_, value)] = read(text, "event")
    assert value["when"] == "2024-05-11/2024-05-12"
    assert value["where"] == "Sola airport"
    start, end = value["slots"]["what"]
    assert text[start:end] == "40 soldiers"


def test_a_thousands_comma_does_not_cut_a_clause():
    [(words, _)] = read("Some 2,750 tonnes of fuel exploded.", "event")
    assert words == "Some 2,750 tonnes of fuel exploded"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The navy said the frigate would sail on Monday.", "The navy"),
        ("The frigate will sail on Monday, the navy said.", "the navy"),
        ("According to Ada Bryce, the frigate will sail.", "Ada Bryce"),
        ("Envoy Ada Bryce, visiting Oslo, warned that the deal was off.", "Ada Bryce"),
    ],
)
def test_indirect_speech_is_a_statement_with_a_speaker(text, speaker):
    [(words, value)] = read(text, "statement")
    assert value["speaker"] == speaker
    assert words == text.rstrip(".")


@pytest.mark.parametrize(
    "text",
    [
        "Some 80 people were reported missing in the flood.",
        "Hospitals admitted 20 patients in one day.",
        "“The frigate will sail on Monday,” the navy said.",
        "The ship was described in detail by nobody at all.",
    ],
)
def test_what_reports_nothing_is_no_statement(text):
    assert read(text, "statement") == []


def test_places_are_read_from_datelines_and_wording():
    text = (
        "OSLO, May 3 (Wire) - Jets left Sola airport and flew to Rome. Paris Hilton sang."
    )
    assert [words for words, _ in read(text, "place")] == ["OSLO", "Rome"]


def test_clauses_can_be_left_out():
    found = find_claims("The navy said two ships docked.", ref_date=None, clauses=False)
    assert {item.kind for item in found} == {"count"}
