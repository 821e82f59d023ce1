"""What was read of an input before anything is stored: text, links, what was assumed."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from claims.errors import BadInput

LARGEST_UPLOAD = 4_000_000  # bytes
LINE_ENDS = re.compile(r"\r\n?|\u2028|\x85|\x0b|\x0c")  # a form feed parts pages
# Characters no text carries: C0 and C1 controls save tab and line feed, lone surrogates,
# non-characters. PostgreSQL cannot store the first of them.
UNPRINTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
BLANK_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*){2,}")


def refuse_large(content: bytes, field: str = "file") -> None:
    """Raise BadInput for more than the readers take."""
    if len(content) > LARGEST_UPLOAD:
        what = "file" if field == "file" else "text"
        raise BadInput(
            f"The {what} is over 4 MB. Send the article’s text only.", field=field
        )


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink over `text[start:end]` (code points, end-exclusive)."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note without an address, at `start` in the text.

    `kind` is footnote, endnote or comment.
    """

    start: int
    kind: str
    words: str


@dataclass(slots=True)
class Reading:
    """An input as the desk understood it. `notices` say in words what was assumed."""

    text: str
    title: str = ""
    byline: str = ""
    published_on: date | None = None
    links: Sequence[Link] = ()
    notes: Sequence[Note] = ()
    notices: list[str] = field(default_factory=list)
    input_format: str = "text"
    source_url: str = ""
    language: str = ""


def clean_text(text: str) -> str:
    """Give `text` in NFC with LF line ends, without unprintable characters or empty edges.

    More than two line ends in a row become two; nothing else is touched.
    """
    plain = UNPRINTED.sub("", LINE_ENDS.sub("\n", text.replace("\u2029", "\n\n")))
    return unicodedata.normalize("NFC", BLANK_LINES.sub("\n\n", plain).strip())


def join_pieces(pieces: Iterable[tuple[str, str]]) -> tuple[str, list[Link]]:
    """Join (words, url or "") pieces into clean text and the links over it.

    Offsets hold in the cleaned text: each end is found by cleaning what stands before it.
    """
    parts: list[str] = []
    spans: list[tuple[int, int, str]] = []
    length = 0
    for words, url in pieces:
        if url and words.strip():
            spans.append((length, length + len(words), url))
        parts.append(words)
        length += len(words)
    raw = "".join(parts)
    text = clean_text(raw)
    links: list[Link] = []
    for start, end, url in spans:
        words = clean_text(raw[start:end])
        # What stands before, cleaned, ends at the link or at the white space before it.
        found = text.find(words, len(clean_text(raw[:start]))) if words else -1
        if found >= 0:
            links.append(Link(found, found + len(words), url))
    return text, links
