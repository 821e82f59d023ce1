"""An article's text cut into paragraphs, and those into runs between edges of claims.

Pure. Offsets are code points, end-exclusive. Claims may nest, cross and run over
paragraphs; each one's number stands once, after the last run that holds a character of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """The words of one claim, by its number in the article."""

    number: int
    start: int
    end: int


@dataclass(slots=True)
class Run:
    """Words under the same claims; `ending` are those whose last words these are."""

    start: int
    text: str
    inside: tuple[int, ...] = ()
    ending: tuple[int, ...] = ()


@dataclass(slots=True)
class Block:
    """One paragraph; its runs' texts joined give it back."""

    start: int
    end: int
    runs: list[Run]

    @property
    def ending(self) -> list[int]:
        """The claims whose numbers stand in this paragraph, in order."""
        return [number for run in self.runs for number in run.ending]


def split_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between blank lines, without white space at their edges."""
    at = 0
    for gap in [*BLANK_LINE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        block = text[at:end]
        start = at + len(block) - len(block.lstrip())
        if block.strip():
            yield start, at + len(block.rstrip())
        at = gap.end() if gap else end


def cut_runs(text: str, spans: Sequence[Span]) -> list[Block]:
    """Give the paragraphs of `text` with every number of `spans` ending exactly once."""
    ordered = sorted(spans, key=lambda span: (span.start, -span.end, span.number))
    blocks = [
        Block(start, end, list(cut_block(text, start, end, ordered)))
        for start, end in split_paragraphs(text)
    ]
    runs = [run for block in blocks for run in block.runs]
    if runs:
        for span in sorted(spans, key=lambda span: (span.end, -span.start, span.number)):
            last = find_last(runs, span.end)
            last.ending = (*last.ending, span.number)
    return blocks


def cut_block(text: str, start: int, end: int, ordered: Sequence[Span]) -> Iterator[Run]:
    """Yield the runs of one paragraph, which is not empty."""
    near = [span for span in ordered if span.start < end and span.end > start]
    edges = {start, end}
    for span in near:
        edges |= {max(span.start, start), min(span.end, end)}
    cuts = sorted(edges)
    for at, until in pairwise(cuts):
        inside = [span.number for span in near if span.start <= at and span.end >= until]
        yield Run(at, text[at:until], tuple(inside))


def find_last(runs: Sequence[Run], end: int) -> Run:
    """Give the last run that begins before `end`, or the first of all."""
    low, high = 0, len(runs)
    while low < high:
        middle = (low + high) // 2
        if runs[middle].start < end:
            low = middle + 1
        else:
            high = middle
    return runs[max(low - 1, 0)]
