"""Where sentences begin and end, with a newsroom's abbreviations and headlines."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import nupunkt

DATA = Path(__file__).parent / "data" / "abbreviations_en.toml"
BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
# The splitter looks ahead to the end of a run of non-space for each mark in it, which is
# quadratic; no word of a language is this long.
RUN = re.compile(r"\S{400}")
LAST_WORD = re.compile(r"([^\s(\[“‘\"']{1,12})\.$")
NEXT_WORD = re.compile(r"[^\W\d_]+")
WRAPPED = range(45, 111)


@lru_cache(maxsize=1)
def read_abbreviations() -> dict[str, Any]:
    """The abbreviation lists, as data/abbreviations_en.toml holds them."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def build_tokenizer() -> Any:
    """The Punkt tokenizer with our abbreviations added; private to this module."""
    tokenizer = nupunkt.load_default_model()
    lists = read_abbreviations()
    tokenizer.add_abbreviations(lists["open"] + lists["known"])
    return tokenizer


@lru_cache(maxsize=1)
def read_rules() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(always open, go on before certain words, those words)."""
    lists = read_abbreviations()
    after = lists["continues"]
    return frozenset(lists["open"]), frozenset(after["after"]), frozenset(after["words"])


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Sentences of `text` in order, as (start, end) code points, end-exclusive.

    No sentence crosses a paragraph's end; a headline without a full stop is a sentence.
    Every character that is not white space lies in exactly one sentence, and no sentence
    begins or ends with white space.
    """
    sentences: list[tuple[int, int]] = []
    for start, end in split_lines(text):
        sentences += join_pieces(text, list(cut_line(text, start, end)))
    return sentences


def split_lines(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that sentences cannot cross: paragraphs, and lines that are not wrapped."""
    text = text.replace("\r", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    at = 0
    for left in [*(m.span() for m in BLANK.finditer(text)), (len(text), len(text))]:
        yield from split_block(text, at, left[0])
        at = left[1]


def split_block(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One paragraph's lines, joined where the line end is only typesetting."""
    at = start
    line = start
    while (newline := text.find("\n", line, end)) != -1:
        if not is_wrapped(text[line:newline], text[newline + 1 : newline + 60]):
            yield at, newline
            at = newline + 1
        line = newline + 1
    yield at, end


def is_wrapped(line: str, following: str) -> bool:
    """True where a sentence goes on in the next line."""
    line, following = line.rstrip(), following.lstrip()
    if not line or not following:
        return False
    if following[0].islower():
        return line[-1] not in ".!?:"
    return len(line) in WRAPPED and line[-1] not in '.!?:”"’»'


def cut_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The tokenizer's pieces of text[start:end], trimmed, with no character lost."""
    for left, right in cut_runs(text, start, end):
        if not text[left:right].strip():
            continue
        for a, b in build_tokenizer().spans(text[left:right]):
            piece = text[left + a : left + b]
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                yield left + a + lead, left + a + len(piece.rstrip())


def cut_runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """text[start:end] cut inside absurdly long runs of non-space."""
    at = start
    for run in RUN.finditer(text, start, end):
        yield at, run.end()
        at = run.end()
    yield at, end


def join_pieces(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces of one line with the wrong cuts healed."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and (start == joined[-1][1] or goes_on(text, *joined[-1], start)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def goes_on(text: str, start: int, end: int, following: int) -> bool:
    """True when the full stop at `end` belongs to an abbreviation or an initial."""
    found = LAST_WORD.search(text[max(start, end - 14) : end])
    if not found:
        return False
    word = found[1]
    always, before_some, words = read_rules()
    if word.lower() in always:
        return word.lower() != "no" or text[following].isdigit()
    if len(word) == 1 and word.isupper():
        return word != "I"
    follower = NEXT_WORD.match(text, following)
    return word.lower() in before_some and follower is not None and follower[0] in words
