"""Named days: their rule comes from the language's table, their date from the year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from claims.extraction.dates import almanac
from claims.extraction.dates.pieces import Answer, Node, Time
from claims.extraction.dates.tense import Story, read_tense


def resolve_named(node: Node, story: Story) -> Answer:
    """The day in the year said, else in the one the verb and publication point to."""
    row: Mapping[str, Any] | None = node.get("row")
    if row is None:
        return Answer(None, "not in the table of named days")
    if "on" in row:
        day = date.fromisoformat(row["on"])
        return Answer(Time(day, day), "a day known by its name")
    year = node.get("year")
    if year is not None:
        return Answer(find_day(row, year, story.locale), "a named day of that year")
    if story.ref is None:
        return Answer(None, "needs the publication date, which is not known")
    years = (story.ref.year - 1, story.ref.year, story.ref.year + 1)
    return _choose_year([find_day(row, year, story.locale) for year in years], node, story)


def _choose_year(times: list[Time], node: Node, story: Story) -> Answer:
    ref = story.ref or date.min
    which, tense = node.get("which"), read_tense(node, story)
    past = [time for time in times if time.low <= ref]
    future = [time for time in times if time.high >= ref]
    if which == 0:
        return Answer(times[1], "this year's")
    if which is not None:
        near = [t for t in past if t.high < ref][-1] if which < 0 else future[0]
        return Answer(near, "the nearest on that side of publication")
    nearest = min(times, key=lambda time: abs((time.low - ref).days))
    if tense.startswith("past"):
        best = past[-1]
    elif tense.startswith("future"):
        best = future[0]
    else:
        best = nearest
    others = [(nearest, "the nearest to publication")] if nearest != best else []
    return Answer(best, "a named day; the year goes by the verb", others)


def find_day(row: Mapping[str, Any], year: int, locale: str) -> Time:
    """The days a table row denotes in `year`, by the locale's own rule where it has one."""
    rule = row.get("by_locale", {}).get(locale, row)
    if "easter" in rule or "orthodox" in rule:
        feast = almanac.find_easter(year)
        if "orthodox" in rule:
            feast = almanac.find_orthodox_easter(year)
        day = almanac.add_days(feast, rule.get("easter", rule.get("orthodox", 0)))
    elif "nth" in rule:
        month, weekday, nth = rule["nth"]
        day = almanac.nth_weekday(year, month, weekday, nth)
        day = almanac.add_days(day, rule.get("plus", 0))
    else:
        month, number = rule["day"]
        day = date(year, month, min(number, almanac.last_day(year, month).day))
    return Time(day, almanac.add_days(day, rule.get("days", 1) - 1))
