"""Pieces kept by what they show: never older than what they show, never somebody else's."""

import re
from typing import Any

from django.utils import translation

from claims.models import Article, ArticleVersion, Claim
from claims.web.kept import KeptPieces
from claims.web.marked_text import write_text
from claims.web.marks import Mark
from claims.web.queue_rows import write_row
from claims.web.surroundings import read_surroundings
from claims.workflow import move_claim
from tests.conftest import NOON
from tests.steps import LATER, cite

FIRST: dict[str, Any] = {"start": 0, "end": 3, "number": 1, "label": "Open"}


def test_a_piece_is_written_once_and_the_one_longest_unseen_goes():
    kept = KeptPieces(most=10)
    written: list[str] = []

    def give(key: str) -> str:
        def write() -> str:
            written.append(key)
            return key * 4

        return kept.give(key, write)

    assert [give(key) for key in "abacab"] == [key * 4 for key in "abacab"]
    assert written == ["a", "b", "c", "b"]
    assert kept.size == 8
    kept.keep("a", "a")
    assert kept.size == 5


def test_a_piece_larger_than_all_the_room_is_given_and_not_kept():
    kept = KeptPieces(most=3)
    assert kept.give("a", lambda: "long") == "long"
    assert kept.size == 0


def test_the_text_follows_its_words_marks_title_and_language():
    def write(
        text: str = "One two", title: str = "No", language: str = "en", **mark: Any
    ) -> str:
        article = Article(title=title, language=language)
        article.current = ArticleVersion(text=text, sha256=text)
        marks = [Mark(**(FIRST | mark))]
        both = write_text(article, marks)
        return f"{both.headline}|{both.body}"

    variants: tuple[dict[str, Any], ...] = (
        {}, {"text": "One six"}, {"text": "One\n\ntwo"}, {"language": "es"}, {"start": 1},
        {"end": 5}, {"number": 2}, {"state": "open"}, {"label": "Decided"}, {"note": "n"},
        {"letters": "A"}, {"verdict": "true"}, {"text": "One\n\ntwo", "title": "One"},
    )  # fmt: skip
    pages = [write(**one) for one in variants]
    assert len(set(pages)) == len(variants)
    assert pages == [write(**one) for one in variants]
    assert pages[-1].startswith('<span class="claim')
    assert write(text="<b>bold</b> & <i>", title="x").count("<b>") == 1  # the mark's number


def test_the_marks_of_a_page_follow_the_claim_and_its_sources(
    article, claim, editor, sign_in
):
    client = sign_in(editor)

    def read_mark() -> list[str]:
        page = client.get(f"/articles/{article.public_id}/").content.decode()
        return re.findall(rf'<li data-claim="{claim.number}" .*?</li>', page)

    (before,) = read_mark()
    assert 'data-state="detected"><span class="src"></span>' in before
    move_claim(claim, to="open", actor=editor, now=NOON)
    cite(claim, editor)
    (after,) = read_mark()
    assert 'data-state="open"><span class="src">A</span>' in after


def test_a_row_of_the_queue_follows_all_that_it_shows(claim, editor, reviewer):
    def write(query: str = "tab=found", due: str = "", *, is_picked: bool = True) -> str:
        row = Claim.objects.for_queue().get(pk=claim.pk)
        words = read_surroundings(row)
        return write_row(row, words=words, due=due, query=query, is_picked=is_picked)

    changes: tuple[dict[str, Any], ...] = (
        {"status": "open"}, {"kind": "count"}, {"value": {"n": 1}}, {"risk": ["legal"]},
        {"reviewer": reviewer}, {"second_reviewer": editor}, {"changed_at": LATER},
        {"number": 900},
    )  # fmt: skip
    pages = [write(), write("tab=mine"), write(due="<b>soon</b>"), write(is_picked=False)]
    for change in changes:
        Claim.objects.filter(pk=claim.pk).update(**change)
        pages.append(write())
    Article.objects.update(title="Another title")
    pages.append(write())
    with translation.override("es"):
        pages.append(write())
    assert len(set(pages)) == len(pages)
    assert pages[-2] == write()
    assert "<b>soon</b>" in pages[2]
