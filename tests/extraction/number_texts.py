"""Reading a short text with every number rule, in the order the pipeline uses."""

from typing import Any

from claims.extraction.found import Draft, Found
from claims.extraction.numbers import (
    find_counts,
    find_money,
    find_never,
    find_percent,
    find_quantities,
)


def read_numbers(
    text: str,
    *,
    locale: str = "US",
    language: str = "en",
    designations: tuple[str, ...] = (),
) -> list[Found]:
    """What the number rules find in `text`; each designation is masked as equipment."""
    draft = Draft(text=text, ref_date=None, locale=locale, language=language)
    equipment = [_find_words(text, words) for words in designations]
    draft.mask([(one.start, one.end) for one in equipment])
    draft.mask(find_never(draft))
    found: list[Found] = []
    for find in (find_money, find_percent, find_quantities):
        some = find(draft)
        draft.mask([(one.start, one.end) for one in some])
        found += some
    found += find_counts(draft, equipment=equipment)
    return sorted(found, key=lambda one: one.start)


def _find_words(text: str, words: str) -> Found:
    at = text.index(words)
    return Found(at, at + len(words), "equipment", {}, "test", 1.0)


def list_spans(text: str, **how) -> list[tuple[str, str]]:
    """(kind, words) of everything found in `text`."""
    return [(one.kind, text[one.start : one.end]) for one in read_numbers(text, **how)]


def read_value(text: str, **how) -> dict[str, Any]:
    """The value of the only thing found in `text`."""
    (only,) = read_numbers(text, **how)
    return dict(only.value)
