"""Full-text search over what a person may read: PostgreSQL's, with English stemming."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import make_aware

from claims.models import (
    Anchor,
    Article,
    Claim,
    Evidence,
    Kind,
    Rating,
    Review,
    Source,
    User,
    Verdict,
)
from claims.models.claim import ClaimQuerySet

CONFIG = "english"
LONGEST = 500  # characters of a question; the rest is not read
SHOWN = 10  # a group
COMMON = 2_000  # rows that match; with so many, ten are near the newest
BATCH = 250  # keys narrowed at once
OPEN, CLOSE = "\x02", "\x03"  # around what matched; no stored text is shown with them
OPERATORS = ("kind", "status", "verdict", "article", "by", "before", "after")
Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart: words for the full text, operators, and what was wrong."""

    words: str
    operators: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hit:
    """One row found; `pieces` is its text cut into what matched and what did not."""

    row: Any
    pieces: list[Piece]


def read_question(text: str) -> Asked:
    """Take a question apart; phrases, OR and -not stay with the words."""
    asked = Asked("", {}, [])
    words = []
    for word in text.replace("\x00", " ")[:LONGEST].split():
        name, colon, value = word.partition(":")
        if not colon or not value or not name.isalpha():
            words.append(word)
        elif name not in OPERATORS:
            near = difflib.get_close_matches(name, OPERATORS, n=1) or [", ".join(OPERATORS)]
            asked.wrong.append(f"There is no “{name}:”. Try {near[0]}:")
        elif fault := find_fault(name, value):
            asked.wrong.append(fault)
        else:
            asked.operators[name] = value
    return Asked(" ".join(words), asked.operators, asked.wrong)


