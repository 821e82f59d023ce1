"""Number words and digits to values: the single scan that every number rule shares."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.numbers.language import Language

VULGAR = {
    "½": 1 / 2,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
}
MIXED = re.compile(r"(?:(.*?)[ -]?)([½¼¾⅓⅔⅛⅜⅝⅞]|([1-7])/([2-8]))$")
SPLIT = re.compile(r"[ \u00a0-]+")
MIXED_CODES = ("Rs", "SFr", "Fr", "Dhs", "KSh")
LONGEST = 24  # digits; a longer run is an identifier, not a number


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number as written: `text[start:end]`, its interval, and how it was written.

    `form` is digits, words, vague (an interval) or fraction (a share of one: "half").
    `scale` is the product of written scale words, 1 without; `code` is a letter code
    glued to the digits ("USD3"), which lies before `start`.
    """

    start: int
    end: int
    low: float
    high: float
    form: str
    scale: float = 1
    code: str = ""


def tidy(value: float) -> float:
    """`value` as an int when it is one, else rounded to twelve digits."""
    value = float(f"{value:.12g}")
    return int(value) if value.is_integer() and abs(value) < 1e18 else value


def read_digits(written: str, *, language: Language) -> float:
    """The value of digits with grouping, decimals or a trailing fraction."""
    mixed = MIXED.match(written) if written[-1] in VULGAR or "/" in written else None
    if mixed:
        share = VULGAR[mixed[2]] if mixed[2] in VULGAR else int(mixed[3]) / int(mixed[4])
        return (read_digits(mixed[1], language=language) if mixed[1] else 0) + share
    plain = written.replace("\u00a0", "").replace("\u202f", "")
    return float(plain.replace(language.group, "").replace(language.decimal, "."))


def read_words(written: str, *, language: Language) -> tuple[float, float] | None:
    """(value, scale) of a run of number words, or None when they do not make a number."""
    total, current, scale, seen = 0.0, 0.0, 1.0, False
    for word in SPLIT.split(written.lower()):
        if word in language.words:
            value = language.words[word]
            if seen and not _fits(current, value):
                return None
            current, seen = current + value, True
        elif word in language.fractions:
            share = language.fractions[word]
            current, seen = (
                (current * share if _counts_shares(word, current) else current + share),
                True,
            )
        elif word in language.scales:
            factor = language.scales[word]
            if factor > 999 and current:
                total, current = (
                    (total + current) * factor
                    if factor > total
                    else total + current * factor,
                    0,
                )
            elif factor > 999:
                total = (total or 1) * factor
            else:
                current = (current or 1) * factor
            scale, seen = max(scale, factor), True
    return (total + current, scale) if seen else None


def _counts_shares(word: str, current: float) -> bool:
    """True for "three quarters", false for "two and a half"."""
    return (
        current > 0 and word in ("quarter", "quarters", "third", "thirds", "cuartos")
    ) or (current == 0 and False)


def _fits(current: float, value: float) -> bool:
    """True when `value` may follow `current` inside one number ("forty" "two")."""
    if current == 0:
        return True
    lowest = 10 if current % 100 and current % 10 == 0 else 100 if current % 100 == 0 else 1
    return value < lowest


def scan_numerals(text: str, *, language: Language) -> Iterator[Numeral]:
    """Every number written in `text`, in order, without overlap; one pass, linear time."""
    for match in language.scan.finditer(text):
        kind = match.lastgroup or ""
        numeral = None
        if match["digits"]:
            numeral = _digits_numeral(match, language=language)
        elif match["words"]:
            numeral = _words_numeral(match, language=language)
        elif kind:
            numeral = _vague_numeral(match, language=language)
        if numeral:
            yield numeral


def _digits_numeral(match: re.Match[str], *, language: Language) -> Numeral | None:
    written = match["digits"]
    code = match["code"] or ""
    if len(written) > LONGEST or (code and not code.isupper() and code not in MIXED_CODES):
        return None
    scale = 1.0
    for word in SPLIT.split(match["scale"].lower()):
        scale *= language.scales.get(word, 1)
    value = read_digits(written, language=language) * scale
    start = match.start("digits")
    if match["sign"]:
        start = match.start("sign")
        value = value if match["sign"] == "+" else -value
    return Numeral(start, match.end(), tidy(value), tidy(value), "digits", scale, code)


def _words_numeral(match: re.Match[str], *, language: Language) -> Numeral | None:
    written = match["words"]
    end = match.end("words")
    while True:
        pair = read_words(written, language=language)
        if pair:
            break
        written = re.sub(r"(?:[ \u00a0-]+|^)[^ \u00a0-]+$", "", written)
        if not written:
            return None
        end = match.start("words") + len(written)
    words = SPLIT.split(written.lower())
    value, scale = pair
    fraction = (
        scale == 1 and value < 1 and any(word in language.fractions for word in words)
    )
    form = "fraction" if fraction else "words"
    return Numeral(match.start("words"), end, tidy(value), tidy(value), form, scale)


def _vague_numeral(match: re.Match[str], *, language: Language) -> Numeral | None:
    if match["vague"]:
        words = SPLIT.split(match["vague"].lower())
    else:
        words = [match["of"].lower()]
        factor = language.scales.get(words[0])
        if factor:
            high = 99 if factor == 12 else factor * 10 - 1 if factor < 1e5 else factor * 999
            start = match.start("several")
            return Numeral(
                start, match.end(), tidy(2 * factor), tidy(high), "vague", factor
            )
    low, high = language.vague[words[0]]
    scale = 1.0
    if len(words) > 2:
        scale = language.vague_scales[words[-1]]
        low, high = low * scale, (high + 1) * scale - 1
    start = match.start("vague") if match["vague"] else match.start("several")
    return Numeral(start, match.end(), tidy(low), tidy(high), "vague", scale)
