"""Put a date expression on the calendar: one proposed reading, the others, and why."""

from collections.abc import Callable
from datetime import date

from claims.extraction.dates import almanac
from claims.extraction.dates.bounds import resolve_edged, resolve_range, share_year
from claims.extraction.dates.feasts import resolve_named
from claims.extraction.dates.periods import (
    resolve_century,
    resolve_decade,
    resolve_edge_period,
    resolve_fiscal,
    resolve_part,
    resolve_period,
    resolve_season,
    resolve_year,
)
from claims.extraction.dates.pieces import Answer, Node, Time
from claims.extraction.dates.tense import Story, read_tense

MONTH_FIRST = {"US", "PH", "BZ", "FM"}
UNDATED = "needs the publication date, which is not known"
FAR = {
    "day": 300,
    "month": 335,
}  # news gives the year of what is further off than this many days


def resolve_node(node: Node, story: Story) -> Answer:
    """The reading of a node that needs no other date in the story."""
    if node.shape == "edged":
        return resolve_edged(node, resolve_node(node.at["of"], story))
    if node.shape == "range":
        left, right = node.at["left"], node.at["right"]
        share_year(left, right)
        ends = resolve_node(left, story), resolve_node(right, story)
        return resolve_range(node, ends, story.ref)
    return _RESOLVERS[node.shape](node, story)


def _resolve_day(node: Node, story: Story) -> Answer:
    month, day, second = node.at["month"], node.at["day"], node.get("day2")
    year, ref = node.get("year"), story.ref
    if node.get("of") is not None and ref is not None:
        year = ref.year + min(max(node.at["of"].get("which") or 0, -1), 1)
    if year is not None:
        time = _make_days(year, month, day, second)
        return Answer(time, "a full date" if node.get("year") else "the year is said")
    if ref is None:
        return Answer(None, UNDATED, extra={"partial": f"--{month:02d}-{day:02d}"})
    times = [_make_days(ref.year + n, month, day, second) for n in (-1, 0, 1)]
    return choose_near([time for time in times if time], node, story)


def _make_days(year: int, month: int, day: int, second: int | None) -> Time | None:
    try:
        low = date(year, month, day)
        return Time(low, date(year, month, second) if second else low)
    except ValueError:
        return None


def choose_near(times: list[Time], node: Node, story: Story) -> Answer:
    """Of the same day or month in neighbouring years, the one the tense points to."""
    ref = story.ref
    if ref is None or not times:
        return Answer(None, UNDATED if ref is None else "no such day in the calendar")
    tense = read_tense(node, story)
    times = sorted(times, key=lambda time: abs((_near_end(time, ref) - ref).days))
    best = times[0]
    want = [time for time in times if _agrees(time, tense, ref)]
    if (
        tense
        and want
        and abs((_near_end(want[0], ref) - ref).days) <= FAR.get(node.shape, 300)
    ):
        best = want[0]
    others = [(time, "the same day of a neighbouring year") for time in times[:2]]
    sure = bool(tense) and "?" not in tense
    clear = best == times[0] and (sure or abs((best.low - ref).days) < 60)
    reason = "no year is said: the nearest one"
    if tense and best in want:
        reason = f"no year is said; the verb looks to the {tense.rstrip('?')}"
    kept = [] if clear else [(time, why) for time, why in others if time != best]
    return Answer(best, reason, kept)


def _near_end(time: Time, ref: date) -> date:
    return min(max(ref, time.low), time.high)


def _agrees(time: Time, tense: str, ref: date) -> bool:
    if tense.startswith("past"):
        return time.low <= ref
    return time.high >= ref


