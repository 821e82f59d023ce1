"""Minimal pairs from wire copy: where a rule must fire, and its nearest neighbour."""

from datetime import date

import pytest

from claims.extraction import find_claims

CASES = [
    # duration against offset
    ("He was jailed for 14 years after a trial.", "quantity", ["14 years"]),
    ("He was freed 14 years after the trial.", "quantity", []),
    ("It formed 290 million years after the Big Bang.", "quantity", ["290 million years"]),
    # "over" as during and as more than
    ("They spend $3 billion over four years.", "quantity", ["four years"]),
    ("They talked for over four years.", "quantity", ["over four years"]),
    # a unit left out
    ("It did 47 mph, under the limit of 50.", "quantity", ["47 mph", "50"]),
    ("It did 47 mph, under the limit of 50 cars.", "quantity", ["47 mph"]),
    # what an elided number counts
    ("The death toll in the two towns has risen to 188.", "personnel_count", ["188"]),
    ("The water level in the two towns has risen to 188.", "personnel_count", []),
    ("It has a complement of around 1,600.", "personnel_count", ["around 1,600"]),
    ("It has an area of around 1,600.", "personnel_count", []),
    ("It won 240 seats in the 543-member House, down from 303.", "personnel_count",
     ["543-member"]),
    ("One tanker sank and three sailors died.", "personnel_count", ["three sailors"]),
    ("So far 21 ships have sailed and 15 have arrived.", "count", ["21 ships", "15"]),
    ("More than 100 were sent, officials said.", "count", ["More than 100"]),
    ("More than 100 were hurt, officials said.", "count", []),
    ("Doctors said 1,032 of the 5,400 tested had it.", "personnel_count",
     ["1,032", "5,400"]),
    # ages are no counts
    ("Boys aged between 14 and 17 were held.", "personnel_count", []),
    # points beside a percentage
    ("Turnout was 38 percent, four points lower than then.", "percent",
     ["38 percent", "four points"]),
    ("Leeds won by 12, four points lower than then.", "percent", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "words"), CASES)
def test_wire_copy_is_read_as_its_neighbour_is_not(text, kind, words):
    found = find_claims(text, ref_date=date(2024, 3, 7))
    assert [text[one.start : one.end] for one in found if one.kind == kind] == words


@pytest.mark.parametrize("prefix", ["The USS Ada Bryce", "On Super Tuesday Ada Bryce"])
def test_a_ship_or_a_day_is_no_antecedent_of_a_pronoun(prefix):
    text = f"{prefix} met Rear Adm. Carl Brandt. “We sail,” he said."
    [quote] = [one for one in find_claims(text, ref_date=None) if one.kind == "quote"]
    assert quote.value["speaker"] == "Carl Brandt"
