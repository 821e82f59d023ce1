"""Days that share one month: "on March 3, 5 and 7"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from claims.extraction.found import Found

MORE = re.compile(
    r"(?:, \d{1,2}(?![\d.,:%]|,\d)){0,6}(?:,? and \d{1,2})"
    r"(?=[;)]?(?:\s|$)|[.,](?:\s|$))(?! [a-z-]+s\b| (?!in|at|for|with|as|and|when|after"
    r"|before|by|to|on|of|the|this|last|next)[a-z])"
)
NUMBER = re.compile(r"\d{1,2}")


def add_listed_days(text: str, found: list[Found]) -> list[Found]:
    """`found` with the further days of a month that a list names, in order."""
    whole: list[Found] = []
    for at, one in enumerate(found):
        whole.append(one)
        if one.rule == "date.calendar-day-mdy" and len(str(one.value["iso"])) == 10:
            stop = found[at + 1].start if at + 1 < len(found) else len(text)
            whole += list_days(text, one, stop=stop)
    return whole


def list_days(text: str, first: Found, *, stop: int) -> Iterator[Found]:
    """The days behind `first`, each a date of its own, while they ascend."""
    match = MORE.match(text, first.end) if text[first.end - 1].isdigit() else None
    if match is None or match.end() > stop:
        return
    day = date.fromisoformat(str(first.value["iso"]))
    for number in NUMBER.finditer(text, match.start(), match.end()):
        try:
            following = day.replace(day=int(number[0]))
        except ValueError:
            return
        if following <= day:
            return
        day = following
        value = {"iso": day.isoformat(), "granularity": "day"}
        yield replace(
            first,
            start=number.start(),
            end=number.end(),
            value=value,
            rule="date.listed-day",
            confidence=0.8,
            reason="a further day of the month named before it",
            readings=(),
        )
