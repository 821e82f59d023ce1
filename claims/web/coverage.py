"""The coverage strip: a cell a sentence, as wide as the sentence is long. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

WIDTH = 1000.0
GAP = 2.5
SHAPES = {  # state: y and height in a strip 12 high
    "done": (0.0, 12.0),
    "todo": (6.0, 6.0),
    "waived": (9.5, 2.5),
    "open": (0.5, 11.0),
}


class Cell(NamedTuple):
    """One rectangle of the strip, in the units of its view box (1000 by 12)."""

    state: str
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Strip:
    """The cells and how many there are of each state."""

    cells: Sequence[Cell]
    done: int
    todo: int
    waived: int
    open: int


def draw_strip(sentences: Sequence[tuple[int, str]]) -> Strip:
    """Lay out (length in characters, state) pairs; states are done, todo, waived, open."""
    total = sum(length for length, _ in sentences) or 1
    gap = min(GAP, WIDTH / (3 * max(len(sentences), 1)))
    scale = (WIDTH - gap * len(sentences)) / total
    x, cells = gap / 2, []
    for length, state in sentences:
        y, height = SHAPES[state]
        cells.append(Cell(state, round(x, 1), round(length * scale, 1), y, height))
        x += length * scale + gap
    counts = {name: sum(1 for _, s in sentences if s == name) for name in SHAPES}
    return Strip(cells, **counts)


def judge_sentence(*, waived: bool, settled: Sequence[bool]) -> str:
    """Give a sentence's state from whether it is waived and each claim in it is settled."""
    if waived:
        return "waived"
    if not settled:
        return "open"
    return "done" if all(settled) else "todo"
