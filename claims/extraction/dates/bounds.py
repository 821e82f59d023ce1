"""Edges and ranges: 'early', 'the end of', from one date to another."""

from datetime import date

from claims.extraction.dates import almanac
from claims.extraction.dates.pieces import Answer, Node, Time


def resolve_edged(node: Node, whole: Answer) -> Answer:
    """A part of a span: the span for early and late, its last day for 'the end of'."""
    edge = str(node.at["edge"])
    time = whole.time
    if time is None:
        return whole
    if edge in ("week", "week-to", "weekend"):
        return Answer(_week_about(time, edge), "the week around the day said")
    if edge in ("end", "start"):
        day = time.high if edge == "end" else time.low
        kept = [(time, "the whole of it"), *_ends_of(whole, edge)]
        return Answer(
            Time(day, day), f"the {'last' if edge == 'end' else 'first'} day", kept
        )
    if time.low == time.high:
        return whole
    return Answer(
        time, f"the span that '{edge}' narrows", [_cut_third(time, edge), *whole.others]
    )


def _cut_third(time: Time, edge: str) -> tuple[Time, str]:
    """The early, middle or late third: four months of a year, else days."""
    why = f"the {edge} third of it"
    if time.grain == "year" and time.low.year == time.high.year:
        first = {"early": 1, "mid": 5}.get(edge, 9)
        return almanac.months_from(date(time.low.year, first, 1), 4, grain="month"), why
    size = ((time.high - time.low).days + 1) // 3
    first = {"early": 0, "mid": size, "late": 2 * size}.get(edge, 0)
    low = almanac.add_days(time.low, first)
    high = time.high if edge == "late" else almanac.add_days(low, size - 1)
    return Time(low, high), why


def _ends_of(whole: Answer, edge: str) -> list[tuple[Time, str]]:
    pairs = [(t.high if edge == "end" else t.low, why) for t, why in whole.others]
    return [(Time(day, day), why) for day, why in pairs]


def _week_about(time: Time, edge: str) -> Time:
    if edge == "weekend":
        return almanac.weekend_of(time.low)
    if edge == "week-to":
        return Time(almanac.add_days(time.high, -6), time.high, "week")
    if time.low.weekday() == 6:
        return Time(time.low, almanac.add_days(time.low, 6), "week")
    return almanac.week_of(time.low)


def resolve_range(node: Node, ends: tuple[Answer, Answer], ref: date | None) -> Answer:
    """From the left side's first day to the right side's last."""
    left, right = node.at["left"], node.at["right"]
    first, last = ends
    if first.time is None or last.time is None:
        return Answer(None, first.reason if first.time is None else last.reason)
    low, high = first.time, last.time
    if low.low > high.high:
        low, high = _put_in_order(left, right, low, high, ref)
    if low.low > high.high:
        return Answer(None, "its ends are the wrong way round")
    grain = low.grain if low.grain == high.grain else "day"
    return Answer(
        Time(low.low, high.high, grain), f"from one end to the other; {first.reason}"
    )


def share_year(left: Node, right: Node) -> None:
    """A year said once holds for both ends ('June 3 to July 5, 2018')."""
    if left.shape not in ("day", "month") or right.shape not in ("day", "month"):
        return
    one, two = left.get("year"), right.get("year")
    turns = left.at["month"] > right.at["month"]
    if one is None and two is not None:
        left.at["year"] = two - turns
    elif two is None and one is not None:
        right.at["year"] = one + turns


def _put_in_order(
    left: Node, right: Node, low: Time, high: Time, ref: date | None
) -> tuple[Time, Time]:
    """The ends moved a week or a year until the first comes first."""
    if right.shape == "weekday":
        if ref and high.low <= ref and low.low <= ref and low.low > high.low:
            back = almanac.add_days(low.low, -7)
            return Time(back, back), high
        on = almanac.add_days(high.low, 7)
        return low, Time(on, on)
    if left.shape in ("month", "day") and low.low.year > 1:
        months = (-12, 12)
        if ref is not None and high.low > ref >= low.low:
            months = (12, -12)
        back = almanac.add_months(low.low, months[0]) if months[0] < 0 else low.low
        return Time(back, almanac.add_months(low.high, -12), low.grain), high
    return low, high
