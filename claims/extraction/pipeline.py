"""The order in which the rules read a text, and nothing else."""

from collections.abc import Iterable
from datetime import date

from claims.extraction.clauses import find_clauses
from claims.extraction.dates import find_dates
from claims.extraction.equipment import find_equipment
from claims.extraction.found import Draft, Found
from claims.extraction.numbers import (
    find_counts,
    find_money,
    find_never,
    find_percent,
    find_quantities,
)
from claims.extraction.quotes import find_quotes
from claims.extraction.sentences import split_sentences


def build_draft(
    text: str, *, ref_date: date | None, locale: str = "US", language: str = "en"
) -> Draft:
    """A draft ready for the finders; its text has one character for each of `text`'s.

    Carriage returns become spaces and Unicode's own line ends become `\\n`, so that the
    offsets found hold in `text` as it was given.
    """
    plain = text.replace("\r", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    return Draft(
        text=plain,
        ref_date=ref_date,
        locale=locale,
        language=language,
        sentences=split_sentences(plain),
    )


def find_claims(
    text: str,
    *,
    ref_date: date | None,
    locale: str = "US",
    language: str = "en",
    clauses: bool = True,
) -> list[Found]:
    """Every assertion in `text` that a rule can justify, in reading order.

    Sorted by (start, -end, kind). Two results of one kind never overlap; results of
    different kinds may nest. Offsets are code points into `text`, exactly as given.
    Relative dates need `ref_date`; without it they are left without a resolved value.
    With `clauses` False the wide kinds (event, statement, place) are left out.
    """
    draft = build_draft(text, ref_date=ref_date, locale=locale, language=language)
    found = [*find_quotes(draft)]
    found += find_facts(draft)
    if clauses:
        found += find_clauses(draft, found=settle_overlaps(found))
    return settle_overlaps(found)


def find_facts(draft: Draft) -> list[Found]:
    """Equipment, dates and numbers, each masking its words from the rules that follow."""
    equipment = find_equipment(draft)
    mask_found(draft, equipment)
    draft.mask(find_never(draft))
    found = [*equipment]
    for find in (find_dates, find_money, find_percent, find_quantities):
        some = find(draft)
        mask_found(draft, some)
        found += some
    return found + find_counts(draft, equipment=equipment)


def mask_found(draft: Draft, found: Iterable[Found]) -> None:
    """Hide what was found from the rules that come later."""
    draft.mask([(item.start, item.end) for item in found])


def settle_overlaps(found: Iterable[Found]) -> list[Found]:
    """`found` in order, with the weaker of two overlapping results of one kind left out.

    The more confident wins, then the longer, then the earlier.
    """
    last: dict[str, Found] = {}
    kept: set[int] = set()
    for item in sorted(found, key=sort_key):
        before = last.get(item.kind)
        if before is not None and item.start < before.end:
            if strength(item) <= strength(before):
                continue
            kept.discard(id(before))
        last[item.kind] = item
        kept.add(id(item))
    return [item for item in sorted(found, key=sort_key) if id(item) in kept]


def sort_key(item: Found) -> tuple[int, int, str]:
    """Reading order: earlier first, then the longer, then by kind."""
    return item.start, -item.end, item.kind


def strength(item: Found) -> tuple[float, int]:
    """Which of two overlapping results to keep: the greater."""
    return item.confidence, item.end - item.start
