"""Answered queries become one new version, in which every other claim keeps its anchor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from claims.errors import BadInput, ClaimChanged, TransitionRefused
from claims.intake.placing import Landing, list_anchors
from claims.intake.reading import Reading, clean_text
from claims.intake.versions import Draft, lock_unchanged, read_draft, write_version
from claims.models import Anchor, Article, ArticleVersion, Query, User
from claims.workflow.access import require
from claims.workflow.anchoring import Change, Placed, Span, reanchor
from claims.workflow.facts import name_changes
from claims.workflow.replacing import (
    Swap,
    apply_swaps,
    close_gap,
    find_clash,
    shift_span,
)


@dataclass(frozen=True, slots=True)
class Preview:
    """What applying would do: the queries in reading order, and both texts."""

    queries: Sequence[Query]
    old: str
    new: str


def list_answers(article: Article) -> list[Query]:
    """Give the accepted and changed answers that wait to be applied."""
    rows = Query.objects.filter(claim__article=article, state__in=Query.TO_APPLY)
    return list(rows.for_list())


def preview_answers(article: Article) -> Preview:
    """Give both texts side by side; nothing is written.

    Raises: as `apply_answers`, save NotAllowed.
    """
    queries = list_answers(article)
    old = article.current.text if article.current else ""
    swaps = [swap for swap, _ in list_swaps(old, queries)]
    return Preview(queries, old, apply_swaps(old, swaps))


@transaction.atomic
def apply_answers(
    article: Article, *, actor: User, now: datetime, base: int | None = None
) -> ArticleVersion:
    """Put all waiting answers into the text as its next version.

    Claims whose words were replaced are edited, and checked again when settled; the rest
    keep their places by arithmetic.

    Raises:
        NotAllowed: the actor is no editor.
        TransitionRefused: no answer waits.
        BadInput: two answers want the same words, or the new words cannot be set.
        ClaimChanged: the text or a claim's words changed since the answer.
    """
    require("apply_answers", actor, article=article)
    if base is not None and article.current and base != article.current.number:
        raise ClaimChanged("The text changed since this preview. Look at it again.")
    stored = lock_unchanged(article)
    queries = list_answers(stored)
    if not queries or stored.current is None:
        raise TransitionRefused("No accepted or changed answer waits to be applied.")
    old = stored.current.text
    swaps = list_swaps(old, queries)
    text = apply_swaps(old, [swap for swap, _ in swaps])
    if clean_text(text) != text:
        raise BadInput("With these words the text would change elsewhere. Rephrase them.")
    draft = make_draft(stored, text)
    landings = land_swaps(stored, text, swaps)
    why = f"{len(queries)} answered queries were applied."
    version = write_version(stored, draft, landings, actor=actor, now=now, why=why)
    Query.objects.filter(pk__in=[one.pk for one in queries]).update(
        state=Query.State.APPLIED, applied_in=version
    )
    article.refresh_from_db()
    return version


def make_draft(article: Article, text: str) -> Draft:
    """Read the composed text as any other."""
    kind = article.current.input_format if article.current else "text"
    return read_draft(article, Reading(text, input_format=kind))


def list_swaps(text: str, queries: Sequence[Query]) -> list[tuple[Swap, int]]:
    """Give the swaps in order of place, each with its claim's key; equal ones once.

    Raises:
        ClaimChanged: a claim's words are no longer those the answer is about.
        BadInput: two answers want to change the same words.
    """
    found: dict[tuple[int, int, str], tuple[Swap, int]] = {}
    for query in queries:
        anchor = query.claim.anchor
        if anchor is None or anchor.start is None or anchor.quote != query.quote:
            raise ClaimChanged(
                f"The words of claim {query.claim.number} changed since its query was "
                "answered. Withdraw that query or ask anew.",
                extra={"query": query.public_id},
            )
        swap = Swap(anchor.start, anchor.end or 0, query.new_words or "")
        swap = close_gap(text, swap)
        found[swap.start, swap.end, swap.words] = (swap, query.claim_id)
    swaps = sorted(found.values(), key=lambda pair: pair[0].start)
    clash = find_clash([swap for swap, _ in swaps])
    if clash:
        one, two = clash
        raise BadInput(
            f"Two answers change the same words: “{one.words}” and “{two.words}”. "
            "Withdraw one of them."
        )
    return swaps


def land_swaps(
    article: Article, text: str, swaps: Sequence[tuple[Swap, int]]
) -> list[Landing]:
    """Give where each claim stands: by arithmetic, and by search only inside new words."""
    plain = [swap for swap, _ in swaps]
    old = article.current.text if article.current else ""
    landings: list[Landing] = []
    for anchor in list_anchors(article):
        placed = place_swapped(anchor, old, text, plain)
        landings.append(Landing(anchor, placed, reopens=placed.state == "edited"))
    return landings


def place_swapped(anchor: Anchor, old: str, text: str, swaps: Sequence[Swap]) -> Placed:
    """Place one claim in the text with the swaps made."""
    if anchor.start is None or anchor.end is None:
        return Placed("orphaned", None, None, 0.0, 0.0)
    span = Span(anchor.start, anchor.end)
    inside = [s for s in swaps if s.start < span.end and s.end > span.start]
    exact = [s for s in inside if s.start <= span.start and span.end <= s.end]
    if exact and all(s.words and (s.start, s.end) == span for s in exact):
        start = shift_start(span, swaps)
        return describe_swap(anchor, text, Span(start, start + len(exact[0].words)))
    shifted = shift_span(span, swaps)
    if shifted is None:
        return reanchor(old, text, [span])[0]
    if inside:
        return describe_swap(anchor, text, shifted)
    return Placed("kept", shifted.start, shifted.end, 1.0, 1.0)


def shift_start(span: Span, swaps: Sequence[Swap]) -> int:
    """Where the beginning of `span` is after the swaps before it."""
    before = [s for s in swaps if s.end <= span.start]
    return span.start + sum(len(s.words) - (s.end - s.start) for s in before)


def describe_swap(anchor: Anchor, text: str, span: Span) -> Placed:
    """Give the answer for words that were replaced, with the kinds of change."""
    words = text[span.start : span.end]
    was, now = anchor.quote.split(), words.split()
    gone = [one for one in was if one not in now]
    come = [one for one in now if one not in was]
    kinds = name_changes(gone, come, anchor.quote)
    changed = tuple(Change(kind, " ".join(gone), " ".join(come)) for kind in kinds)
    return Placed("edited", span.start, span.end, 1.0, 1.0, changed)
