"""Plots as SVG made on the server: what a figure needs, with its table of values. Pure.

State is told by fill, hatch and outline as well as by colour, and every value stands in the
table behind the plot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format

WIDTH, HEIGHT, FOOT, LEFT = 640, 140, 24, 40
GAP = 0.2  # of a column's room
TICK = 20  # half a day's name: the last stands whole


@dataclass(frozen=True, slots=True)
class Box:
    """One piece of a column: a rectangle and its class."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Stacked columns, one a day, and what the axes say."""

    boxes: list[Box]
    ticks: list[tuple[float, str]]
    lines: list[tuple[float, str]]
    rows: list[tuple[date, list[int]]]
    totals: list[int]
    width: int = WIDTH
    height: int = HEIGHT + FOOT
    left: int = LEFT


def stack_columns(days: Mapping[date, Mapping[str, int]], kinds: Sequence[str]) -> Columns:
    """Give stacked columns of `kinds`, the first at the bottom, over the days in order."""
    rows = [(day, [found.get(kind, 0) for kind in kinds]) for day, found in days.items()]
    most = max((sum(values) for _, values in rows), default=0)
    top = round_up(most)
    room = (WIDTH - LEFT) / max(1, len(rows))
    boxes = []
    for at, (_, values) in enumerate(rows):
        floor = 0.0
        for kind, value in zip(kinds, values, strict=True):
            if not value:
                continue
            height = value / top * HEIGHT
            x, y = LEFT + at * room + room * GAP / 2, HEIGHT - floor - height
            boxes.append(
                Box(
                    round(x, 1),
                    round(y, 1),
                    round(room * (1 - GAP), 1),
                    round(height, 1),
                    kind,
                )
            )
            floor += height
    step = max(1, len(rows) // 7)
    ticks = [
        (round(min(LEFT + at * room + room / 2, WIDTH - TICK), 1), date_format(day, "j M"))
        for at, (day, _) in enumerate(rows)
        if (len(rows) - 1 - at) % step == 0  # the last day always has its name
    ]
    marks = (top // 2, top) if top % 2 == 0 else (top,)
    lines = [
        (
            round(HEIGHT * (1 - mark / top), 1),
            number_format(mark, use_l10n=True, force_grouping=True),
        )
        for mark in marks
    ]
    totals = [sum(column) for column in zip(*(values for _, values in rows), strict=True)]
    return Columns(boxes, ticks, lines, rows, totals)


def round_up(most: int) -> int:
    """Give the next 1, 2 or 5 times a power of ten that is not below `most`; at least 2."""
    power = 1
    while True:
        for step in (1, 2, 5):
            if step * power >= max(2, most):
                return step * power
        power *= 10
