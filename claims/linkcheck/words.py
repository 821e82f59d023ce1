"""Text as comparable words: numbers by value, typography apart, each with its kind."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import pairwise
from pathlib import Path

from claims.linkcheck.fold import INVISIBLE, fold_digits
from claims.linkcheck.phrases import fold_words

DATA = Path(__file__).parent / "data" / "fact_words.toml"
ENGLISH = re.compile(
    r"\b(?:the|and|were|by|that|with|from|its|this|are|will|would|which|been|not|their)\b",
    re.IGNORECASE,
)
TOKEN = re.compile(
    r"(?<!\w)[-+\u2212](?=\d)"  # a sign
    r"|\d{1,3}(?:[,'\u2019\xa0\u202f\u2009 ]\d{3})+(?![\d])(?:\.\d+)?"  # 1,204 or 1 204
    r"|\d{1,3}(?:\.\d{3})+(?![\d])(?:,\d+)?"  # 1.204 1.204,5
    r"|\d+(?:[.,:/]\d+)*"
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+"
    r"|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|(?:[^\W\d_][\u0300-\u036f\u0590-\u05c7\u064b-\u065f\u0900-\u0dff'\u2019\u02bc]*)+"
    r"|[%\u2030$\u20ac\u00a3\u00a5\u20b9\u20bd\u20ba\u20a9\u00bc-\u00be\u00b0\u00b2\u00b3\u00b9&^]"
)
BREAK = re.compile(rf"(?:[-\u2010]\s*\n\s*|{INVISIBLE.pattern}+\s*)")
SAME = {"&": "and", "percent": "%", "per cent": "%", "%": "%", "ok": "okay"}


@dataclass(frozen=True, slots=True)
class Word:
    """`key` compares; `kind` is number, date, negation, name or word; the span is into the
    text it was read from, end exclusive."""

    key: str
    kind: str
    start: int
    end: int


@cache
def load_fact_words() -> dict[str, frozenset[str]]:
    tables = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {
        kind: frozenset(fold_words(word) for word in table.get("words", ()))
        for kind, table in tables.items()
    }


@cache
def load_number_values() -> dict[str, str]:
    table: dict[str, str] = tomllib.loads(DATA.read_text(encoding="utf-8"))["number"][
        "value"
    ]
    return {fold_words(word): value for word, value in table.items()}


@cache
def load_retractions() -> tuple[str, ...]:
    tables = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return tuple(fold_words(phrase) for phrase in tables["retraction"]["phrases"])


def is_english(text: str) -> bool:
    """Whether a passage is English enough for a full stop to be its decimal point."""
    return len(ENGLISH.findall(text[:2000])) * 12 >= len(text[:2000].split())


def read_number(raw: str, *, english: bool) -> str:
    """A number's value as one spelling: 1,204 = 1 204 = 1'204, and 1.204 where not English.

    Times, dates and fractions keep their parts. A comma before other than three digits is
    a decimal one; a full stop before three digits is too, unless several or not English.
    """
    raw = re.sub("[ \xa0\u202f\u2009'\u2019]", "", raw)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", raw):
        raw = raw.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}", raw) or (
        not english and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", raw)
    ):
        raw = raw.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d+,\d+", raw):
        raw = raw.replace(",", ".")
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return raw
    return format(value.normalize(), "f") if value else "0"


def fold_word(raw: str) -> str:
    """A word's key: no accents, marks, apostrophes or case."""
    if raw.isascii():
        return raw.replace("'", "").lower()
    bare = unicodedata.normalize("NFKD", raw)
    kept = "".join(
        c for c in bare if not unicodedata.combining(c) and c not in "'\u2019\u02bc"
    )
    return kept.casefold()


def read_word(raw: str, *, english: bool) -> tuple[str, str]:
    """(key, kind) of one token; names are told apart later, by their place."""
    facts = load_fact_words()
    if raw[0].isdigit():
        return read_number(fold_digits(raw), english=english), "number"
    key = fold_word(raw)
    if value := load_number_values().get(key):
        return value, "number"
    short = key.endswith("nt") and "'" in raw.replace("\u2019", "'")
    if short or key in facts["negation"]:
        return key, "negation"
    if key in facts["month"] or key in facts["weekday"]:
        return key, "date" if raw[0].isupper() or key != "may" else "word"
    if key in facts["number"] or raw in "%\u2030$\u20ac\u00a3\u00a5-+\u2212":
        return SAME.get(key, "-" if raw == "\u2212" else key), "number"
    return SAME.get(key, key), "word"


def read_words(text: str, *, english: bool | None = None) -> list[Word]:
    """The words of a text in order. 'per cent' is one word with '%'.

    `english` settles how 1.204 is read; left out, the text itself does.
    """
    english = is_english(text) if english is None else english
    words: list[Word] = []
    for match in TOKEN.finditer(text):
        key, kind = read_word(match[0], english=english)
        if key == "cent" and words and words[-1].key == "per":
            words[-1] = Word("%", "number", words[-1].start, match.end())
            continue
        if kind == "word" and is_name(text, match, first=not words):
            kind = "name"
        words.append(Word(key, kind, match.start(), match.end()))
    return mark_dates(words)


def is_name(text: str, match: re.Match[str], *, first: bool) -> bool:
    """Whether a capitalised word stands inside a sentence."""
    if first or not match[0][0].isupper():
        return False
    before = text[max(0, match.start() - 3) : match.start()].rstrip()
    return not before.endswith((".", "!", "?", "\n", ":", "\u2022"))


def mark_dates(words: list[Word]) -> list[Word]:
    """Numbers beside a month, and plain years, become dates."""
    marked = list(words)
    for index, (one, two) in enumerate(pairwise(words)):
        if {one.kind, two.kind} == {"number", "date"}:
            spot = index if one.kind == "number" else index + 1
            word = words[spot]
            marked[spot] = Word(word.key, "date", word.start, word.end)
    return [
        Word(w.key, "date", w.start, w.end)
        if w.kind == "number" and re.fullmatch(r"(?:1[5-9]|20)\d\d", w.key)
        else w
        for w in marked
    ]


def join_broken(words: list[Word], text: str) -> list[Word]:
    """The words with those made one again that a line's end or a soft hyphen broke."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        plain = last is not None and {last.kind, word.kind} <= {"word", "name"}
        if last and plain and BREAK.fullmatch(text, last.end, word.start):
            joined[-1] = Word(last.key + word.key, last.kind, last.start, word.end)
        else:
            joined.append(word)
    return joined
