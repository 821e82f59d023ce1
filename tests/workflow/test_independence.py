"""Copies of one report are one source, however many sites print them."""

import pytest

from claims.workflow.independence import Origin, count_independent, read_credit
from claims.workflow.policy import Cited, Needs, list_unmet
from tests.conftest import NOON

REPORT = (
    "Two freighters landed at Port Alder on Monday with 240 soldiers and 18 tonnes of "
    "flour, the harbour office said. The harbour master said the holds were emptied before "
    "dark. The flight cost 1.2 million dollars, some 15 percent more than a year earlier."
)
SHORTENED = " ".join(REPORT.split()[:30]) + " More to follow as the story develops."
OTHER = (
    "Residents counted trucks all afternoon as cargo left the quay for the barracks on the "
    "hill. One of them, a retired pilot, put the number of uniformed passengers at two "
    "hundred and forty, a figure which the ministry would neither confirm nor deny today."
)


@pytest.mark.parametrize(
    ("publisher", "text", "credit"),
    [
        ("Reuters", "", "reuters"),
        ("", "PORT ALDER, March 30 (Reuters) - Two freighters landed.", "reuters"),
        ("", "By Ada Bryce, Associated Press\n\nTwo freighters landed.", "ap"),
        ("", "Two freighters landed. " * 40 + "(AFP)", "afp"),
        ("", "Source: dpa. Two freighters landed.", "dpa"),
        ("", "Reuters reporters were kept out, the paper's own correspondent saw.", ""),
        ("The Alder Post", "Two freighters landed on an apron.", ""),
        ("", "", ""),
    ],
)
def test_a_credit_is_read_where_agencies_put_it(publisher, text, credit):
    assert read_credit(publisher, text) == credit


@pytest.mark.parametrize(
    ("origins", "count"),
    [
        ([], 0),
        ([Origin("a.example"), Origin("b.example")], 2),
        ([Origin("a.example"), Origin("a.example")], 1),
        ([Origin("a.example", "ap"), Origin("b.example", "ap")], 1),
        ([Origin("a.example", "ap"), Origin("b.example", "afp")], 2),
        ([Origin("a.example", "", REPORT), Origin("b.example", "", REPORT)], 1),
        ([Origin("a.example", "", REPORT), Origin("b.example", "", SHORTENED)], 1),
        ([Origin("a.example", "", REPORT), Origin("b.example", "", OTHER)], 2),
        ([Origin("a.example", "", "Short."), Origin("b.example", "", "Short.")], 2),
        (
            [Origin("a.example", "ap"), Origin("b.example"), Origin("b.example", "ap")],
            1,
        ),
        ([Origin(""), Origin("")], 2),
        ([Origin("a.example", home="c.example"), Origin("b.example", home="c.example")], 1),
        ([Origin("a.example", home="b.example"), Origin("b.example")], 1),
        ([Origin("a.example", home="a.example"), Origin("b.example", home="b.example")], 2),
        ([Origin("a.example", home=""), Origin("b.example", home="")], 2),
    ],
)
def test_copies_count_once(origins, count):
    assert count_independent(origins) == count
    assert count_independent(origins[::-1]) == count


def cite_sites(*sites: str, primary: bool = False) -> list[Cited]:
    """Supporting evidence from each site."""
    return [Cited("supports", primary, False, NOON.date(), Origin(one)) for one in sites]


@pytest.mark.parametrize(
    ("cited", "codes"),
    [
        (cite_sites("a", "b", "c"), []),
        (cite_sites("a", "b"), ["secondary_too_few"]),
        (cite_sites("a", "a", "a"), ["secondary_too_few"]),
        (cite_sites("a", primary=True), []),
        (cite_sites("a", primary=True) + cite_sites("b"), []),
        ([], ["secondary_too_few"]),
        ([Cited("context", True, False, None, Origin("a"))], ["secondary_too_few"]),
    ],
)
def test_secondary_sources_alone_need_three_independent_ones(cited, codes):
    needs = Needs(independent_secondary=3)
    assert [one.code for one in list_unmet(needs, cited, today=NOON.date())] == codes


def test_the_refusal_says_how_many_there_are():
    needs = Needs(independent_secondary=3)
    unmet = list_unmet(needs, cite_sites("a", "a", "b"), today=NOON.date())
    assert "3 independent ones; 2 so far" in unmet[0].detail
