"""New words in place of exact spans, and where other spans stand afterwards. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.workflow.anchoring import Span


@dataclass(frozen=True, slots=True)
class Swap:
    """Put `words` in place of code points `start` to `end` (end-exclusive)."""

    start: int
    end: int
    words: str


def close_gap(text: str, swap: Swap) -> Swap:
    """Take one space along where words are deleted, so that none doubles."""
    before = text[swap.start - 1 : swap.start]
    after = text[swap.end : swap.end + 1]
    if not swap.words and before == " " and not after.isalnum():
        return Swap(swap.start - 1, swap.end, "")
    if not swap.words and before in ("", "\n", "“") and after == " ":
        return Swap(swap.start, swap.end + 1, "")
    return swap


def find_clash(swaps: Sequence[Swap]) -> tuple[Swap, Swap] | None:
    """Give two swaps that share characters, or None; `swaps` in order of start."""
    for one, two in pairwise(swaps):
        if two.start < one.end:
            return one, two
    return None


def apply_swaps(text: str, swaps: Sequence[Swap]) -> str:
    """Give `text` with every swap made; `swaps` in order, none sharing a character."""
    pieces, at = [], 0
    for swap in swaps:
        pieces += [text[at : swap.start], swap.words]
        at = swap.end
    return "".join([*pieces, text[at:]])


def shift_span(span: Span, swaps: Sequence[Swap]) -> Span | None:
    """Where `span` stands after the swaps: shifted, or grown with a swap inside it.

    None where a swap covers it or cuts across its edge: then its words are not there.
    """
    start, end = span
    for swap in swaps:
        grown = len(swap.words) - (swap.end - swap.start)
        if swap.end <= span.start:
            start, end = start + grown, end + grown
        elif swap.start >= span.end:
            continue
        elif span.start <= swap.start and swap.end <= span.end:
            end += grown
        else:
            return None
    return Span(start, end) if end > start else None
