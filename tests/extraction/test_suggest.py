"""A model may suggest; it never moves, replaces or invents anything."""

import pytest

from claims.extraction import find_claims
from claims.extraction.suggest import merge_suggestions

TEXT = "The ferry cost $3 million. The crew sang. The crew sang."


@pytest.fixture
def rules():
    return find_claims(TEXT, ref_date=None)


def merge(rules, *suggestions):
    return merge_suggestions(TEXT, rules, suggestions, model="tiny")


def test_verbatim_words_are_placed_and_marked_with_the_model(rules):
    merged = merge(rules, {"kind": "event", "text": "The crew sang"})
    [added] = [item for item in merged if item.rule == "model:tiny"]
    assert TEXT[added.start : added.end] == "The crew sang"
    assert added.confidence < 0.5


def test_the_same_words_twice_are_two_places(rules):
    same = {"kind": "event", "text": "The crew sang"}
    starts = [i.start for i in merge(rules, same, same) if i.rule == "model:tiny"]
    assert starts == [27, 42]


@pytest.mark.parametrize(
    "junk",
    [
        None,
        "text",
        7,
        [],
        {},
        {"kind": "event"},
        {"kind": "rumour", "text": "The crew sang"},
        {"kind": "event", "text": "The crew danced"},
        {"kind": "event", "text": "   "},
        {"kind": ["event"], "text": "The crew sang"},
        {"kind": "event", "text": 5},
    ],
)
def test_junk_and_invented_words_change_nothing(rules, junk):
    assert merge(rules, junk) == rules


def test_agreement_keeps_the_rule_and_its_reading(rules):
    [money] = [item for item in rules if item.kind == "money"]
    lie = {"kind": "money", "text": "$3 million", "value": {"n": 9, "currency": "EUR"}}
    [merged] = [item for item in merge(rules, lie) if item.kind == "money"]
    assert (merged.value, merged.rule) == (money.value, money.rule)
    assert merged.confidence >= money.confidence


def test_an_overlap_that_disagrees_is_dropped(rules):
    assert merge(rules, {"kind": "money", "text": "cost $3 million"}) == rules
