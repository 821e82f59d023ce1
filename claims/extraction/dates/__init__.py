"""Dates and times in news copy: found, understood and put on the calendar, with reasons."""

from typing import Any

from claims.extraction.dates.fold import fold_pieces
from claims.extraction.dates.language import load_language
from claims.extraction.dates.lists import add_listed_days
from claims.extraction.dates.pieces import Answer, Node, Time
from claims.extraction.dates.scan import scan_pieces
from claims.extraction.dates.story import resolve_all
from claims.extraction.dates.tense import Story, list_starts
from claims.extraction.found import Draft, Found

__all__ = ["find_dates"]
KEPT = 5  # readings beside the first that a person is shown


def find_dates(draft: Draft) -> list[Found]:
    """Every date, time, range, window and offset of `draft`, in order, no overlap.

    Offsets are code points, end-exclusive. The value is `{"iso", "granularity"}`, with
    "alternatives", "anchor", "zone" or "partial" where they apply; "iso" is "" when the
    text and its publication date do not settle the day. Reads `draft.masked` only.
    """
    language = load_language(draft.language)
    nodes = fold_pieces(scan_pieces(draft.masked, language), draft.masked, language)
    if not nodes:
        return []
    starts = list_starts(draft.masked, draft.sentences)
    story = Story(draft.masked, language, draft.ref_date, draft.locale, starts)
    found = [
        _make_found(*pair) for pair in zip(nodes, resolve_all(nodes, story), strict=True)
    ]
    return add_listed_days(draft.masked, found)


def _make_found(node: Node, answer: Answer) -> Found:
    value: dict[str, Any] = {"iso": "", "granularity": _name_grain(node, answer.time)}
    if answer.time is not None:
        value["iso"] = answer.time.iso
    readings: dict[str, dict[str, Any]] = {}
    for time, why in answer.others:
        if time.iso != value["iso"] and time.iso not in readings:
            readings[time.iso] = {"iso": time.iso, "reason": why}
    kept = list(readings.values())[:KEPT]
    if kept:
        value["alternatives"] = [row["iso"] for row in kept]
    value.update(answer.extra)
    return Found(
        node.start,
        node.end,
        "date",
        value,
        f"date.{node.rule}",
        0.95 if answer.time is not None else 0.6,
        answer.reason,
        kept,
        {"shape": node.shape},
    )


def _name_grain(node: Node, time: Time | None) -> str:
    if time is None:
        return node.shape
    if time.minute is not None:
        return "minute"
    whole = time.grain != "day" or time.low == time.high
    return time.grain if whole else "interval"