def _resolve_numeric(node: Node, story: Story) -> Answer:
    """Day and month in the locale's order; the other order is kept where it is a day."""
    first, second, year = node.at["a"], node.at["b"], node.at["c"]
    if year < 100:
        pivot = (story.ref.year if story.ref else 2050) % 100 + 20
        year += 2000 if year <= pivot else 1900
    month_first = story.locale in MONTH_FIRST and node.at["sep"] != "."
    pairs = [(first, second), (second, first)]
    if not month_first:
        pairs.reverse()
    times = [_make_days(year, month, day, None) for month, day in pairs]
    kept = list(dict.fromkeys(time for time in times if time is not None))
    if not kept:
        return Answer(None, "no such day in the calendar")
    order = "month first" if month_first else "day first"
    others = [(time, "day and month the other way round") for time in kept[1:]]
    return Answer(kept[0], f"read {order}, as in {story.locale or 'this locale'}", others)


def _resolve_iso(node: Node, _: Story) -> Answer:
    time = _make_days(node.at["a"], node.at["b"], node.at["c"], None)
    if time and node.get("hour") is not None and node.at["hour"] < 24:
        minute = node.at["hour"] * 60 + node.at["minute"]
        time = Time(time.low, time.low, "minute", minute)
    return Answer(time, "an ISO date" if time else "no such day in the calendar")


def _resolve_month(node: Node, story: Story) -> Answer:
    """A month; 'the December quarter' is the three months that end with it."""
    answer = _resolve_bare_month(node, story)
    if node.get("ordinal") is not None and answer.time is not None:
        return _pick_weekday(node, answer.time)
    size = {"quarter": 3, "half": 6}.get(str(node.get("span_unit")))
    if size is None or answer.time is None:
        return answer
    first = almanac.add_months(answer.time.low, 1 - size)
    time = almanac.months_from(first, size)
    return Answer(time, f"the {node.at['span_unit']} that ends with the month")


def _pick_weekday(node: Node, month: Time) -> Answer:
    """'the first Monday in May'."""
    nth = node.at["ordinal"]
    if nth == 0 or nth > 5:
        return Answer(None, "a month has no such weekday")
    first = month.low
    day = almanac.nth_weekday(first.year, first.month, node.at["weekday"], nth)
    if day.month != first.month:
        return Answer(None, "the month has no such weekday")
    return Answer(Time(day, day), "that weekday of the month")


def _resolve_beside(node: Node, story: Story) -> Answer:
    """'the Monday after Easter': the nearest such weekday on that side of the day."""
    base = resolve_node(node.at["of"], story)
    if base.time is None:
        return base
    if str(node.at["side"]) == "before":
        day = almanac.weekday_before(base.time.low, node.at["weekday"], strict=True)
    else:
        day = almanac.weekday_after(base.time.high, node.at["weekday"], strict=True)
    return Answer(Time(day, day), f"counted from {base.time.iso}")


def _resolve_bare_month(node: Node, story: Story) -> Answer:
    month, year, which, ref = (
        node.at["month"],
        node.get("year"),
        node.get("which"),
        story.ref,
    )
    if year is None and node.get("yy") is not None:
        year = 2000 + node.at["yy"] if node.at["yy"] < 60 else 1900 + node.at["yy"]
    if year is not None:
        return Answer(almanac.month_of(date(year, month, 1)), "month and year are said")
    if ref is None:
        return Answer(None, UNDATED, extra={"partial": f"--{month:02d}"})
    if node.get("of") is not None:
        which, year = None, ref.year + min(max(node.at["of"].get("which") or 0, -1), 1)
        return Answer(almanac.month_of(date(year, month, 1)), "the year is said")
    if which is not None and node.rule == "month-year":
        year = ref.year + min(max(which, -1), 1)
        return Answer(almanac.month_of(date(year, month, 1)), "the year is said")
    if which is not None:
        return _resolve_which_month(month, which, ref)
    times = [almanac.month_of(date(ref.year + n, month, 1)) for n in (-1, 0, 1)]
    return choose_near(times, node, story)


def _resolve_which_month(month: int, which: int, ref: date) -> Answer:
    """'last March' is the latest March that is over, 'next March' the first to come."""
    this = almanac.month_of(date(ref.year, month, 1))
    if which == 0:
        return Answer(this, "this year's")
    step = -1 if which < 0 else 1
    over = this.high < ref if step < 0 else this.low > ref
    other = almanac.month_of(date(ref.year + step, month, 1))
    if not over:
        return Answer(other, "the nearest one wholly on that side of publication")
    return Answer(this, "the nearest one", [(other, "the one of the neighbouring year")])


