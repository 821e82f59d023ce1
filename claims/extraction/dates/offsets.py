"""'three days after X', '48 minutes later', '65 years ago', 'the past 24 hours'."""

from datetime import date

from claims.extraction.dates import almanac
from claims.extraction.dates.periods import UNIT_MONTHS
from claims.extraction.dates.pieces import Answer, Node, Time
from claims.extraction.dates.resolve import UNDATED
from claims.extraction.dates.story import (
    MINUTES,
    Timeline,
    resolve_leaning,
    shift,
    shift_time,
)

FROM_NOW = {"ago": -1, "hence": 1, "time": 1}
STEPS = {"earlier": -1, "prior": -1, "previously": -1, "later": 1}
NEIGHBOURS = {
    "next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1,
    "before": -1, "earlier": -1, "prior": -1, "same": 0, "later that": 0, "earlier that": 0,
}  # fmt: skip


def resolve_offset(line: Timeline, index: int, node: Node) -> Answer:
    """The time an offset denotes, counted from publication, the story or an event."""
    step, count = str(node.get("step") or ""), float(node.get("n") or 1)
    if node.get("today") is not None:
        return _count_from_day(line, node, count)
    if step in FROM_NOW or step == "from now":
        return _count_from_now(line, node, count * FROM_NOW.get(step, 1))
    if node.rule == "story-period":
        return _step_in_story(line, index, node, NEIGHBOURS.get(step, 0))
    if step in STEPS:
        return _step_in_story(line, index, node, STEPS[step] * count)
    return _count_from_event(line, index, node, -count if step == "before" else count)


def _count_from_day(line: Timeline, node: Node, count: float) -> Answer:
    """'six weeks today', 'a year ago Sunday'."""
    ref, today = line.story.ref, str(node.at["today"])
    if ref is None:
        return Answer(None, UNDATED)
    back = str(node.get("step")) == "ago"
    base = almanac.add_days(ref, {"tomorrow": 1, "yesterday": -1}.get(today, 0))
    day = shift(base, str(node.at["unit"]), -count if back else count)
    if node.get("weekday") is not None:
        day = almanac.weekday_before(almanac.add_days(day, 3), node.at["weekday"])
    return Answer(Time(day, day), "counted from publication")


def _count_from_now(line: Timeline, node: Node, count: float) -> Answer:
    ref, unit = line.story.ref, str(node.at["unit"])
    if ref is None:
        return Answer(None, UNDATED)
    times = _widen(shift(ref, unit, count), unit)
    others = [(time, "at another grain") for time in times[1:]]
    return Answer(times[0], "counted from publication", others)


def _widen(day: date, unit: str) -> list[Time]:
    """The readings of a counted day: at the grain of its unit first, the exact day last."""
    exact = Time(day, day)
    if unit in ("year", "decade", "century"):
        return [almanac.year_of(day.year), almanac.month_of(day), exact]
    if unit in ("month", "quarter", "half"):
        return [almanac.month_of(day), exact]
    if unit in ("week", "fortnight"):
        return [exact, almanac.week_of(day)]
    return [exact]


def _step_in_story(line: Timeline, index: int, node: Node, count: float) -> Answer:
    """Counted from the time the story last named; publication when it named none."""
    unit, ref = str(node.at["unit"]), line.story.ref
    if unit in ("night", "evening", "afternoon", "morning"):
        unit = "day"
    days = 40000 if unit in UNIT_MONTHS else 8
    within = line.dated(index, step=-1, within=True, days=days)
    near = within or line.dated(index, step=-1, within=False, days=days)
    now = Time(ref, ref) if ref is not None else None
    if within is None and count and unit not in MINUTES and node.rule != "story-period":
        near = (-1, now) if now is not None else near
    if near is None and now is None:
        return Answer(None, "counted from a time the story does not date")
    base = near[1] if near is not None else now
    if base is None:
        return Answer(None, UNDATED)
    times = _step_times(base, unit, count)
    anchor = {"anchor": {"iso": base.iso}}
    others = [(time, "at another grain") for time in times[1:]]
    if now is not None and base != now:
        others += [
            (time, "counted from publication") for time in _step_times(now, unit, count)
        ]
    back = line.dated(index, step=-1, within=False, days=days)
    if base == now and back is not None:
        moved = _step_times(back[1], unit, count)
        others += [(time, "counted from the date before it") for time in moved[:1]]
    return Answer(times[0], f"counted from {base.iso}", others, anchor)


