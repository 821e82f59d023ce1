"""Marked words, margins and the strip as HTML: thousands of small pieces in one pass.

The template engine takes a millisecond for what this does in some microseconds; a page of
four hundred claims has five thousand such pieces. Everything from a person is escaped.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from claims.web.coverage import Cell, Strip
from claims.web.marks import Mark, Paragraph, Token
from claims.web.shapes import VERDICTS, draw_mark

APART = 400  # cells of a strip that a screen can show one by one


def write_tokens(block: Paragraph) -> SafeString:
    """Give a paragraph's marked words; no white space stands between tokens."""
    words = _("Claim %(n)s, %(state)s: %(words)s"), _("waived:")
    return join_safe(write_token(one, *words) for one in block.tokens)


def write_token(token: Token, label: str, waived: str) -> str:
    """Give one step of a paragraph; the raised number is a link, spans are inert."""
    mark = token.mark
    if token.do == "text" or mark is None:
        return escape(token.text)
    if token.do == "close":
        return "</span>"
    if token.do == "open":
        return open_span(token, mark)
    if not mark.number:
        return f' <span class="waiver">{escape(waived)} {escape(mark.note)}</span>'
    told = label % {"n": mark.number, "state": mark.label, "words": mark.note}
    return (
        f'<a class="key" href="#claim-{mark.number}" data-state="{escape(mark.state)}" '
        f'aria-label="{escape(told)}">{mark.number}</a>'
    )


def open_span(token: Token, mark: Mark) -> str:
    """Give the start of a run of marked words."""
    if not mark.number:
        return '<span class="sent-waived">'
    short = " short" if token.short else ""
    return (
        f'<span class="claim{short}" data-claim="{mark.number}" '
        f'data-state="{escape(mark.state)}" data-lane="{token.lane}">'
    )


def write_margin(block: Paragraph) -> SafeString:
    """Give the list of marks that begin in a paragraph; "" where none does."""
    if not block.margin:
        return SafeString("")
    rows = join_safe(map(write_mark, block.margin))
    return mark_safe(f'<ul class="margin" aria-hidden="true">{rows}</ul>')  # noqa: S308  # escaped in write_mark  # nosec B308 B703


def write_mark(mark: Mark) -> str:
    """Give one mark: source letters, verdict, number."""
    verdict = (
        f'<span class="verdict" data-v="{escape(mark.verdict)}">'
        f"{conditional_escape(draw_mark(VERDICTS, mark.verdict))}</span>"
        if mark.verdict
        else ""
    )
    return (
        f'<li data-claim="{mark.number}" data-state="{escape(mark.state)}">'
        f'<span class="src">{escape(mark.letters)}</span>{verdict}<b>{mark.number}</b></li>'
    )


def write_cells(strip: Strip) -> SafeString:
    """Give the strip's rectangles, one path a state; numbers as SVG reads them in every
    language. A rectangle each would be a thousand elements on a long article."""
    cells = join_cells(strip.cells) if len(strip.cells) > APART else strip.cells
    boxes = dict.fromkeys((cell.state for cell in cells), "")
    for cell in cells:
        boxes[cell.state] += write_box(cell)
    return join_safe(f'<path class="{state}" d="{box}"/>' for state, box in boxes.items())


def join_cells(cells: Sequence[Cell]) -> list[Cell]:
    """Give runs of one state as one cell: no screen shows the gaps of so many."""
    joined = []
    for _state, run in groupby(cells, key=attrgetter("state")):
        first, *others = run
        last = others[-1] if others else first
        joined.append(first._replace(width=round(last.x + last.width - first.x, 1)))
    return joined


def write_box(cell: Cell) -> str:
    """Give a rectangle as SVG path data."""
    across = f"{cell.width:g}"
    return f"M{cell.x:g} {cell.y:g}h{across}v{cell.height:g}h-{across}z"


def join_safe(pieces: Iterator[str]) -> SafeString:
    """Join pieces of HTML that were escaped where they were made."""
    return mark_safe("".join(pieces))  # noqa: S308  # see above  # nosec B308 B703
