"""Merging what a model suggests with what the rules found; the rules always win.

Asking the model belongs elsewhere: here its answer is only data. A suggestion is kept when
its words stand verbatim in the text; their offsets are found here, never taken from it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from claims.extraction.found import KINDS, Found

LONGEST = 2000  # characters of one suggested span
MOST = 500  # suggestions read from one answer
AGREED = 0.99


def merge_suggestions(
    text: str, found: Sequence[Found], suggestions: Iterable[object], *, model: str
) -> list[Found]:
    """`found` with the model's verbatim suggestions beside it, in reading order.

    A suggestion with the kind and place of a rule's result raises its confidence a little
    and changes nothing else; one that overlaps a result of its kind in another way is
    dropped; the rest are added under the rule `model:<name>` with confidence 0.4.
    Junk (wrong types, unknown kinds, words that are not in the text) is dropped.
    """
    merged = list(found)
    used: set[tuple[int, str]] = {(item.start, item.kind) for item in merged}
    for suggestion in list(suggestions)[:MOST]:
        placed = place_suggestion(text, suggestion, used, model=model)
        if placed is None:
            continue
        clash = [
            at
            for at, item in enumerate(merged)
            if item.kind == placed.kind
            and item.start < placed.end
            and placed.start < item.end
        ]
        if not clash:
            merged.append(placed)
            used.add((placed.start, placed.kind))
        elif (merged[clash[0]].start, merged[clash[0]].end) == (placed.start, placed.end):
            merged[clash[0]] = agree(merged[clash[0]], model)
    return sorted(merged, key=lambda item: (item.start, -item.end, item.kind))


def place_suggestion(
    text: str, suggestion: object, used: set[tuple[int, str]], *, model: str
) -> Found | None:
    """The suggestion at the first place its words stand that is not taken yet."""
    if not isinstance(suggestion, Mapping):
        return None
    words, kind = suggestion.get("text"), suggestion.get("kind")
    if not isinstance(words, str) or not isinstance(kind, str) or kind not in KINDS:
        return None
    words = words.strip()
    if not words or len(words) > LONGEST or words not in text:
        return None
    first = start = text.find(words)
    while (start, kind) in used and start >= 0:
        start = text.find(words, start + 1)
    start = start if start >= 0 else first
    value: Any = suggestion.get("value")
    return Found(
        start=start,
        end=start + len(words),
        kind=kind,
        value=dict(value) if isinstance(value, Mapping) else {},
        rule=f"model:{model}",
        confidence=0.4,
        reason=f"Suggested by {model}; no rule found it",
    )


def agree(item: Found, model: str) -> Found:
    """A rule's result that the model found too: its reading stays the rule's."""
    return replace(
        item,
        confidence=max(item.confidence, min(AGREED, item.confidence + 0.02)),
        parts={**item.parts, "model": model},
    )
