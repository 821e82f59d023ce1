"""Pairing quotation marks: which words of a paragraph stand between them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

CLOSERS = {
    "“": '”"',
    '"': '"”',
    "„": "“”",
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "‘": "’'",
    "'": "'’",
}
SINGLES = "‘’'"
MARK = re.compile(r"[“”\"„«»‹›「」『』‘’']")
# What may be left out before an apostrophe at a word's start: the '80s, 'em, rock 'n' roll.
ELISION = re.compile(
    r"[‘’'](?:\d0s?\b|\d\d\b|(?:tis|twas|em|til|till|n|cause|cos|bout|round|neath|cept|im|er)\b)",
    re.IGNORECASE,
)
BEFORE_OPENING = frozenset(
    " \t\n\u00a0\u202f\u2009([{—–-/…“„«‘\"'\ufeff\u200e\u200f\u2067\u2066"
)
ENDS_SPEECH = ",.?!…;:—–"
BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One quoted stretch: `start`, `end` are the words, `open` the opening mark's offset.

    `after` is the offset behind the closing mark; `closed` is False where the paragraph
    ends first.
    """

    open: int
    start: int
    end: int
    after: int
    closed: bool


@dataclass(slots=True)
class Paragraph:
    """A paragraph, end-exclusive, and the quoted pieces in it, in order."""

    start: int
    end: int
    pieces: list[Piece] = field(default_factory=list)


def read_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of `text` that hold words, each with its quoted pieces."""
    paragraphs = [Paragraph(*bounds) for bounds in split_paragraphs(text)]
    for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
        opener = text[following.start] if following else ""
        paragraph.pieces = [
            trimmed
            for piece in pair_marks(text, paragraph.start, paragraph.end, opener=opener)
            if (trimmed := trim_piece(text, piece))
        ]
    return paragraphs


def split_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of paragraphs without surrounding white space.

    A blank line ends one; so does a line end after a finished sentence or before an
    opening mark.
    """
    at = 0
    for stop, resume in [*(m.span() for m in BLANK.finditer(text)), (len(text), len(text))]:
        line = at
        while (newline := text.find("\n", line, stop)) != -1:
            if ends_line(text, newline, stop):
                yield from trim_bounds(text, at, newline)
                at = newline + 1
            line = newline + 1
        yield from trim_bounds(text, at, stop)
        at = resume


def ends_line(text: str, newline: int, stop: int) -> bool:
    """True when the line end at `newline` ends a paragraph."""
    behind = text[max(0, newline - 8) : newline].rstrip()[-1:]
    ahead = text[newline + 1 : min(stop, newline + 9)].lstrip()[:1]
    return behind in {*'.!?:”»"', ""} or ahead in {*"“„«", ""}


def trim_bounds(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The bounds without surrounding white space; nothing where nothing is left."""
    words = text[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def trim_piece(text: str, piece: Piece) -> Piece | None:
    """The piece without white space inside its marks; None when no letter is left."""
    for start, end in trim_bounds(text, piece.start, piece.end):
        if any(char.isalnum() for char in text[start : min(end, start + 200)]):
            return Piece(piece.open, start, end, piece.after, piece.closed)
    return None


def pair_marks(text: str, start: int, end: int, *, opener: str) -> Iterator[Piece]:
    """The outermost quoted pieces of one paragraph.

    `opener` is the first character of the next paragraph: a quotation left open here
    goes on there when the mark is the same.
    """
    marks = [m.start() for m in MARK.finditer(text, start, end)]
    closings = close_singles(text, marks, end)
    open_at, skip_to = -1, start
    for at in marks:
        if at < skip_to:
            continue
        if (
            open_at >= 0
            and text[at] in CLOSERS[text[open_at]]
            and not (text[at] == text[open_at] and opens(text, at, start, end))
        ):
            yield Piece(open_at, open_at + 1, at, at + 1, True)
            open_at = -1
        elif (open_at < 0 or text[at] == text[open_at]) and opens(text, at, start, end):
            close = closings.get(at, -1)
            if close >= 0:
                yield Piece(at, at + 1, close, close + 1, True)
                skip_to = close + 1
            open_at = -1 if text[at] in SINGLES else at
    if open_at >= 0 and (open_at == start or opener == text[open_at]):
        yield Piece(open_at, open_at + 1, end, end, False)


def opens(text: str, at: int, start: int, end: int) -> bool:
    """True when the mark at `at` can open a quotation."""
    mark = text[at]
    if at + 1 >= end or (text[at + 1].isspace() and mark not in "«„»"):
        return False
    if mark in "“„«「『‹":
        return True
    before = text[at - 1] if at > start else " "
    if before not in BEFORE_OPENING:
        return False
    if mark == "»":
        return not text[at + 1].isspace()
    if mark in "‘'":
        return not ELISION.match(text, at) and text[at + 1] not in ",.;:?!)"
    return mark in '"”' and text[at + 1] not in ",.;:?!)"


def close_singles(text: str, marks: list[int], end: int) -> dict[int, int]:
    """For each single opening mark, where it closes; apostrophes are told apart.

    A mark behind a letter s and before another word is more likely a possessive: it
    closes only when nothing better follows before the next opening.
    """
    singles = [at for at in marks if text[at] in SINGLES]
    openings = [at for at in singles if text[at] in "‘'" and opens(text, at, 0, end)]
    closings = [at for at in singles if text[at] in "’'" and closes(text, at, end)]
    strong = [at for at in closings if not looks_possessive(text, at, end)]
    found = {}
    for at, limit in zip(openings, [*openings[1:], end], strict=False):
        for candidates in (strong, closings):
            index = bisect_right(candidates, at + 1)
            if at not in found and index < len(candidates) and candidates[index] <= limit:
                found[at] = candidates[index]
    return found


def closes(text: str, at: int, end: int) -> bool:
    """True when the single mark at `at` can close: a word before it, none after it."""
    after = text[at + 1] if at + 1 < end else " "
    return at > 0 and not text[at - 1].isspace() and not after.isalnum()


def looks_possessive(text: str, at: int, end: int) -> bool:
    """True for the mark in `the soldiers' pay`."""
    if text[at - 1] not in "sSzx":
        return False
    after = text[at + 1 : min(at + 3, end)]
    return len(after) == 2 and after[0].isspace() and after[1].isalnum()
