"""Sums of money: "£3.1bn", "$3 billion to $5 billion", "Rs 48,000 crore", "50 cents"."""

import re
from dataclasses import dataclass, replace
from typing import Any

from claims.extraction.found import Draft, Found
from claims.extraction.numbers.amounts import HIDDEN, Amount, visible_amounts
from claims.extraction.numbers.currency import Purse, read_purse
from claims.extraction.numbers.language import load_language
from claims.extraction.numbers.lexicon import CurrencyTable, load_currencies
from claims.extraction.numbers.modifiers import find_modifier
from claims.extraction.numbers.numerals import tidy
from claims.extraction.numbers.ranges import join_ranges

SHORT_SCALES = {
    "bn": 1e9, "bln": 1e9, "b": 1e9, "m": 1e6, "mn": 1e6, "mln": 1e6, "mm": 1e6, "mil": 1e6, "k": 1e3,
    "tn": 1e12, "trn": 1e12, "tr": 1e12, "t": 1e12, "cr": 1e7, "lk": 1e5,
}  # fmt: skip
SHORT = re.compile(
    r"[ \u00a0]?(?P<short>bn|bln|mn|mln|mm|mil|trn|tn|tr|cr|lk|[bmktBMKT])(?![\w])",
    re.IGNORECASE,
)
LETTER = re.compile(r"(?P<short>[bmk])(?=[$€£]|US\$)", re.IGNORECASE)
CODE = re.compile(
    r"[ \u00a0]?(?P<mega>M)?(?P<code>[A-Z]{3}|(?:usd|eur|gbp|rmb|btc|RMB|RM|Rs\.?|L\.?E\.?|kr)(?!\w))(?:[ ](?P<scale>million|billion|m|bn)\b)?(?![\w])"
)
SIGN = re.compile(r"[ \u00a0]?(?P<sign>US\$|[€$£¥¢₡₾₭₹₽₩₺元円₫₪₱₴])")
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
    if (
        amount.form == "vague"
        or HIDDEN in draft.masked[max(0, amount.number - 4) : amount.number]
    ):
        return None
    at = amount.number
    mark = purse.read_mark(text, at=at, code=amount.code, table=table)
    if not mark:
        return None
    start, currency = mark
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
    if sign and (factor == 1 or end == amount.end or True):
        if text[sign.end() : sign.end() + 1].isdigit() and text[sign.start()] in " \u00a0":
            return None
        if sign["sign"] == "¢":
            return Sum(amount.start, sign.end(), "USD", 0.01, "money.minor")
        code, readings = purse.settle(sign["sign"])
        return Sum(amount.start, sign.end(), code, factor, "money.symbol", readings)
    return _after_name(draft, amount=amount, table=table, purse=purse)


def _after_name(
    draft: Draft, *, amount: Amount, table: CurrencyTable, purse: Purse
) -> Sum | None:
    text = draft.masked
    for factor, end in {(1.0, amount.end), _read_short(text, amount)}:
        code = CODE.match(text, end) if amount.form != "vague" else None
        if code and purse.is_code(code["code"], table=table):
            times = (
                factor
                * (1e6 if code["mega"] else 1)
                * SHORT_SCALES.get(
                    (code["scale"] or "")[:2].replace("mi", "m").replace("bi", "b"), 1
                )
            )
            currency = purse.settle(purse.code_of(code["code"], table=table))
            return Sum(
                amount.start, code.end(), currency[0], times, "money.code", currency[1]
            )
        link = LINK.match(text, end)
        name = table.name_pattern.match(text, link.end()) if link else None
        if name and link and (amount.form != "vague" or len(link[0]) > 1):
            named = table.names[name["name"].lower().replace("\u00a0", " ")]
            if purse.is_money(draft, amount=amount, name=name):
                settled = purse.settle(named, name=name["name"].lower())
                return Sum(
                    amount.start, name.end(), settled[0], factor, "money.name", settled[1]
                )
    minor = table.minor_pattern.match(text, amount.end)
    if minor and purse.is_minor(draft, amount=amount, match=minor):
        return Sum(
            amount.start,
            minor.end(),
            table.minors[minor["minor"].lower()],
            0.01,
            "money.minor",
        )
    return None


def _read_short(text: str, amount: Amount) -> tuple[float, int]:
    """(factor, end) with a short scale right after the number: "3.1bn", "900K"."""
    if amount.scale > 1 or amount.form != "digits":
        return 1.0, amount.end
    match = SHORT.match(text, amount.end) or LETTER.match(text, amount.end)
    if not match or (
        match["short"].lower() in "tbmk"
        and text[amount.end] in " \u00a0"
        and match["short"] not in "m"
    ):
        return 1.0, amount.end
    if match["short"] == "m" and text[amount.end] in " \u00a0":
        return 1.0, amount.end
    return SHORT_SCALES[match["short"].lower()], match.end()


def _make_found(text: str, *, one: Sum, amount: Amount) -> Found:
    factor = one.factor
    value: dict[str, Any] = {**amount.describe(factor=factor), "currency": one.currency}
    if amount.is_range and factor > 1 and amount.low * factor > value["high"]:
        value["low"] = amount.low
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
