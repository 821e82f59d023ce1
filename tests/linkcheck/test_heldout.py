"""Verdicts on pages that the rules were not written on, and addresses in disguise.

At first look, before anything was put right, 50 of the 68 pages had their class: every
cited passage, charset, drift, redirect and living page, 17 of 35 short pages that say no.
"""

import pytest

from claims.linkcheck.rules import FetchRules
from claims.linkcheck.visiting import fetch_one
from tests.linkcheck.heldout_pages import list_pages
from tests.linkcheck.pages import judge
from tests.linkcheck.server import answer, moved, run_hostile

PAGES = list_pages()
DISGUISES = [
    "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[0:0:0:0:0:ffff:7f00:1]:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.0.0.1:{port}/",
    "http://2130706433:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://localhost.:{port}/",
    "http://１２７.0.0.1:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://user@127.0.0.1:{port}/",
    "http://0:{port}/",
]


@pytest.mark.parametrize(
    ("klass", "page", "more"),
    [row[1:] for row in PAGES],
    ids=[row[0] for row in PAGES],
)
def test_a_page_in_other_words_has_the_class_it_deserves(klass, page, more):
    assert judge(page, **more).klass == klass


@pytest.mark.parametrize("disguise", DISGUISES)
def test_loopback_in_disguise_is_never_connected_to(disguise):
    with run_hostile() as inside:
        visit = fetch_one(disguise.format(port=inside.port))
        assert (visit.failure, inside.opened) in {("unsafe", 0), ("invalid", 0)}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_nor_when_a_page_sends_there(disguise):
    with run_hostile() as inside, run_hostile() as outside:
        there = disguise.format(port=inside.port)
        refresh = f'<noscript><meta http-equiv=refresh content="0;url={there}"></noscript>'
        outside.routes = {
            "/moved": moved(there.encode("ascii", "ignore").decode()),
            "/refresh": answer(refresh),
            "/script": answer(f"<script>window.location.replace('{there}')</script>"),
        }
        rules = FetchRules(allow=(_allow(outside.port),), attempts=1, siblings=False)
        for path in outside.routes:
            fetch_one(outside.url(path), rules=rules)
        assert inside.opened == 0
        assert [request.path for request in outside.seen] == list(outside.routes)


def _allow(port: int):
    from claims.linkcheck.guard import parse_allowance

    return parse_allowance(f"127.0.0.1:{port}")
