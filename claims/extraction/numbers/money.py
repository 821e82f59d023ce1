"""Sums of money: "£3.1bn", "$3 billion to $5 billion", "Rs 48,000 crore", "50 cents"."""

import re
from dataclasses import dataclass, replace
from typing import Any

from claims.extraction.found import Draft, Found
from claims.extraction.numbers.amounts import HIDDEN, Amount, meets_number, visible_amounts
from claims.extraction.numbers.currency import Purse, read_purse
from claims.extraction.numbers.language import load_language
from claims.extraction.numbers.lexicon import CurrencyTable, load_currencies
from claims.extraction.numbers.modifiers import find_modifier
from claims.extraction.numbers.numerals import tidy
from claims.extraction.numbers.ranges import join_ranges

SHORT_SCALES = {
    "bn": 1e9,
    "bln": 1e9,
    "b": 1e9,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "mm": 1e6,
    "mil": 1e6,
    "k": 1e3,
    "tn": 1e12,
    "trn": 1e12,
    "tr": 1e12,
    "t": 1e12,
    "cr": 1e7,
    "lk": 1e5,
}
SHORT = re.compile(
    r"[ \u00a0]?(?P<short>bn|bln|mn|mln|mm|mil|trn|tn|tr|cr|lk|[bmktBMKT])(?![\w])",
    re.IGNORECASE,
)
LETTER = re.compile(r"(?P<short>[bmk])(?=[$€£]|US\$)", re.IGNORECASE)
CODE = re.compile(
    r"[ \u00a0]?(?P<mega>M)?(?P<code>[A-Z]{3}|(?:usd|eur|gbp|rmb|btc|RMB|RM|Rs\.?"
    r"|L\.?E\.?|kr)(?!\w))(?:[ ](?P<scale>million|billion|m|bn)\b)?(?![\w])"
)
SIGN = re.compile(r"[ \u00a0]?(?P<sign>US\$|[€$£¥¢₡₾₭₹₽₩₺元円₫₪₱₴])")
CODE_SCALES = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
LINK = re.compile(r"[ \u00a0-](?:(?:of|de)[ \u00a0])?", re.IGNORECASE)
CENTS = re.compile(r"[ \u00a0](?:(?:and|con|y)[ \u00a0])?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sum:
    """One amount with its currency: span, currency code, factor from a short scale."""

    start: int
    end: int
    currency: str
    factor: float
    rule: str
    readings: tuple[dict[str, str], ...] = ()


def find_money(draft: Draft) -> list[Found]:
    """Every sum of money, in order; ranges and dollars-and-cents are one span."""
    table = load_currencies(draft.language)
    purse = read_purse(draft)
    found: list[Found] = []
    for amount in visible_amounts(draft):
        one = _before(draft, amount=amount, table=table, purse=purse) or _after(
            draft, amount=amount, table=table, purse=purse
        )
        if one is None:
            if found and _ends_range(draft.masked, found[-1], amount):
                found[-1] = _widen(draft.masked, found[-1], amount)
            continue
        if (
            found
            and one.rule == "money.minor"
            and _adds_cents(draft.text, found[-1], one, amount)
        ):
            found[-1] = _add_cents(found[-1], one=one, amount=amount)
        elif not found or one.start >= found[-1].end:
            found.append(_make_found(draft.text, one=one, amount=amount))
    return join_ranges(draft.text, found, same=_same_currency)


def _before(
    draft: Draft, *, amount: Amount, table: CurrencyTable, purse: Purse
) -> Sum | None:
    """The sum when the currency stands before the number."""
    text = draft.text
    if amount.form == "vague":
        return None
    at = amount.number
    mark = purse.read_mark(text, at=at, code=amount.code, table=table)
    if not mark:
        return None
    start, currency = mark
    if HIDDEN in draft.masked[start:at]:
        return None
    factor, end = _read_short(text, amount)
    language = load_language(draft.language)
    begin, _ = find_modifier(text, start=start, language=language)
    code, readings = purse.settle(currency)
    rule = (
        "money.code"
        if text[start].isalpha() and "$" not in text[start:at]
        else "money.symbol"
    )
    return Sum(begin, end, code, factor, rule, readings)


def _after(
    draft: Draft, *, amount: Amount, table: CurrencyTable, purse: Purse
) -> Sum | None:
    """The sum when the currency stands after the number."""
    text = draft.masked
    factor, end = _read_short(text, amount)
    sign = SIGN.match(text, end) if amount.form == "digits" else None
    if sign:
        if text[sign.end() : sign.end() + 1].isdigit() and text[sign.start()] in " \u00a0":
            return None
        if sign["sign"] == "¢":
            return Sum(amount.start, sign.end(), purse.dollar, 0.01, "money.minor")
        code, readings = purse.settle(sign["sign"])
        return Sum(amount.start, sign.end(), code, factor, "money.symbol", readings)
    return _after_name(draft, amount=amount, table=table, purse=purse)


def _after_name(
    draft: Draft, *, amount: Amount, table: CurrencyTable, purse: Purse
) -> Sum | None:
    """The sum when a code, a name or a coin stands after the number, in that order."""
    plain, short = (1.0, amount.end), _read_short(draft.masked, amount)
    if meets_number(draft.masked, amount.end):
        return None
    for factor, end in (plain,) if plain == short else (plain, short):
        place = Place(amount, factor, end)
        one = _after_code(draft, place=place, table=table, purse=purse) or _named(
            draft, place=place, table=table, purse=purse
        )
        if one:
            return one
    minor = table.minor_pattern.match(draft.masked, amount.end)
    if minor and purse.is_minor(draft, amount=amount, match=minor):
        coin = minor["minor"].lower()
        currency = purse.settle_minor(coin, currency=table.minors[coin])
        return Sum(amount.start, minor.end(), currency, 0.01, "money.minor")
    return None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a currency's name may start: after the number, or after its short scale."""

    amount: Amount
    factor: float
    end: int


def _after_code(
    draft: Draft, *, place: Place, table: CurrencyTable, purse: Purse
) -> Sum | None:
    amount = place.amount
    code = CODE.match(draft.masked, place.end) if amount.form != "vague" else None
    if not code or not purse.is_code(code["code"], table=table):
        return None
    factor = place.factor * (1e6 if code["mega"] else 1)
    factor *= CODE_SCALES.get(code["scale"] or "", 1)
    currency, readings = purse.settle(purse.code_of(code["code"]))
    return Sum(amount.start, code.end(), currency, factor, "money.code", readings)


def _named(draft: Draft, *, place: Place, table: CurrencyTable, purse: Purse) -> Sum | None:
    amount = place.amount
    link = LINK.match(draft.masked, place.end)
    name = table.name_pattern.match(draft.masked, link.end()) if link else None
    if not name or not link or (amount.form == "vague" and len(link[0]) == 1):
        return None
    if not purse.is_money(draft, amount=amount, name=name):
        return None
    written = name["name"].lower().replace("\u00a0", " ")
    currency, readings = purse.settle(table.names[written], name=written)
    return Sum(amount.start, name.end(), currency, place.factor, "money.name", readings)


def _read_short(text: str, amount: Amount) -> tuple[float, int]:
    """(factor, end) with a short scale right after the number: "3.1bn", "900K"."""
    if amount.scale > 1 or amount.form != "digits":
        return 1.0, amount.end
    match = SHORT.match(text, amount.end) or LETTER.match(text, amount.end)
    if not match:
        return 1.0, amount.end
    if len(match["short"]) == 1 and text[amount.end] in " \u00a0":
        return 1.0, amount.end
    return SHORT_SCALES[match["short"].lower()], match.end()


def _make_found(text: str, *, one: Sum, amount: Amount) -> Found:
    factor = one.factor
    value: dict[str, Any] = {**amount.describe(factor=factor), "currency": one.currency}
    number = text[amount.number : amount.end]
    parts = {
        "modifier": text[one.start : amount.number].strip(),
        "number": number,
        "unit": one.currency,
    }
    reason = f"“{text[one.start : one.end]}” is a sum in {one.currency}"
    return Found(
        one.start, one.end, "money", value, one.rule, 0.97, reason, one.readings, parts
    )


def _ends_range(text: str, last: Found, amount: Amount) -> bool:
    """True for the "10m" of "£5m-10m": it borrows the sign before it."""
    factor, _ = _read_short(text, amount)
    dashed = text[last.end : amount.number] in ("-", "–") or amount.number == last.end
    low = last.value.get("n")
    return bool(
        dashed and low is not None and factor > 1 and abs(amount.low) * factor > low
    )


def _widen(text: str, last: Found, amount: Amount) -> Found:
    factor, end = _read_short(text, amount)
    high = tidy(abs(amount.low) * factor)
    value = {"low": last.value["n"], "high": high, "mod": "range"}
    return replace(last, end=end, value={**value, "currency": last.value["currency"]})


def _adds_cents(text: str, last: Found, one: Sum, amount: Amount) -> bool:
    gap = text[last.end : amount.number]
    whole = last.value.get("n")
    return bool(
        whole is not None
        and CENTS.fullmatch(gap)
        and amount.low < 100
        and last.rule != "money.minor"
        and one.factor < 1
    )


def _add_cents(last: Found, *, one: Sum, amount: Amount) -> Found:
    value = {**last.value, "n": tidy(last.value["n"] + amount.low / 100)}
    return replace(last, end=one.end, value=value)


def _same_currency(first: Found, second: Found) -> bool:
    return bool(first.value["currency"] == second.value["currency"])