def find_fault(name: str, value: str) -> str:
    """Say which values an operator takes where it does not take `value`; else ""."""
    if name in ("before", "after"):
        fits = read_day(value) is not None
        return "" if fits else f"“{value}” is no day. {name}: takes one as 2024-05-17."
    valid = {
        "kind": lambda: list(Kind.values),
        "status": lambda: list(Claim.Status.values),
        "verdict": lambda: list(Rating.objects.values_list("code", flat=True)),
        "by": lambda: list(User.objects.values_list("username", flat=True)),
    }
    if name not in valid or value in (known := valid[name]()):
        return ""
    near = difflib.get_close_matches(value, known, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"It takes {', '.join(known)}."
    return f"“{value}” is no {name}. {hint}"


def read_day(value: str) -> datetime | None:
    """Give the moment a day begins at the desk; None where `value` is no ISO date."""
    try:
        return make_aware(datetime.combine(date.fromisoformat(value), time.min))
    except (ValueError, OverflowError):
        return None


def search_desk(asked: Asked, user: User) -> dict[str, list[Hit]]:
    """Give up to ten hits a group, newest first; operators narrow to claims alone.

    Confidential sources and what they are cited for are found by nobody: opening one is
    a read that is kept on record.
    """
    if asked.wrong or not (asked.words or asked.operators):
        return {}
    found = {"claims": find_claims(asked, user)}
    if not asked.operators:
        claims = Claim.objects.visible_to(user)
        read = Review.objects.readable_by(user).filter(claim__in=claims)
        found |= {
            "articles": find(Article.objects.visible_to(user), "title", asked),
            "sources": find(
                Source.objects.visible_to(user).filter(confidential=False), "title", asked
            ),
            "passages": find(
                Evidence.objects.visible_to(user)
                .standing()
                .filter(source__confidential=False)
                .select_related("claim"),
                "passage",
                asked,
            ),
            "rationales": find(read.select_related("claim"), "rationale", asked),
        }
    return {group: hits for group, hits in found.items() if hits}


def find_claims(asked: Asked, user: User) -> list[Hit]:
    """Give claims whose words in the current version match, narrowed by operators."""
    claims = Claim.objects.visible_to(user)
    narrow: dict[str, Callable[[str], Any]] = {
        "kind": lambda value: claims.filter(kind=value),
        "status": lambda value: claims.filter(status=value),
        "article": lambda value: claims.filter(article__public_id=value),
        "by": lambda value: held_by(claims, value),
        "before": lambda value: claims.filter(created_at__lt=read_day(value)),
        "after": lambda value: claims.filter(created_at__gte=read_day(value)),
        "verdict": lambda value: rated(claims, value),
    }
    for name, value in asked.operators.items():
        claims = narrow[name](value)
    if not asked.words:
        claims = claims.filter(pk__in=[row.pk for row in newest(claims)])
    anchors = Anchor.objects.filter(is_current=True, claim__in=claims)
    return find(anchors.select_related("claim"), "quote", asked)


def held_by(claims: ClaimQuerySet, username: str) -> ClaimQuerySet:
    """Keep the claims a person reviews, first or second.

    Their key is looked up first: PostgreSQL then knows whether it is rare.
    """
    key = User.objects.filter(username=username).values_list("pk", flat=True).first()
    return claims.filter(Q(reviewer=key) | Q(second_reviewer=key))


def rated(claims: ClaimQuerySet, code: str) -> ClaimQuerySet:
    """Keep the claims whose standing verdict has the rating.

    A rare rating gives the claims; with a common one each claim is asked for its verdict,
    and ten are soon found.
    """
    standing = Verdict.objects.filter(rating__code=code, revised_by=None).order_by()
    keys = list(standing.values_list("claim", flat=True)[:COMMON])
    if len(keys) < COMMON:
        return claims.filter(pk__in=keys)
    newest_first = Verdict.objects.filter(claim=OuterRef("pk")).order_by("-pk")
    return claims.alias(rating=Subquery(newest_first.values("rating__code")[:1])).filter(
        rating=code
    )


def find(rows: QuerySet[Any], column: str, asked: Asked) -> list[Hit]:
    """Give the newest rows whose `column` matches, with what matched marked."""
    if not asked.words:
        return [Hit(row, [(getattr(row, column), False)]) for row in newest(rows)]
    question = SearchQuery(asked.words, config=CONFIG, search_type="websearch")
    matched = rows.annotate(match=SearchVector(column, config=CONFIG)).filter(
        match=question
    )
    marked = SearchHeadline(
        F(column), question, config=CONFIG, start_sel=OPEN, stop_sel=CLOSE, max_words=40
    )
    keys = find_newest(matched, rows.model._default_manager.all(), column, question)  # noqa: SLF001 - public by Django's documentation
    best = rows.filter(pk__in=keys).annotate(marked=marked).order_by("-pk")
    return [Hit(row, cut_pieces(row.marked)) for row in best]


def find_newest(
    visible: QuerySet[Any], everything: QuerySet[Any], column: str, question: SearchQuery
) -> list[int]:
    """Give the keys of the ten newest rows that match and may be read.

    Rare words come from the index, whoever may read the rows, and are then narrowed;
    common ones from the newest row on, where ten are soon found. PostgreSQL left to
    choose takes the second way for both: seconds at a million rows.
    """
    rows = everything.annotate(match=SearchVector(column, config=CONFIG))
    matching = rows.filter(match=question).order_by().values_list("pk", flat=True)
    keys = sorted(matching[:COMMON], reverse=True)
    if len(keys) == COMMON:
        return list(visible.order_by("-pk").values_list("pk", flat=True)[:SHOWN])
    found: list[int] = []
    for start in range(0, len(keys), BATCH):
        some = visible.filter(pk__in=keys[start : start + BATCH]).order_by("-pk")
        found += some.values_list("pk", flat=True)[: SHOWN - len(found)]
        if len(found) == SHOWN:
            break
    return found


def newest(rows: QuerySet[Any]) -> list[Any]:
    """Give the newest rows of a group."""
    return list(rows.order_by("-pk")[:SHOWN])


def cut_pieces(marked: str) -> list[Piece]:
    """Cut a marked text into (words, whether they matched)."""
    pieces: list[Piece] = []
    for part in marked.split(OPEN):
        hit, closed, rest = part.partition(CLOSE)
        pieces += [(hit, True), (rest, False)] if closed else [(part, False)]
    return [piece for piece in pieces if piece[0]]
