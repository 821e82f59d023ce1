"""An article's text cut into paragraphs, and those into nested runs of marked words. Pure.

Offsets are code points, end-exclusive, as everywhere on the desk. Overlapping marks nest;
crossing ones are cut where the outer ends, and the number stands after the last run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from claims.galley.runs import split_paragraphs

LANES = 3  # further overlaps are told apart by number only
SHORT = 24  # characters that are kept on one line


class Mark(NamedTuple):
    """Words to mark. Number 0 is a waived sentence: it has no lane and no number."""

    start: int
    end: int
    number: int = 0
    state: str = ""
    label: str = ""
    note: str = ""
    letters: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A step of a paragraph: `text`, `open`, `close`, or `key` (the raised number)."""

    do: str
    text: str = ""
    mark: Mark | None = None
    lane: int = 0
    short: bool = False


@dataclass(slots=True)
class Paragraph:
    """One block of text: its tokens, and the marks that begin in it for the margin."""

    start: int
    end: int
    tokens: list[Token] = field(default_factory=list)
    margin: list[Mark] = field(default_factory=list)


def cut_text(text: str, marks: Sequence[Mark]) -> list[Paragraph]:
    """Give the paragraphs of `text`, marked; joining all `text` tokens gives them back."""
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.number))
    lanes = assign_lanes(ordered)
    paragraphs = []
    running: list[Mark] = []
    following = 0
    for start, end in split_paragraphs(text):
        running = [mark for mark in running if mark.end > start]
        while following < len(ordered) and ordered[following].start < end:
            running.append(ordered[following])
            following += 1
        inside = [mark for mark in running if mark.end > start]
        block = Paragraph(start, end)
        block.margin = [m for m in inside if m.number and start <= m.start < end]
        block.tokens = list(cut_paragraph(text, start, end, inside, lanes))
        paragraphs.append(block)
    return paragraphs


def assign_lanes(ordered: Sequence[Mark]) -> dict[int, int]:
    """Give each claim the lowest lane that no mark still running holds, by number."""
    lanes: dict[int, int] = {}
    running: list[Mark] = []
    for mark in ordered:
        if not mark.number:
            continue
        running = [one for one in running if one.end > mark.start]
        taken = {lanes[one.number] for one in running}
        lanes[mark.number] = next(n for n in range(len(taken) + 1) if n not in taken)
        running.append(mark)
    return lanes


def cut_paragraph(
    text: str, start: int, end: int, marks: Sequence[Mark], lanes: dict[int, int]
) -> Iterator[Token]:
    """Yield the tokens of one paragraph; every `open` has its `close` in it."""
    edges = {start, end}
    for mark in marks:
        edges |= {max(mark.start, start), min(mark.end, end)}
    cuts = sorted(edges)
    stack: list[Mark] = []
    for at, until in zip(cuts, [*cuts[1:], end], strict=True):
        yield from close_marks(stack, at, lanes)
        for mark in marks:
            if max(mark.start, start) == at < mark.end and mark not in stack:
                stack.append(mark)
                yield open_mark(mark, lanes)
        if until > at:
            yield Token("text", text[at:until])
    for mark in reversed(stack):
        yield Token("close", mark=mark)
        if mark.end == end:
            yield Token("key", mark=mark)


def close_marks(stack: list[Mark], at: int, lanes: dict[int, int]) -> Iterator[Token]:
    """Close the marks that end at `at`; those cut by that are opened again after it."""
    ending = [mark for mark in stack if mark.end <= at]
    if not ending:
        return
    first = stack.index(ending[0])
    cut = [mark for mark in stack[first:] if mark.end > at]
    for mark in reversed(stack[first:]):
        yield Token("close", mark=mark)
        if mark.end <= at:
            yield Token("key", mark=mark)
    del stack[first:]
    for mark in cut:
        stack.append(mark)
        yield open_mark(mark, lanes)


def open_mark(mark: Mark, lanes: dict[int, int]) -> Token:
    """Give the token that opens a run of `mark`."""
    lane = min(lanes.get(mark.number, 0), LANES)
    return Token("open", mark=mark, lane=lane, short=mark.end - mark.start <= SHORT)
