from itertools import cycle

import pytest

from claims.linkcheck.appetite import Body, has_passages, has_text
from claims.linkcheck.rules import FetchRules

RULES = FetchRules(text_cap=10_000, quote_cap=80_000, pdf_cap=200_000)
WORDS = "toll strait bridge rose crowns June ferry boat pilot mast quay wind".split()
TEXT = "".join(
    f"<p>{WORDS[n % 12]} {WORDS[n * n % 11]} {n * 7919} {WORDS[n // 12 % 12]}</p>\n"
    for n in range(4000)
).encode()
QUOTE = "The ferry carried 1,310 people on its last day"


def read(text, *, quotes=(), grant=True, packed=False, good=True):
    """Feed `text`, over and over, a kilobyte a time, until the body is full."""
    body = Body(RULES, quotes=quotes, reserve=lambda _count: grant)
    pieces = cycle(text[at : at + 1000] for at in range(0, len(text), 1000))
    while body.add(next(pieces)) or body.wants_more(packed=packed, good=good):
        assert body.size < 1_000_000
    return body


def test_text_ends_at_its_cap():
    body = read(TEXT)
    assert (body.size, body.stopped) == (10_000, "enough")


def test_an_unseen_passage_raises_the_cap():
    assert read(TEXT, quotes=(QUOTE,)).size == 80_000


def test_a_seen_passage_does_not():
    text = f"<p>{QUOTE}</p>".encode() + TEXT
    assert read(text, quotes=(QUOTE,)).size < 12_000


def test_an_error_page_is_not_read_on_for_a_passage():
    assert read(TEXT, quotes=(QUOTE,), good=False).size == 10_000


def test_a_pdf_has_a_cap_of_its_own():
    assert 200_000 <= read(b"%PDF-1.7" + TEXT).size < 201_000


def test_a_page_of_scripts_is_read_a_little_further():
    assert read(b"<script>" + TEXT).size == 40_000


def test_filler_is_not_read_on_for_a_passage():
    assert read(b"<!-- pad -->" * 80, quotes=(QUOTE,)).size < 12_000


def test_a_refused_reservation_ends_the_body():
    assert read(TEXT, quotes=(QUOTE,), grant=False).size == 10_000


def test_packed_filler_is_a_bomb_and_text_is_none():
    bomb = Body(FetchRules(), quotes=(), reserve=lambda _count: True)
    assert not bomb.add(bytes(300_000))
    assert not bomb.wants_more(packed=True, good=True)
    assert bomb.stopped == "decompression bomb"
    assert read(TEXT, packed=True).stopped == "enough"


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        ("<p>The FERRY <b>carried</b>\n1,310&nbsp;people on its last day", QUOTE),
        ("Паром перевёз 1310 человек", "Паром перевёз 1310 человек"),
        ("one two three and more, seven eight", "one two three […] seven eight"),
        ("渡船最后一天运送了一千人", "渡船最后一天运送了一千人"),
    ],
)
def test_a_passage_is_seen_through_markup(body, quote):
    assert has_passages(body.encode(), quotes=(quote,))


@pytest.mark.parametrize("quote", ["Паром перевёз 1310 человек", "…", "«»", QUOTE])
def test_what_is_not_there_is_not_seen(quote):
    assert not has_passages(b"<!-- " + quote.encode() + b" --><p>The", quotes=(quote,))


@pytest.mark.parametrize("filler", [b"<", b"<script", b"<!--", b"<a ", b"<script></scrip"])
def test_no_filler_makes_reading_slow(filler):
    assert not has_passages(filler * (2_000_000 // len(filler)), quotes=(QUOTE,))


def test_scripts_and_comments_are_no_text():
    assert not has_text(
        b"<style>" + b"a{}" * 2000 + b"</style><!--" + b"x " * 2000 + b"-->"
    )
    assert has_text(TEXT)
