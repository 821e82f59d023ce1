"""How one language writes numbers, read from `data/numbers_<language>.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "data"
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Language:
    """The number words of a language, and the patterns built from them."""

    code: str
    decimal: str
    group: str
    words: Mapping[str, float]
    scales: Mapping[str, float]
    fractions: Mapping[str, float]
    vague: Mapping[str, tuple[float, float]]
    vague_scales: Mapping[str, float]
    articles: frozenset[str]
    plus: frozenset[str]
    link: str
    between: frozenset[str]
    modifiers: Mapping[str, tuple[str, ...]]
    modifier_mods: Mapping[str, str]
    scan: re.Pattern[str]
    connector: re.Pattern[str]
    after: re.Pattern[str]
    after_mods: Mapping[str, str]


def either(words: Iterable[str]) -> str:
    """A non-capturing alternative of `words`, longest first, spaces as one blank."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return (
        "(?:"
        + "|".join(re.escape(word).replace(r"\ ", "[ \u00a0]") for word in ordered)
        + ")"
    )


def _digits(decimal: str, group: str) -> str:
    """Digits with grouping (threes, or Indian twos) and a decimal part, or a fraction."""
    point, comma = re.escape(decimal), re.escape(group)
    whole = (
        rf"(?:\d{{1,3}}(?:{comma}\d{{3}}){{1,6}}(?!\d)"
        rf"|\d{{1,2}}(?:{comma}\d\d){{1,5}}{comma}\d{{3}}(?!\d)"
        rf"|\d{{1,3}}(?:[\u00a0\u202f]\d{{3}}){{1,5}}(?!\d)|\d++)"
    )
    part = rf"(?:{point}\d++)?"
    vulgar = r"(?:[ -]?[½¼¾⅓⅔⅛⅜⅝⅞]|[ -][1-7]/[2-8](?![\d/]))?"
    return rf"(?:[½¼¾⅓⅔⅛⅜⅝⅞]|[1-7]/[2-8](?![\d/])|{whole}{part}{vulgar}|{point}\d++)"


def _scan_pattern(table: Mapping[str, Any]) -> re.Pattern[str]:
    words, scales = table["words"], table["scales"]
    scale, plus = either(scales), either(table["plus"])
    heads = either({*words, *table["fractions"]})
    any_word = either({*words, *scales, *table["fractions"]})
    article, shares = either(table["article"]), either(table["fractions"])
    several = either(table["several"])
    many = either(table["vague_scales"])
    vague = either(table["vague"])
    link = either(table["link"])
    lasts = "|".join(f"(?<={word})" for word in table["fractions"])
    run = (
        rf"(?:{heads}|{article}(?=[ \u00a0-](?:{scale}|{shares})\b)"
        rf"|{scale}(?=[ \u00a0-]{scale}\b))"
        rf"(?:(?:[ \u00a0]{plus}[ \u00a0]|[ \u00a0-])"
        rf"(?:{any_word}|(?<=half ){article}(?=[ ]{scale}\b)"
        rf"|{article}(?=[ ]{shares}\b))\b){{0,12}}\b"
        rf"(?:(?:{lasts})[ ]{link}[ ]{article}[ ]{scale}\b)?"
    )
    minus = either(table["minus"])
    digits = _digits(table["decimal"], table["group"])
    return re.compile(
        r"(?<![\w.,/:#⁄'’])(?:(?<![a-z]-)|(?<=\dm-)|(?<=\dbn-))(?:(?P<code>[A-Z]{2,3}"
        r"|Rs)(?=\d))?"
        rf"(?:(?P<sign>(?<!\d[ ])(?<![\w)\]-])[-−+]"
        rf"|\b{minus}[ ])?(?P<digits>{digits})(?![.,:/]\d)"
        rf"(?P<scale>(?:[ \u00a0-]{scale}\b){{0,2}})"
        rf"|(?P<several>\b{several}[ \u00a0](?P<of>{either(table['scales'])}|{vague})\b)"
        rf"|(?P<vague>\b(?<!-){vague}(?:[ \u00a0]{link}[ \u00a0]{many})?\b)"
        rf"|(?P<words>\b(?<!-){run}))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def load_language(code: str) -> Language:
    """The language's numbers; English for a code without a data file."""
    known = code if code in LANGUAGES else "en"
    table = tomllib.loads((DATA / f"numbers_{known}.toml").read_text(encoding="utf-8"))
    modifiers = {
        phrase: mod for mod, phrases in table["modifiers"].items() for phrase in phrases
    }
    by_last: dict[str, list[str]] = {}
    for phrase in sorted(modifiers, key=len, reverse=True):
        by_last.setdefault(phrase.rsplit(" ", 1)[-1], []).append(phrase)
    after = {phrase: mod for mod, phrases in table["after"].items() for phrase in phrases}
    joined = either([*table["ranges"], *table["between_and"]])
    return Language(
        code=known,
        decimal=table["decimal"],
        group=table["group"],
        words=table["words"],
        scales=table["scales"],
        fractions=table["fractions"],
        vague={word: (low, high) for word, (low, high) in table["vague"].items()},
        vague_scales=table["vague_scales"],
        articles=frozenset(table["article"]),
        plus=frozenset(table["plus"]),
        link=table["link"][0],
        between=frozenset([*table["between"], "from", "desde", "de"]),
        modifiers={last: tuple(phrases) for last, phrases in by_last.items()},
        modifier_mods=modifiers,
        scan=_scan_pattern(table),
        connector=re.compile(
            rf"\s?[-–—−]\s?|[ \u00a0](?P<word>{joined})[ \u00a0]", re.IGNORECASE
        ),
        after=re.compile(rf"[ \u00a0]?(?P<after>{either(after)})(?!\w)", re.IGNORECASE),
        after_mods=after,
    )
