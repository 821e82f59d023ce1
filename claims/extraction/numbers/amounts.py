"""Numbers with their modifiers and ranges: what money, percent, quantity and count read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from claims.extraction.found import Draft
from claims.extraction.numbers.language import Language, load_language
from claims.extraction.numbers.modifiers import find_after, find_modifier
from claims.extraction.numbers.numerals import Numeral, scan_numerals, tidy

HIDDEN = "\ufffc"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a range with its modifier.

    `start` is where the modifier begins, `number` where the number itself does, `end` where
    it ends (scale word and following modifier in, unit out). `low == high` unless a
    range or
    a vague word. `form` as in Numeral, of the last number. `core` ends before a following
    modifier ("or more").
    """

    start: int
    number: int
    end: int
    low: float
    high: float
    mod: str
    form: str
    scale: float = 1
    code: str = ""

    @property
    def is_range(self) -> bool:
        """True when two different ends are written."""
        return self.mod == "range"

    def describe(self, *, factor: float = 1) -> dict[str, Any]:
        """The amount as a value: n, or low and high; mod; vague when it is so."""
        if self.form == "vague":
            low, high = tidy(self.low * factor), tidy(self.high * factor)
            return {"low": low, "high": high, "vague": True, "mod": "~"}
        if self.is_range:
            return {
                "low": tidy(self.low * factor),
                "high": tidy(self.high * factor),
                "mod": "range",
            }
        return {"n": tidy(self.low * factor), "mod": self.mod}


@lru_cache(maxsize=4)
def read_amounts(text: str, code: str) -> tuple[Amount, ...]:
    """Every amount of `text` in the language `code`, in order, without overlap."""
    language = load_language(code)
    amounts: list[Amount] = []
    pending: Numeral | None = None
    floor = 0
    for numeral in scan_numerals(text, language=language):
        if pending is not None:
            joined = _join(text, first=pending, second=numeral, language=language)
            if joined:
                amounts.append(_dress(text, joined, floor=floor, language=language))
                floor, pending = amounts[-1].end, None
                continue
            amounts.append(_dress(text, _single(pending), floor=floor, language=language))
            floor = amounts[-1].end
        pending = numeral
    if pending is not None:
        amounts.append(_dress(text, _single(pending), floor=floor, language=language))
    return tuple(amounts)


def meets_number(text: str, end: int) -> bool:
    """True when a blank and a digit follow: no unit, name or noun can stand there."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isdigit()


def visible_amounts(draft: Draft) -> list[Amount]:
    """The draft's amounts that no earlier rule has taken, modifiers cut where masked."""
    amounts = read_amounts(draft.text, draft.language)
    masked = draft.masked
    if masked is draft.text:
        return list(amounts)
    seen = []
    for amount in amounts:
        if HIDDEN in masked[amount.number : amount.end]:
            continue
        hidden = masked.rfind(HIDDEN, amount.start, amount.number)
        seen.append(replace(amount, start=amount.number) if hidden >= 0 else amount)
    return seen


def _single(numeral: Numeral) -> Amount:
    return Amount(
        numeral.start,
        numeral.start,
        numeral.end,
        numeral.low,
        numeral.high,
        "=",
        numeral.form,
        numeral.scale,
        numeral.code,
    )


def _join(
    text: str, *, first: Numeral, second: Numeral, language: Language
) -> Amount | None:
    """One range from two neighbouring numbers, or None when they are two things."""
    if not 1 <= second.start - first.end <= 9 or "vague" in (first.form, second.form):
        return _join_signed(text, first=first, second=second)
    gap = language.connector.fullmatch(text, first.end, second.start)
    if not gap or second.code:
        return None
    if gap["word"] and gap["word"].lower() in language.plus | {"and"}:
        before = text[max(0, first.start - 24) : first.start].lower().split()
        if not any(word in language.between for word in before[-3:]):
            return None
    return _range(first, second)


def _join_signed(text: str, *, first: Numeral, second: Numeral) -> Amount | None:
    """ "8-10" scans as 8 and -10: the sign is the range's dash."""
    if second.start == first.end and text[second.start] in "-−" and second.low < 0:
        return _range(first, replace(second, low=-second.low, high=-second.high))
    return None


def _range(first: Numeral, second: Numeral) -> Amount | None:
    low, high = first.low, second.high
    if first.scale == 1 < second.scale and low < high / second.scale:
        low = tidy(low * second.scale)
    if low >= high:
        return None
    scale = max(first.scale, second.scale)
    return Amount(
        first.start,
        first.start,
        second.end,
        low,
        high,
        "range",
        second.form,
        scale,
        first.code,
    )


def _dress(text: str, amount: Amount, *, floor: int, language: Language) -> Amount:
    """`amount` with the modifiers around it."""
    start, mod = find_modifier(text, start=amount.number, language=language)
    if start < floor:
        start, mod = amount.number, "="
    if amount.is_range or (mod == "=" and start == amount.number):
        mod = amount.mod
    end, after = find_after(text, end=amount.end, language=language)
    if after and not amount.is_range:
        mod = after
    return replace(amount, start=start, end=end, mod=mod)


def value_of(amount: Amount, *, extra: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The amount's value with `extra` keys after it."""
    return {**amount.describe(), **(extra or {})}