def _resolve_weekday(node: Node, story: Story) -> Answer:
    weekday, which, ref = node.at["weekday"], node.get("which"), story.ref
    if ref is None:
        return Answer(None, UNDATED)
    if node.rule == "weekday-of-week" or (which is not None and _is_tail(node, story)):
        week = almanac.week_of(almanac.add_days(ref, 7 * which)).low
        day = almanac.add_days(week, weekday)
        return Answer(Time(day, day), "that weekday of the week said")
    if node.get("plus"):
        day = almanac.add_days(almanac.weekday_after(ref, weekday, strict=True), 7)
        return Answer(Time(day, day), "a week after the coming one")
    if which is not None:
        return _resolve_which_weekday(weekday, which, node, story)
    return _resolve_bare_weekday(weekday, node, story)


def _is_tail(node: Node, story: Story) -> bool:
    """Whether the weekday comes first, as in 'Tuesday last week'."""
    return node.rule == "weekday" and story.text[node.end - 4 : node.end].lower() == "week"


def _resolve_which_weekday(weekday: int, which: int, node: Node, story: Story) -> Answer:
    ref = story.ref or date.min
    before = almanac.weekday_before(ref, weekday, strict=True)
    after = almanac.weekday_after(ref, weekday, strict=True)
    monday = almanac.week_of(ref).low
    if which < 0:
        others = []
        if before >= monday and "past" not in story.text[node.start : node.end].lower():
            earlier = almanac.add_days(before, -7)
            others = [(Time(earlier, earlier), "the one of the week before")]
        return Answer(Time(before, before), "the last such day before publication", others)
    if which == 0:
        day = almanac.add_days(monday, weekday)
        return Answer(Time(day, day), "this week's")
    later = almanac.add_days(after, 7)
    if after <= almanac.add_days(monday, 6):
        return Answer(
            Time(later, later),
            "that weekday of next week",
            [(Time(after, after), "the first one to come")],
        )
    return Answer(Time(after, after), "the first such day after publication")


def _resolve_bare_weekday(weekday: int, node: Node, story: Story) -> Answer:
    """In news copy: the last such day up to publication, unless the verb looks ahead."""
    ref = story.ref or date.min
    past, future = almanac.weekday_before(ref, weekday), almanac.weekday_after(ref, weekday)
    tense = read_tense(node, story)
    ahead = tense.startswith("future")
    day, other = (future, past) if ahead else (past, future)
    others = []
    if other != day and (not tense or "?" in tense):
        others = [(Time(other, other), "if the other tense is meant")]
    reason = (
        "the coming one: the verb looks ahead"
        if ahead
        else "the last one up to publication"
    )
    return Answer(Time(day, day), reason, others)


def _resolve_deictic(node: Node, story: Story) -> Answer:
    if story.ref is None:
        return Answer(None, UNDATED)
    days = node.get("deictic")
    if days is None:
        night = node.get("part_of_day") in ("night", "evening")
        days = -1 if node.get("near") == "last" and night else 0
    day = almanac.add_days(story.ref, days)
    return Answer(Time(day, day), "counted from publication")


_RESOLVERS: dict[str, Callable[[Node, Story], Answer]] = {
    "day": _resolve_day,
    "numeric": _resolve_numeric,
    "iso": _resolve_iso,
    "month": _resolve_month,
    "weekday": _resolve_weekday,
    "weekday_beside": _resolve_beside,
    "deictic": _resolve_deictic,
    "year": resolve_year,
    "decade": resolve_decade,
    "century": resolve_century,
    "period": resolve_period,
    "part": resolve_part,
    "season": resolve_season,
    "fiscal": resolve_fiscal,
    "edge_period": resolve_edge_period,
    "named": resolve_named,
}
