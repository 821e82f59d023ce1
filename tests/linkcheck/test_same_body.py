"""A page that came byte for byte as before keeps its verdict without being read."""

import hashlib
from dataclasses import replace

import pytest

from claims.linkcheck.classify import classify
from claims.linkcheck.soft_404 import wants_sibling
from claims.linkcheck.visit import Hop, Known, is_unchanged
from tests.linkcheck.pages import PROSE, URL, make_page, make_visit

PAGE = make_page()
CITED = "14 of the 62 stations were below the mark"


def know(page: str = PAGE, *, quotes: tuple[str, ...] = (), **more) -> Known:
    """What a first visit to `page` leaves behind."""
    first = classify(make_visit(page), Known(quotes=quotes))
    return Known(
        quotes=quotes,
        text=first.text,
        text_sha256=first.text_sha256,
        title=first.title,
        body_sha256=hashlib.sha256(page.encode()).hexdigest(),
        final_url=URL,
        **more,
    )


@pytest.mark.parametrize("quotes", [(), (CITED,)])
def test_the_short_way_gives_the_verdict_of_the_long_one(quotes):
    known = know(quotes=quotes)
    short = classify(make_visit(PAGE), known)
    long = classify(make_visit(PAGE), replace(known, body_sha256=""))
    assert is_unchanged(make_visit(PAGE), known)
    assert [(p.quote, p.state, p.now) for p in short.passages] == [
        (p.quote, p.state, p.now) for p in long.passages
    ]
    assert short.canonical is None  # not read: what the source has stays
    assert replace(short, passages=(), canonical="") == replace(long, passages=())


def test_the_short_way_reads_no_page():
    visit = make_visit(PAGE)
    classify(visit, know())
    assert visit.reading is None
    assert not wants_sibling(visit, know())
    assert visit.reading is None


def test_a_passage_that_is_not_in_the_kept_text_is_sought_on_the_page():
    known = replace(know(), quotes=(PROSE[2],), text="Another text.")
    assert classify(make_visit(PAGE), known).passages[0].state == "found"


@pytest.mark.parametrize(
    "visit",
    [
        make_visit(PAGE + " "),
        make_visit(PAGE, status=206),
        make_visit(PAGE, truncated=True),
        make_visit(PAGE, url=f"{URL}#part-2"),
        make_visit(PAGE, final_url="https://news.example/", chain=(Hop(URL, 301),)),
        make_visit(PAGE, failure="timeout"),
    ],
    ids=["another byte", "a part", "cut", "a place on it", "elsewhere", "broken off"],
)
def test_anything_else_is_read(visit):
    assert not is_unchanged(visit, know())
