"""A .docx to a Reading: words, links, and notes that become sources at their sentence."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import normalize

from docx.document import Document

from claims.extraction import split_sentences
from claims.intake.reading import Link, Note, Reading, clean_text
from claims.intake.story import Block, Story
from claims.intake.wordfile import W, open_word_file, read_part

PARTS = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}
ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"“”]+", re.IGNORECASE)
TRAILING = ".,;:!?)]}'’»"
SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
LEVELS = ("title", "heading 1")
TITLE_MOST = 300


def read_docx(content: bytes) -> Reading:
    """Read a .docx: paragraphs and table rows parted by blank lines, changes accepted.

    Hyperlinks are links over their words. An address in a footnote, endnote or comment is
    a link over the sentence that the note stands in; notes without one are in `notes`.

    Raises:
        BadInput: no .docx, damaged, or it unpacks to far too much.
    """
    document = open_word_file(content)
    story = Story(document.part.rels).read(document.element.body)
    blocks = [block for block in story.blocks if "".join(block.pieces).strip()]
    text, links, marks = join_blocks(blocks)
    cited, notes = place_notes(document, text, marks)
    return Reading(
        text=text,
        title=find_title(document, blocks),
        links=sorted((*links, *cited), key=lambda link: (link.start, link.end, link.url)),
        notes=notes,
        notices=describe_changes(story.seen) + describe_notes(marks),
        input_format="docx",
        language=find_language(document),
    )


def join_blocks(
    blocks: Sequence[Block],
) -> tuple[str, list[Link], list[tuple[int, str, str]]]:
    """Give the clean text, its links, and its notes as (offset, kind, id) in order.

    Every block is cut at its links and notes, and each cut is cleaned by itself: that gives
    its offset in clean text. Where a letter and its accent stand on two sides of a cut, the
    offsets after it may be off by one.
    """
    text, links, notes = "", [], []
    for block in blocks:
        text += "\n\n" if text else ""
        words, places = clean_block(block)
        begin, text = len(text), text + words
        for start, end, url in block.links:
            if places[start] < places[end]:
                links.append(Link(begin + places[start], begin + places[end], url))
        notes += [
            (begin + places[min(at, block.length)], kind, key)
            for at, kind, key in block.notes
        ]
    cleaned = clean_text(text)
    if len(cleaned) < len(text):
        links = [link for link in links if link.end <= len(cleaned)]
    return cleaned, links, sorted(notes, key=lambda note: note[0])


def clean_block(block: Block) -> tuple[str, dict[int, int]]:
    """Give a block's clean words, and where each cut of it lies in them."""
    raw = "".join(block.pieces)
    first, last = len(raw) - len(raw.lstrip()), len(raw.rstrip())
    cuts = {0, block.length}
    cuts |= {at for start, end, _ in block.links for at in (start, end)}
    cuts |= {min(at, block.length) for at, _, _ in block.notes}
    places, words, before = {}, "", first
    for cut in sorted(cuts):
        at = min(max(cut, first), last)
        words += normalize("NFC", raw[before:at])
        places[cut] = len(words)
        before = at
    return words, places


def place_notes(
    document: Document, text: str, marks: Sequence[tuple[int, str, str]]
) -> tuple[list[Link], list[Note]]:
    """Give a link for each address in a note, over the note's sentence, and the notes
    that hold none."""
    spans = split_sentences(text) if marks else []
    stories = {kind: read_notes(document, kind) for kind in {mark[1] for mark in marks}}
    links, notes = [], []
    for at, kind, key in marks:
        words, urls = stories[kind].get(key, ("", []))
        start, end = find_sentence(spans, at)
        links += [Link(start, end, url) for url in urls]
        if words and not urls:
            notes.append(Note(start, kind, words))
    return links, notes


def find_sentence(spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """Give the sentence of a note's mark, which stands behind what it is about."""
    index = bisect_right(spans, max(at - 1, 0), key=lambda span: span[0]) - 1
    return spans[max(index, 0)] if spans else (0, 0)


def read_notes(document: Document, kind: str) -> dict[str, tuple[str, list[str]]]:
    """Give (words, addresses) of each note of a kind, by id."""
    rows, relations = read_part(document, PARTS[kind])
    return {
        row.get(f"{W}id", ""): read_note(row, relations)
        for row in rows
        if isinstance(row.tag, str) and row.get(f"{W}type") not in SEPARATORS
    }


def read_note(row: Any, relations: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Give a note's words on one line and its addresses, each once; linked ones first."""
    blocks = Story(relations).read(row).blocks
    words = " ".join(clean_text(" ".join("".join(b.pieces) for b in blocks)).split())
    linked = [url for block in blocks for _, _, url in block.links]
    written = [complete(found[0]) for found in ADDRESS.finditer(words)]
    return words, list(dict.fromkeys(linked or written))


def complete(address: str) -> str:
    """Give a written address with its scheme, without the punctuation behind it."""
    address = address.rstrip(TRAILING)
    return address if "://" in address else f"https://{address}"


def find_title(document: Document, blocks: Iterable[Block]) -> str:
    """Give the first paragraph in the style Title, else Heading 1, else "" for none."""
    names = {style.style_id: (style.name or "").lower() for style in document.styles}
    found: dict[str, str] = {}
    for block in blocks:
        words = " ".join(clean_text("".join(block.pieces)).split())
        if len(words) <= TITLE_MOST:
            found.setdefault(names.get(block.style, ""), words)
    return next((found[level] for level in LEVELS if level in found), "")


def find_language(document: Document) -> str:
    """Give the two letters of the document's own language, "" where it names none."""
    tag = document.styles.element.find(f"{W}docDefaults//{W}lang")
    return (tag.get(f"{W}val", "") if tag is not None else "")[:2].lower()


def describe_changes(seen: Counter[str]) -> list[str]:
    """Say what was accepted, and what was left out or stands elsewhere."""
    said = []
    if seen["inserted"] or seen["deleted"]:
        said.append(
            "Tracked changes were accepted: "
            f"{count(seen['inserted'], 'insertion')} kept, "
            f"{count(seen['deleted'], 'deletion')} left out."
        )
    if seen["hidden"]:
        said.append("Hidden text was left out.")
    if seen["boxes"]:
        said.append("Text boxes stand after the paragraph they hang on.")
    if seen["pictures"]:
        said.append(f"{count(seen['pictures'], 'picture')} left out.")
    return said


def describe_notes(marks: Sequence[tuple[int, str, str]]) -> list[str]:
    """Say how many notes went to the claims of their sentences."""
    kinds = Counter(kind for _, kind, _ in marks)
    if not kinds:
        return []
    each = ", ".join(count(kinds[kind], kind) for kind in PARTS if kinds[kind])
    return [f"Read as sources of the sentence they stand in: {each}."]


def count(n: int, word: str) -> str:
    """Give a number with its word, in the plural where it is due."""
    return f"{n} {word}{'' if n == 1 else 's'}"
