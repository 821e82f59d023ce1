"""The newest rows that match, whichever way they are found."""

from itertools import product

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Anchor
from claims.workflow import finding

QUESTIONS = ("soldiers", "soldiers OR freighters OR Monday", "-soldiers", "palimpsest")


@pytest.mark.parametrize("words", QUESTIONS)
def test_every_way_finds_the_same_rows_in_two_queries(article, words, monkeypatch):
    everything = Anchor.objects.all()
    visible = everything.exclude(pk=everything.order_by("-pk").values("pk")[:1])
    question = SearchQuery(words, config=finding.CONFIG, search_type="websearch")
    rows = finding.match(visible, "quote", question).order_by("-pk")
    for shown, newest, common in product((0, 2, 50), (1, 4, 300), (1, 3, 2_000)):
        monkeypatch.setattr(finding, "SHOWN", shown)
        monkeypatch.setattr(finding, "NEWEST", newest)
        monkeypatch.setattr(finding, "COMMON", common)
        with CaptureQueriesContext(connection) as queries:
            found = finding.find_newest(visible, everything, "quote", question)
        assert found == list(rows[: shown + 1]), (shown, newest, common)
        assert len(queries) <= 2


def test_words_of_the_newest_rows_are_common_and_the_index_is_not_asked(
    article, monkeypatch
):
    question = SearchQuery("-palimpsest", config=finding.CONFIG, search_type="websearch")
    everything = Anchor.objects.all()
    monkeypatch.setattr(finding, "SHOWN", 50)
    assert len(finding.find_rare(everything, "quote", question) or ()) == len(everything)
    monkeypatch.setattr(finding, "SHOWN", 2)
    assert finding.find_rare(everything, "quote", question) is None
    monkeypatch.setattr(finding, "NEWEST", 2)
    assert len(finding.find_rare(everything, "quote", question) or ()) > 2
