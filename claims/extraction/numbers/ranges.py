"""Two neighbouring findings as one range: "$3 billion to $5 billion"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from claims.extraction.found import Found

BETWEEN = re.compile(r"\b(?:between|entre)[ \u00a0]+(?:[\w-]+[ ]){0,2}$", re.IGNORECASE)
GAP = re.compile(
    r"[ \u00a0]?[-–—][ \u00a0]?|[ \u00a0](?:to|a|or|o)[ \u00a0]", re.IGNORECASE
)
AND = re.compile(r"[ \u00a0](?:and|y)[ \u00a0]", re.IGNORECASE)
CHANGE = re.compile(
    r"\b(?:ros?e|risen|rises?|fell|fall(?:s|en|ing)?|rising|cut(?:s|ting)?|rais(?:e"
    r"|ed|es|ing)|jump(?:ed|s|ing)?"
    r"|dropp?(?:ed|s|ing)?|drop|climb(?:ed|s|ing)?|grow(?:n|s|ing)?|grew|increas(?:e"
    r"|ed|es|ing)|slid|slipped"
    r"|reduc(?:e|ed|es|ing)|lower(?:ed|s|ing)?|slash(?:ed|es|ing)?|up|down|went|gone"
    r"|go(?:es|ing)?|mov(?:e|ed|ing)"
    r"|shr[aiu]nk|soar(?:ed|s)?|surg(?:ed|es)|plung(?:ed|es)|declin(?:e|ed|es|ing)"
    r"|chang(?:e|ed|es|ing)"
    r"|expand(?:ed|s|ing)?|revis(?:ed|es|ing)|doubl(?:ed|es|ing)|tripl(?:ed|es|ing)"
    r"|improv(?:ed|es|ing)"
    r"|subió|bajó|pasó|creció|cayó|aumentó)\b(?:[^.;]{0,60}\b(?:from|de|desde)|[ ]by"
    r"|[ ]un|)[ \u00a0]+(?:[\w-]+[ ]){0,2}$",
    re.IGNORECASE,
)


def is_change(text: str, *, start: int) -> bool:
    """True when what starts at `start` is where a change began ("rose from 5% to 7%")."""
    return bool(CHANGE.search(text[max(0, start - 90) : start]))


def join_ranges(
    text: str, found: Sequence[Found], *, same: Callable[[Found, Found], bool]
) -> list[Found]:
    """`found` with ascending neighbours of one unit made one range; order kept."""
    joined: list[Found] = []
    for second in found:
        first = joined[-1] if joined else None
        if first and _is_range(text, first=first, second=second) and same(first, second):
            joined[-1] = _merge(first, second)
        else:
            joined.append(second)
    return joined


def _is_range(text: str, *, first: Found, second: Found) -> bool:
    if (
        not 1 <= second.start - first.end <= 5
        or not {"n"} <= first.value.keys() & second.value.keys()
    ):
        return False
    if first.value["n"] >= second.value["n"]:
        return False
    if GAP.fullmatch(text, first.end, second.start):
        return not is_change(text, start=first.start)
    between = BETWEEN.search(text[max(0, first.start - 24) : first.start])
    return bool(between and AND.fullmatch(text, first.end, second.start))


def _merge(first: Found, second: Found) -> Found:
    value: dict[str, Any] = {
        "low": first.value["n"],
        "high": second.value["n"],
        "mod": "range",
    }
    for key, one in second.value.items():
        if key == "si_n":
            value |= {"si_low": first.value["si_n"], "si_high": one}
        elif key not in {"n", "mod"}:
            value[key] = one
    reason = f"a range from {first.value['n']:,} to {second.value['n']:,}"
    return replace(first, end=second.end, value=value, reason=reason, readings=())
