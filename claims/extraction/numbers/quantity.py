"""Measures: "about 25 nautical miles", "65,000-tonne", "magnitude-8.9", "half an hour"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from claims.extraction.found import Draft, Found
from claims.extraction.numbers.amounts import HIDDEN, Amount, meets_number, visible_amounts
from claims.extraction.numbers.conversions import pair_conversions
from claims.extraction.numbers.elided import find_elided
from claims.extraction.numbers.lexicon import Unit, load_units
from claims.extraction.numbers.nouns import read_noun_phrase
from claims.extraction.numbers.numerals import tidy
from claims.extraction.numbers.people import load_people
from claims.extraction.numbers.ranges import join_ranges

MAGNITUDE = re.compile(
    r"\b(?P<word>magnitude|magnitud)(?:[ -]| of "
    r"| de )(?P<n>\d{1,2}(?:[.,]\d{1,2})?)(?![\d.,]*\d|%)",
    re.IGNORECASE,
)
RICHTER = re.compile(
    r"[ -](?:on the (?:\w+ )?(?:richter|magnitude) scale"
    r"|en la escala (?:de )?richter|magnitude\b)",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"[ \u00a0-](?:of[ \u00a0])?(?:an?(?=[ \u00a0])|one(?=[ \u00a0]))?", re.IGNORECASE
)
LINK = re.compile(r"[ \u00a0](?:of|de)(?=[ \u00a0])", re.IGNORECASE)
INCHES = re.compile(
    r"[ ,]{0,2}(?:and )?(?P<n>\d{1,2}(?:\.\d)?)[ -]?(?:inch(?:es)?|in\b|ins\b|″|\")",
    re.IGNORECASE,
)
WINDOW = re.compile(
    r"\b(?:past|last|next|previous|coming|following|preceding|últim[oa]s|próxim[oa]s)[ ]$",
    re.IGNORECASE,
)
OFFSET = re.compile(
    r"[ ](?:ago|later|earlier|hence|old\b|of age|from now|to the day|after (?!tax)"
    r"|since\b|atrás|después|antes)|-olds?\b|[ -]year-olds?",
    re.IGNORECASE,
)
HEAT = re.compile(
    r"temperature|heat|cold|freez|warm|cool|hot|weather|mercury|thermometer|climate"
    r"|above average|below zero"
    r"|above normal|below normal|celsius|fahrenheit|summer|winter|global warming"
    r"|sub-zero|subzero",
    re.IGNORECASE,
)
LONGER = re.compile(
    r"\b(?:for|of|in|takes?|took|last(?:s|ed|ing)?|after|is|was|be|are|were|just|well"
    r"|within|spent|spend|spending|serv(?:e|ed|ing)|by|with|since|than|at|to|some|a)[ ]$",
    re.IGNORECASE,
)
TIME_UNITS = {
    "s",
    "min",
    "h",
    "day",
    "week",
    "month",
    "yr",
    "decade",
    "century",
    "fortnight",
}
BEYOND_CALENDAR = 9000
ONE_LETTER = {"m", "g", "s", "h", "t", "l", "L", "C", "F", "W", "V", "J", "N", '"'}


def find_quantities(draft: Draft) -> list[Found]:
    """Every measure with a unit, in order, conversions in brackets paired."""
    found = sorted(
        [*_find_magnitudes(draft), *_find_measures(draft)], key=lambda one: one.start
    )
    kept: list[Found] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    kept += find_elided(draft, kept)
    kept.sort(key=lambda one: one.start)
    joined = join_ranges(draft.text, kept, same=_same_unit)
    return pair_conversions(draft.text, joined)


def _find_magnitudes(draft: Draft) -> Iterator[Found]:
    for match in MAGNITUDE.finditer(draft.masked):
        value = {"n": tidy(float(match["n"].replace(",", "."))), "mod": "=", "unit": "Mw"}
        reason = "the strength of an earthquake, without a unit of its own"
        parts = {"number": match["n"], "unit": match["word"]}
        yield Found(
            *match.span(), "quantity", value, "quantity.magnitude", 0.95, reason, (), parts
        )


def _find_measures(draft: Draft) -> Iterator[Found]:
    for amount in visible_amounts(draft):
        if meets_number(draft.masked, amount.end):
            continue
        found = _measure(draft, amount)
        if found:
            yield found


def _measure(draft: Draft, amount: Amount) -> Found | None:
    richter = RICHTER.match(draft.masked, amount.end)
    if richter:
        value = {**amount.describe(), "unit": "Mw"}
        end = (
            richter.end()
            if "agnitude" in richter[0] and "scale" not in richter[0]
            else amount.end
        )
        reason = "the strength of an earthquake"
        return Found(
            amount.start, end, "quantity", value, "quantity.magnitude", 0.95, reason
        )
    scaled = _read_scaled(draft, amount)
    if scaled:
        return scaled
    table = load_units(draft.language)
    at = _unit_start(draft.masked, amount)
    match = table.pattern.match(draft.masked, at)
    if not match:
        return None
    unit = table.read(match)
    if not _is_measure(draft, amount=amount, unit=unit, match=match):
        return None
    if unit.symbol in TIME_UNITS and _spans(draft.text, amount):
        amount = replace(amount, start=amount.number, mod="=")
    return _make_found(draft, amount=amount, unit=unit, match=match)


def _spans(text: str, amount: Amount) -> bool:
    """True for "$3bn over four years": "over" says during, not more than."""
    if text[amount.start : amount.number].lower() != "over ":
        return False
    return not LONGER.search(text, max(0, amount.start - 16), amount.start)


SCALED = re.compile(r"(?P<short>bn|mn|m|k|tn)(?=[ \u00a0][a-z])")
SCALES = {"bn": 1e9, "mn": 1e6, "m": 1e6, "k": 1e3, "tn": 1e12}


def _read_scaled(draft: Draft, amount: Amount) -> Found | None:
    """ "1.2m tonnes": a short scale before a unit that is spelt out."""
    short = SCALED.match(draft.masked, amount.end) if amount.form == "digits" else None
    if not short or amount.scale > 1:
        return None
    match = load_units(draft.language).pattern.match(draft.masked, short.end())
    if not match or not match["name"] or len(match["name"]) < 3:
        return None
    factor = SCALES[short["short"]]
    low, high = tidy(amount.low * factor), tidy(amount.high * factor)
    scaled = replace(amount, low=low, high=high, end=short.end(), scale=factor)
    unit = load_units(draft.language).read(match)
    return _make_found(draft, amount=scaled, unit=unit, match=match)


def _unit_start(text: str, amount: Amount) -> int:
    if amount.form == "fraction":
        share = SHARE.match(text, amount.end)
        return share.end() if share else amount.end
    if amount.form == "vague" or amount.scale > 1:
        link = LINK.match(text, amount.end)
        return link.end() if link else amount.end
    return amount.end


def _is_measure(draft: Draft, *, amount: Amount, unit: Unit, match: re.Match[str]) -> bool:
    """False for words that look like a unit but are not one here."""
    text, end = draft.text, match.end()
    if unit.symbol in TIME_UNITS and match["name"]:
        if _is_offset(text, start=amount.start, end=end, amount=amount) or WINDOW.search(
            text[max(0, amount.start - 12) : amount.start]
        ):
            return False
        if amount.form == "words" and amount.low == 1 and amount.start == amount.number:
            return text[amount.end] == "-"
        return True
    sign = match["sign"]
    if sign == "m" and _counts_millions(draft, end=end):
        return False
    if sign in ONE_LETTER:
        return amount.form == "digits" and _is_letter_unit(
            text, amount=amount, sign=sign, end=end
        )
    if sign and sign.isalpha() and sign in ("MT", "NM", "GT", "A", "N", "J", "Ci"):
        return amount.form == "digits" and not text[end : end + 2].strip()[:1].isalnum()
    return True


def _is_offset(text: str, *, start: int, end: int, amount: Amount) -> bool:
    """True for "14 years after X", a date; "for 14 years after" only says how long.

    Spans beyond the calendar ("290 million years ago") stay quantities.
    """
    found = OFFSET.match(text, end)
    if not found or amount.low > BEYOND_CALENDAR:
        return False
    before = found[0] in (" after ", " since") and text[max(0, start - 8) : start]
    return not (before and before.endswith((" for ", " within ")))


def _counts_millions(draft: Draft, *, end: int) -> bool:
    """True for "1.5m homes": millions of a listed noun, not metres."""
    lexicon = load_people(draft.language)
    phrase = read_noun_phrase(draft.masked, at=end, equipment={}, lexicon=lexicon)
    return bool(phrase and lexicon.knows(phrase.head))


def _is_letter_unit(text: str, *, amount: Amount, sign: str, end: int) -> bool:
    """True when a single letter after digits is a unit: not "24703m212", "5 C Block"."""
    glued = text[amount.end] not in " \u00a0-"
    if sign == '"':
        return not glued or text[end : end + 1] != " "
    if sign in "CF":
        return (
            text[end : end + 2] != " B" and text[end : end + 1] != "/" and amount.scale == 1
        )
    if text[amount.end] == "-":
        return sign == "m"
    return glued or text[end : end + 1] in ("", " ", ",", ".", ")", ";", ":")


def _make_found(draft: Draft, *, amount: Amount, unit: Unit, match: re.Match[str]) -> Found:
    value: dict[str, Any] = amount.describe()
    symbol, factor, si_unit = unit.symbol, unit.factor, unit.si_unit
    end = match.end()
    readings: tuple[dict[str, str], ...] = ()
    if match[0].lstrip(" ")[:1] in "([<{" and draft.text[end : end + 1] in ")]>}":
        end += 1
    if amount.form == "fraction" and symbol == "h":
        value["n"], symbol, factor = tidy(amount.low * 60), "min", 60
    if symbol == "ft" and not amount.is_range:
        inches = INCHES.match(draft.text, end)
        if inches and HIDDEN not in draft.masked[end : inches.end()]:
            value["n"], end = tidy(value["n"] + float(inches["n"]) / 12), inches.end()
    if symbol == "ton":
        symbol, factor, others = _settle_ton(draft.locale)
        value["unit_alternatives"] = others
        readings = tuple(
            {"unit": one, "reason": f"“tons” may be {TON_NAMES[one]}"} for one in others
        )
    if symbol == "deg" and HEAT.search(draft.text[max(0, amount.start - 80) : end + 60]):
        symbol = "degF" if draft.locale == "US" else "degC"
        readings = (
            {"unit": "degC" if symbol == "degF" else "degF", "reason": "the other scale"},
        )
    value["unit"] = symbol
    value |= _si_value(value, factor=factor, si_unit=si_unit)
    parts = {
        "modifier": draft.text[amount.start : amount.number].strip(),
        "number": draft.text[amount.number : amount.end],
        "unit": draft.text[amount.end : end].strip(" -"),
    }
    reason = f"“{parts['number']}” measured in “{parts['unit']}” ({symbol})"
    return Found(
        amount.start, end, "quantity", value, "quantity.unit", 0.95, reason, readings, parts
    )


TONS = {"ton": 907.18474, "lton": 1016.0469088, "t": 1000.0}
TON_NAMES = {"ton": "short tons", "lton": "long tons", "t": "tonnes"}


def _settle_ton(locale: str) -> tuple[str, float, list[str]]:
    """The ton of `locale` (guideline rule 18): US short, GB long, elsewhere metric."""
    symbol = {"US": "ton", "GB": "lton"}.get(locale, "t")
    others = [one for one in ("t", "ton", "lton") if one != symbol]
    return symbol, TONS[symbol], others


def _si_value(
    value: dict[str, Any], *, factor: float | None, si_unit: str
) -> dict[str, Any]:
    if factor is None or not si_unit:
        return {}
    if "n" in value:
        return {"si_n": tidy(value["n"] * factor), "si_unit": si_unit}
    low, high = tidy(value["low"] * factor), tidy(value["high"] * factor)
    return {"si_low": low, "si_high": high, "si_unit": si_unit}


def _same_unit(first: Found, second: Found) -> bool:
    return bool(first.value["unit"] == second.value["unit"])
