"""Tell-tale phrases of missing, walled, parked and broken pages, found on folded words."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile("['\u2019\u02bc\u2018`\u00b4]")
# Letters that no normalisation form takes apart, and that people type without the stroke.
STROKES = str.maketrans("łøđħŧı", "lodhti")
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？؟।])\s*|\n+")
SPACELESS = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\u1000-\u109f\u1780-\u17ff]"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """`kind` is missing, login, captcha, …; `role` is title, body, noun or gone."""

    kind: str
    role: str
    lang: str
    words: str


@cache
def compile_marks() -> re.Pattern[str]:
    """One class of all combining marks of the basic plane: a regex is ten times faster
    than asking about each character."""
    marks = [c for c in map(chr, range(0x300, 0xFFFF)) if unicodedata.combining(c)]
    return re.compile(f"[{''.join(marks)}]+")


def strip_marks(decomposed: str) -> str:
    return compile_marks().sub("", decomposed)


def fold_words(text: str) -> str:
    """`text` as lower-case words without accents and punctuation, single-spaced.

    Words keep their order. Combining marks go, so that a page typed without accents, or
    with them decomposed, reads the same.
    """
    text = APOSTROPHES.sub("", text)
    if not text.isascii():
        text = strip_marks(unicodedata.normalize("NFKD", text)).casefold()
        return " ".join(WORD.findall(text.translate(STROKES)))
    return " ".join(WORD.findall(text.casefold()))


@dataclass(frozen=True, slots=True)
class Index:
    """Phrases by their longest word, and those of scripts without spaces apart."""

    by_word: dict[str, tuple[Phrase, ...]]
    spaceless: tuple[Phrase, ...]


def read_phrases() -> Iterator[Phrase]:
    missing = tomllib.loads((FOLDER / "page_phrases.toml").read_text(encoding="utf-8"))
    walls = tomllib.loads((FOLDER / "wall_phrases.toml").read_text(encoding="utf-8"))
    tables = [("missing", lang, table) for lang, table in missing["missing"].items()]
    tables += [(kind, "", table) for kind, table in walls.items()]
    for kind, lang, table in tables:
        for role, phrases in table.items():
            for words in {fold_words(phrase) for phrase in phrases}:
                yield Phrase(kind, role, lang, words)


@cache
def load_index() -> Index:
    by_word: dict[str, list[Phrase]] = {}
    spaceless: list[Phrase] = []
    for phrase in read_phrases():
        if SPACELESS.search(phrase.words):
            spaceless.append(phrase)
        else:
            by_word.setdefault(max(phrase.words.split(), key=len), []).append(phrase)
    return Index({word: tuple(p) for word, p in by_word.items()}, tuple(spaceless))


def find_phrases(folded: str) -> list[Phrase]:
    """All phrases that occur in folded words, whole words only, in no special order."""
    index = load_index()
    padded = f" {folded} "
    found = [
        phrase
        for word in index.by_word.keys() & set(folded.split())
        for phrase in index.by_word[word]
        if f" {phrase.words} " in padded
    ]
    if not folded.isascii() and SPACELESS.search(folded):
        found += [phrase for phrase in index.spaceless if phrase.words in folded]
    return found


def split_sentences(text: str) -> list[str]:
    return [part for part in SENTENCE_END.split(text) if part and part.strip()]