def _step_times(base: Time, unit: str, count: float) -> list[Time]:
    moved = shift_time(base, unit, count)
    if base.grain in ("month", "year") or (base.low != base.high):
        return [moved]
    if unit in UNIT_MONTHS:
        wide = _widen(moved.low, unit)
        return [*wide[:1], Time(moved.low, moved.high), *wide[1:2]]
    if unit == "weekend":
        return [almanac.weekend_of(moved.low)]
    return [moved, almanac.week_of(moved.low)] if unit == "week" else [moved]


def _count_from_event(line: Timeline, index: int, node: Node, count: float) -> Answer:
    """'three days after X': the time denoted when X is dated, else X counted back."""
    unit, story = str(node.at["unit"]), line.story
    if node.get("of") is not None:
        base = resolve_leaning(line, index, node.at["of"])
        if base.time is None:
            return Answer(None, base.reason)
        return _answer_event(base.time, shift_time(base.time, unit, count), unit)
    after = line.dated(index, step=1, within=True)
    words = story.text[node.end : line.nodes[after[0]].start] if after else ""
    if after is not None and not any(mark in words for mark in ",;:—"):
        return _answer_event(after[1], shift_time(after[1], unit, count), unit)
    main = line.dated(index, step=-1, within=True) or after
    if main is None and story.ref is not None:
        main = (-1, Time(story.ref, story.ref))
    if main is None:
        return Answer(None, "counted from an event the story does not date")
    return _answer_event(shift_time(main[1], unit, -count), main[1], unit, undated=True)


def _answer_event(
    event: Time, denoted: Time, unit: str, *, undated: bool = False
) -> Answer:
    """Both times are kept: the one denoted and the event's own."""
    first, second = (event, denoted) if undated else (denoted, event)
    wide = _widen(first.low, unit)
    anchor = {"anchor": {"iso": event.iso, "resolved": not undated}}
    reason = "counted from the event's date"
    if undated:
        reason = "the event's own day, counted back from the date beside it"
    exact = [(time, "at another grain") for time in wide[1:]]
    if first.low != first.high:
        exact.append((first, "the span moved"))
    proposed = wide[0] if unit in UNIT_MONTHS or first.low == first.high else first
    if first.minute is not None:
        proposed = first
    return Answer(
        proposed, reason, [(second, "the other end of the offset"), *exact], anchor
    )


def resolve_window(line: Timeline, index: int, node: Node) -> Answer:
    """'the past 24 hours', 'the next three months', 'the five years to March 2028'."""
    unit, count = str(node.at["unit"]), float(node.get("n") or 1)
    if node.shape == "window_to":
        return _resolve_window_to(line, index, node, count)
    ref, side = line.story.ref, str(node.at["side"])
    if ref is None:
        return Answer(None, UNDATED)
    back = side in ("past", "last", "previous", "preceding", "latest")
    moved = shift(ref, unit, -count if back else count)
    low, high = (moved, ref) if back else (ref, moved)
    others = []
    if unit in UNIT_MONTHS:
        others = [
            (
                Time(low.replace(day=1), almanac.last_day(high.year, high.month), "month"),
                "in months",
            ),
            (almanac.year_of(low.year, to=high.year), "in years"),
        ]
        if not node.get("n") and unit == "year":
            year = ref.year + (-1 if back else 1)
            others.append((almanac.year_of(year), "the calendar year"))
    return Answer(Time(low, high), "counted from publication", others)


def _resolve_window_to(line: Timeline, index: int, node: Node, count: float) -> Answer:
    unit, base = str(node.at["unit"]), resolve_leaning(line, index, node.at["of"])
    if base.time is None:
        return base
    grain = base.time.grain
    if str(node.at["to"]) in ("from", "beginning", "starting"):
        end = almanac.add_days(shift(base.time.low, unit, count), -1)
        return Answer(Time(base.time.low, end), "counted on from its start")
    start = shift(base.time.low, unit, -count)
    wide = Time(start, base.time.high, grain)
    exact = Time(almanac.add_days(shift(base.time.high, unit, -count), 1), base.time.high)
    if unit in UNIT_MONTHS and base.time.high == almanac.last_day(
        base.time.high.year, base.time.high.month
    ):
        months = almanac.add_months(
            base.time.high.replace(day=1), 1 - UNIT_MONTHS[unit] * count
        )
        exact = Time(months, base.time.high)
    if grain in ("month", "year"):
        low = almanac.add_months(start, 1 if grain == "month" else 12)
        exact = Time(low, base.time.high, grain)
    return Answer(
        wide, "counted back from its end", [(exact, "without the first unit twice")]
    )
