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
    # ages, again, and unlisted plurals that reach a number
    ("The median age is 24, and it rises.", "count", []),
    ("Illnesses have reached 2,290 in 49 states.", "count", ["2,290", "49 states"]),
    ("Shares have reached 2,290 in 49 states.", "count", ["49 states"]),
    ("Some 120 MPs voted for and 59 against.", "personnel_count", ["Some 120 MPs", "59"]),
    ("Of 29 lung samples, all 29 held it.", "count", ["29 lung samples", "all 29"]),
    # a year before a clause, and a number before a noun
    ("It will make 40 models by 2022 and is growing.", "date", ["2022"]),
    ("It went from 1900 to 2022 wild horses.", "date", ["1900"]),
    # days that share a month
    ("It struck on March 3, 5 and 7.", "date", ["March 3", "5", "7"]),
    ("It struck on March 3, and 7 died.", "date", ["March 3"]),
    # a civil ship whose name begins like another's
    ("The ferry Britannia Seaways left.", "equipment", ["Britannia Seaways"]),
    ("The yacht Britannia left.", "equipment", ["Britannia"]),
    # satellites by shape
    ("India launched Cartosat-3.", "equipment", ["Cartosat-3"]),
    ("India launched Carton-3.", "equipment", []),
    # codes in mixed letters
    ("It lent SFr100bn to banks.", "money", ["SFr100bn"]),
    ("It lent Abc100bn to banks.", "money", []),
    # a sum right behind a year; what a part of aircraft counts
    ("It passed in 2016; $750,000 is at stake.", "money", ["$750,000"]),
    ("It has 11 of the 36 aircraft.", "count", ["11", "36 aircraft"]),
    ("It took 25 vehicles, and 12 were treated.", "personnel_count", ["12"]),
    # a number that meets a number has no unit
    ("Lots 12 5 kg went.", "quantity", ["5 kg"]),
    ("A Coast Guard MH-60 Jayhawk flew.", "equipment", ["MH-60 Jayhawk"]),
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
