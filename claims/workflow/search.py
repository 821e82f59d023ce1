"""Full-text search over what a person may read: PostgreSQL's, with English stemming."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from claims.models import (
    Anchor,
    Article,
    Claim,
    Evidence,
    Review,
    Source,
    User,
    Verdict,
)
from claims.models.claim import ClaimQuerySet
from claims.workflow.finding import COMMON, CONFIG, SHOWN, find_newest
from claims.workflow.question import Asked, read_day

GROUPS = ("claims", "articles", "sources", "passages", "rationales")
OPEN, CLOSE = "\x02", "\x03"  # around what matched; no stored text is shown with them
Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """One row found; `pieces` is its text cut into what matched and what did not. Those
    after it have lower keys."""

    row: Any
    pieces: list[Piece]
    key: int


@dataclass(frozen=True, slots=True)
class Found:
    """Hits of a group, newest first; `older` is the key those after them come before, or
    None at the end."""

    hits: list[Hit]
    older: int | None


def search_desk(
    asked: Asked, user: User, *, group: str = "", before: int | None = None
) -> dict[str, Found]:
    """Give up to ten hits a group, newest first; operators narrow to claims alone.

    With `group` only that one is looked through, for hits with keys below `before`.
    Confidential sources and what they are cited for are found by nobody: opening one is
    a read that is kept on record.
    """
    if asked.wrong or not (asked.words or asked.operators):
        return {}
    groups = GROUPS[:1] if asked.operators else GROUPS
    found = {
        name: search_group(name, asked, user, before=before)
        for name in groups
        if name == group or not group
    }
    return {name: one for name, one in found.items() if one.hits}


def search_group(name: str, asked: Asked, user: User, *, before: int | None) -> Found:
    """Give the hits of one group."""
    claims = Claim.objects.visible_to(user)
    if name == "claims":
        return find_claims(asked, claims, before=before)
    rows, column = gather_rows(name, user, claims)
    return find(rows, column, asked, before=before)


def gather_rows(group: str, user: User, claims: ClaimQuerySet) -> tuple[QuerySet[Any], str]:
    """Give the rows of a group that `user` may read, and the column that is searched."""
    if group == "articles":
        return Article.objects.visible_to(user), "title"
    if group == "sources":
        return Source.objects.visible_to(user).filter(confidential=False), "title"
    if group == "passages":
        cited = Evidence.objects.visible_to(user).standing()
        cited = cited.filter(source__confidential=False)
        return cited.select_related("claim", "source"), "passage"
    read = Review.objects.readable_by(user).filter(claim__in=claims)
    return read.select_related("claim", "reviewer", "rating"), "rationale"


def find_claims(asked: Asked, claims: ClaimQuerySet, *, before: int | None) -> Found:
    """Give claims whose words in the current text match, narrowed by operators; dismissed
    ones only where their status is asked for."""
    if "status" not in asked.operators:
        claims = claims.exclude(status=Claim.Status.DISMISSED)
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
    verdicts = Verdict.objects.select_related("rating").order_by("-pk")
    places = (
        Anchor.objects.filter(is_current=True)
        .select_related("claim__article")
        .prefetch_related(Prefetch("claim__verdicts", verdicts, "newest_verdicts"))
    )
    if asked.words:
        return find(places.filter(claim__in=claims), "quote", asked, before=before)
    keys = [row.pk for row in take_newest(claims, before=before)]
    newest = places.filter(claim__in=keys).order_by("-claim")
    return page([Hit(row, [(row.quote, False)], row.claim_id) for row in newest])


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


def find(rows: QuerySet[Any], column: str, asked: Asked, *, before: int | None) -> Found:
    """Give the newest rows whose `column` matches, with what matched marked."""
    question = SearchQuery(asked.words, config=CONFIG, search_type="websearch")
    everything = rows.model._default_manager.all()  # noqa: SLF001 - public by Django's documentation
    if before is not None:
        rows, everything = rows.filter(pk__lt=before), everything.filter(pk__lt=before)
    marked = SearchHeadline(
        F(column), question, config=CONFIG, start_sel=OPEN, stop_sel=CLOSE, max_words=40
    )
    keys = find_newest(rows, everything, column, question)
    best = rows.filter(pk__in=keys).annotate(marked=marked).order_by("-pk")
    return page([Hit(row, cut_pieces(row.marked), row.pk) for row in best])


def page(hits: list[Hit]) -> Found:
    """Give the hits that are shown, and where those after them begin."""
    shown = hits[:SHOWN]
    return Found(shown, shown[-1].key if len(hits) > SHOWN else None)


def take_newest(rows: QuerySet[Any], *, before: int | None) -> list[Any]:
    """Give the newest rows below a key, one more than is shown."""
    older = rows if before is None else rows.filter(pk__lt=before)
    return list(older.order_by("-pk")[: SHOWN + 1])


def cut_pieces(marked: str) -> list[Piece]:
    """Cut a marked text into (words, whether they matched)."""
    pieces: list[Piece] = []
    for part in marked.split(OPEN):
        hit, closed, rest = part.partition(CLOSE)
        pieces += [(hit, True), (rest, False)] if closed else [(part, False)]
    return [piece for piece in pieces if piece[0]]
