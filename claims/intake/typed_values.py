"""Values that people give: judged by the shape of their kind (docs/claims.md).

Words typed into the form are read by the same rules that read articles, so that a person
writes “about 1,500” or “23 March 2019” and never a data structure.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Any

from claims.errors import BadInput
from claims.extraction import find_claims
from claims.models import Article, Kind

NUMBERS = (Kind.COUNT, Kind.PERSONNEL_COUNT, Kind.QUANTITY, Kind.MONEY, Kind.PERCENT)
MODS = ("=", "~", ">", ">=", "<", "<=", "range")
LARGEST = 8000  # characters of a value's JSON
LONGEST = 500  # characters of typed words
ISO_POINT = r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)?"
ISO = re.compile(rf"({ISO_POINT})(?:/({ISO_POINT}))?")
GRAIN = {4: "year", 7: "month", 10: "day", 16: "minute"}
EXAMPLES = {
    Kind.DATE: "23 March 2019, or 2019-03-23",
    Kind.COUNT: "about 24",
    Kind.PERSONNEL_COUNT: "about 1,500",
    Kind.QUANTITY: "35 tonnes",
    Kind.MONEY: "$1.2 million",
    Kind.PERCENT: "15 percent",
}
COUNTED = {Kind.COUNT: "items", Kind.PERSONNEL_COUNT: "people", Kind.PERCENT: "percent"}


def check_value(kind: str, value: object) -> dict[str, Any]:
    """Give `value` as a dict of its own.

    Raises:
        BadInput: it is no object of the kind's shape, or too large.
    """
    if not isinstance(value, Mapping) or not value:
        raise bad_value("Give the value as an object with at least one key.")
    try:
        text = json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        raise bad_value("Give a value of plain JSON.") from None
    if len(text) > LARGEST or "\\u0000" in text:
        raise bad_value("The value is too long, or holds characters that cannot be kept.")
    if kind in NUMBERS:
        check_numbers(value)
    if kind == Kind.DATE:
        check_iso(value.get("iso"))
    if kind == Kind.MONEY and not re.fullmatch("[A-Z]{3}", str(value.get("currency", ""))):
        raise bad_value("Give the currency as its three letters, USD say.")
    if kind in (Kind.EQUIPMENT, Kind.PLACE) and not str(value.get("name", "")).strip():
        raise bad_value("Give the name.")
    return {str(key): one for key, one in value.items() if key != "reason"}


def bad_value(words: str) -> BadInput:
    """Give the refusal of a value."""
    return BadInput(words, field="value")


def check_numbers(value: Mapping[str, Any]) -> None:
    """Raise BadInput unless there is `n`, or `low` and `high` in order."""
    given = [value[key] for key in ("n", "low", "high") if key in value]
    if not ("n" in value or ("low" in value and "high" in value)):
        raise bad_value("Give n, or low and high.")
    if not all(is_figure(one) for one in given):
        raise bad_value("n, low and high are numbers.")
    if "n" not in value and value["low"] > value["high"]:
        raise bad_value("low is above high.")
    if value.get("mod", "=") not in MODS:
        raise bad_value(f"mod is one of {', '.join(MODS)}.")


def is_figure(one: object) -> bool:
    """Say whether it is a finite number."""
    return isinstance(one, int | float) and not isinstance(one, bool) and isfinite(one)


def check_iso(iso: object) -> None:
    """Raise BadInput unless `iso` is a calendar date, a part of one, or an interval."""
    found = ISO.fullmatch(iso) if isinstance(iso, str) else None
    if found is None:
        raise bad_value("Write the date as YYYY, YYYY-MM, YYYY-MM-DD or A/B.")
    for point in filter(None, found.groups()):
        try:
            date.fromisoformat((point[:10] + "-01-01")[:10])
        except ValueError:
            raise bad_value(f"{point} is no date in the calendar.") from None


def read_words(kind: str, words: str, *, article: Article, old: Mapping[str, Any]) -> Any:
    """Give the value of `kind` that the typed words mean.

    Names and speakers are taken as typed; figures and dates are read by the rules.

    Raises:
        BadInput: they are empty, too long, or no rule reads them as this kind.
    """
    line = " ".join(words.replace("\x00", "").split())
    if not line or len(line) > LONGEST:
        raise bad_value("Say in a few words how it should be read.")
    if kind in (Kind.QUOTE, Kind.STATEMENT):
        return {**old, "speaker": line}
    if kind == Kind.DATE and (found := ISO.fullmatch(line)):
        grain = "interval" if found[2] else GRAIN[len(found[1])]
        return {"iso": line, "granularity": grain}
    read = read_by_rule(kind, line, article)
    if read is not None:
        return read
    if kind in (Kind.EQUIPMENT, Kind.PLACE, Kind.EVENT):
        return {"name": line}
    example = EXAMPLES.get(Kind(kind), "a few words")
    raise bad_value(f"The desk cannot read “{line}” as that. Write it like: {example}.")


def read_by_rule(kind: str, line: str, article: Article) -> dict[str, Any] | None:
    """Give what the kind's rules make of the line, alone or with a noun to count."""
    noun = COUNTED.get(Kind(kind), "")
    for text in (line, f"{line} {noun}" if noun else line):
        best = max(
            (
                item
                for item in find_claims(
                    text,
                    ref_date=article.published_on,
                    locale=article.locale,
                    language=article.language,
                    clauses=False,
                )
                if item.kind == kind
            ),
            key=lambda item: item.end - item.start,
            default=None,
        )
        if best is not None:
            return dict(best.value)
    return None
