"""Finding an article, a claim or a source by the few letters somebody types to go there."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet
from rapidfuzz import fuzz, process, utils

from claims.models import Anchor, Article, Source, User
from claims.workflow.finding import CONFIG, find_newest

LONGEST = 100  # characters that are read
SHOWN = 6  # a group
NEAR = 300  # newest titles that are compared letter by letter
ALIKE = 78.0  # of 100; one slip in a word of six letters stays above
LONGEST_NUMBER = 6  # digits of a claim's number


def find_articles(typed: str, user: User) -> list[Article]:
    """Give articles whose title has the words, the last one perhaps unfinished, then
    those whose title is nearly so; the newest where nothing is typed."""
    visible = Article.objects.visible_to(user)
    if not typed.strip():
        return list(visible.order_by("-pk")[:SHOWN])
    keys = find_by_words(typed, visible, "title")
    near = visible.order_by("-pk").values_list("pk", "title")[:NEAR]
    keys = list(dict.fromkeys([*keys, *pick_alike(typed, near)]))[:SHOWN]
    return put_in_order(visible.filter(pk__in=keys), keys)


def find_claims(typed: str, user: User, *, article: Article | None) -> list[Anchor]:
    """Give the current places of claims with the words; in `article`, which the person
    may open, also the claim of that number and claims that read nearly so."""
    current = Anchor.objects.filter(is_current=True)
    visible = current.filter(claim__article__in=Article.objects.visible_to(user))
    keys: list[int] = []
    if article is not None:
        here = visible.filter(claim__article=article)
        number = typed.strip().removeprefix("#")
        if number.isdecimal() and len(number) <= LONGEST_NUMBER:
            keys += here.filter(claim__number=int(number)).values_list("pk", flat=True)
        keys += pick_alike(typed, here.values_list("pk", "quote"))
    keys = list(dict.fromkeys([*keys, *find_by_words(typed, visible, "quote")]))[:SHOWN]
    rows = visible.filter(pk__in=keys).select_related("claim__article")
    return put_in_order(rows, keys)


def find_sources(typed: str, user: User) -> list[Source]:
    """Give sources with the words in their title; confidential ones are found by nobody,
    as in the search."""
    visible = Source.objects.visible_to(user).filter(confidential=False)
    keys = find_by_words(typed, visible, "title")
    return put_in_order(visible.filter(pk__in=keys), keys)


def find_by_words(typed: str, visible: QuerySet[Any], column: str) -> list[int]:
    """Give keys of the newest rows that have every word; the last may be a beginning."""
    words = re.findall(r"[^\W_]+", typed)
    if not words:
        return []
    # Letters and digits alone: nothing in them means anything to a tsquery.
    question = SearchQuery(
        " & ".join([*words[:-1], f"{words[-1]}:*"]), config=CONFIG, search_type="raw"
    )
    everything = visible.model._default_manager.all()  # noqa: SLF001 - public by Django's documentation
    return find_newest(visible, everything, column, question)[:SHOWN]


def pick_alike(typed: str, rows: Iterable[tuple[int, str]]) -> list[int]:
    """Give keys of rows whose words are nearly those typed, the nearest first."""
    words = {key: text[: 3 * LONGEST] for key, text in rows}
    found = process.extract(
        typed,
        words,
        scorer=fuzz.partial_ratio,
        processor=utils.default_process,
        score_cutoff=ALIKE,
        limit=SHOWN,
    )
    return [key for _text, _score, key in found]


def put_in_order(rows: QuerySet[Any], keys: list[int]) -> list[Any]:
    """Give the rows in the order of their keys."""
    return sorted(rows, key=lambda row: keys.index(row.pk))
