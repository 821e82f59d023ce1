"""Times counted from other times: offsets, windows, clock times on the story's day."""

from dataclasses import dataclass, field
from datetime import date

from claims.extraction.dates import almanac
from claims.extraction.dates.periods import UNIT_DAYS, UNIT_MONTHS
from claims.extraction.dates.pieces import Answer, Node, Time
from claims.extraction.dates.resolve import UNDATED, resolve_node
from claims.extraction.dates.tense import Story

CLOCKS = ("clock", "clock24", "moment")
MINUTES = {"second": 1 / 60, "minute": 1, "hour": 60}


@dataclass(slots=True)
class Timeline:
    """The expressions of a story in order, with the answers given so far by position."""

    story: Story
    nodes: list[Node]
    answers: dict[int, Answer] = field(default_factory=dict)

    def dated(
        self, index: int, *, step: int, within: bool, days: int = 40000
    ) -> tuple[int, Time] | None:
        """The nearest dated expression on one side, in the same sentence when `within`.

        Spans longer than `days` are passed over.
        """
        bounds = self.story.sentence_of(self.nodes[index].start)
        at = index + step
        while 0 <= at < len(self.nodes) and abs(at - index) <= 8:
            if within and not bounds[0] <= self.nodes[at].start < bounds[1]:
                return None
            answer = self.answers.get(at)
            time = answer.time if answer is not None else None
            if time is not None and (time.high - time.low).days < days:
                return at, time
            at += step
        return None


def resolve_all(nodes: list[Node], story: Story) -> list[Answer]:
    """An answer for each node: first those that stand alone, then those that lean."""
    line = Timeline(story, nodes)
    later = []
    for index, node in enumerate(nodes):
        if _leans(node) or (node.shape == "deictic" and _is_quoted(node, story)):
            later.append(index)
        else:
            line.answers[index] = resolve_node(node, story)
    for index in later:
        line.answers[index] = resolve_leaning(line, index, nodes[index])
    return [line.answers[index] for index in range(len(nodes))]


def _is_quoted(node: Node, story: Story) -> bool:
    """Whether the node stands between quotation marks opened in its own paragraph."""
    start = story.text.rfind("\n", max(0, node.start - 600), node.start) + 1
    words = story.text[max(start, node.start - 600) : node.start]
    curly = words.rfind("“") > words.rfind("”") or words.rfind("«") > words.rfind("»")
    return curly or words.count('"') % 2 == 1


def _resolve_quoted(line: Timeline, index: int, node: Node) -> Answer:
    """'today' in a dated quote is the quote's day; publication's is kept."""
    plain = resolve_node(node, line.story)
    near = line.dated(index, step=-1, within=True, days=1)
    near = near or line.dated(index, step=1, within=True, days=1)
    if near is None or plain.time is None or line.story.ref is None:
        return plain
    if line.nodes[near[0]].shape not in ("day", "weekday", "moment"):
        return plain
    day = almanac.add_days(near[1].low, (plain.time.low - line.story.ref).days)
    return Answer(
        Time(day, day),
        "said in a quote of that day",
        [(plain.time, "counted from publication")],
    )


def _leans(node: Node) -> bool:
    if node.shape in ("offset", "window", "window_to", *CLOCKS):
        return True
    if node.shape == "range":
        return _leans(node.at["left"]) or _leans(node.at["right"])
    return node.shape == "edged" and _leans(node.at["of"])


def resolve_leaning(line: Timeline, index: int, node: Node) -> Answer:
    """The answer for a node that needs another date, the story's day or a clock."""
    if node.shape == "deictic":
        return _resolve_quoted(line, index, node)
    if not _leans(node):
        return resolve_node(node, line.story)
    if node.shape in CLOCKS:
        return _resolve_clock(line, index, node)
    if node.shape == "range":
        return _resolve_clock_range(line, index, node)
    if node.shape == "edged":
        return resolve_leaning(line, index, node.at["of"])
    if node.shape == "offset":
        from claims.extraction.dates.offsets import resolve_offset  # each reads the other

        return resolve_offset(line, index, node)
    from claims.extraction.dates.offsets import resolve_window  # each reads the other

    return resolve_window(line, index, node)


def read_minute(node: Node) -> int | None:
    """The minute of the day a clock says."""
    if node.get("word"):
        return 0 if str(node.at["word"]) in ("midnight", "medianoche") else 720
    half = str(node.get("ampm") or node.get("half") or "").lower()
    if node.get("hour2") is not None:
        start = _count_minutes(
            node.at["hour"], node.get("minute"), str(node.get("ampm1") or half)
        )
        end = read_end(node)
        return start if end is None or start <= end else (start - 720) % 1440
    return _count_minutes(node.at["hour"], node.get("minute"), half)


def read_end(node: Node) -> int | None:
    """The minute of the day at which a span of clock time ends."""
    if node.get("hour2") is None:
        return None
    half = str(node.get("ampm") or "")
    return _count_minutes(node.at["hour2"], node.get("minute2"), half)


def _count_minutes(hour: int, minute: int | None, half: str) -> int:
    half = half.lower()
    if half.startswith("p") or half in ("afternoon", "evening", "tarde", "noche"):
        hour = hour % 12 + 12
    elif half:
        hour %= 12
    return int(hour) % 24 * 60 + (minute or 0)


def _resolve_clock(line: Timeline, index: int, node: Node) -> Answer:
    """A clock on the day it is joined to, else on the sentence's day, else the story's."""
    clock = node.get("clock") or node
    minute = read_minute(clock), read_end(clock)
    extra = {"zone": clock.get("zone")} if clock.get("zone") else {}
    if node.get("day") is not None and node.shape == "moment":
        base = resolve_leaning(line, index, node.at["day"])
        if base.time is None:
            return Answer(None, base.reason, extra=extra)
        others = [(_at(time, minute), why) for time, why in base.others]
        return Answer(
            _at(base.time, minute), f"clock and day; {base.reason}", others, extra
        )
    ref = line.story.ref
    near = line.dated(index, step=-1, within=True) or line.dated(index, step=1, within=True)
    if near is not None and near[1].low == near[1].high:
        day, reason = near[1].low, "on the day the sentence names"
    elif ref is not None:
        day, reason = ref, "on the story's day"
    else:
        return Answer(None, UNDATED, extra=extra)
    others = []
    if ref is not None and day != ref:
        others = [(_at(Time(ref, ref), minute), "on the story's day")]
    return Answer(_at(Time(day, day), minute), reason, others, extra)


def _at(time: Time, minutes: tuple[int | None, int | None]) -> Time:
    return Time(time.low, time.high, "minute", *minutes)


def _resolve_clock_range(line: Timeline, index: int, node: Node) -> Answer:
    left, right = node.at["left"], node.at["right"]
    if left.shape in ("clock", "clock24") and right.shape == "moment":
        if left.get("ampm") is None and left.get("word") is None:
            left.at["ampm"] = right.at["clock"].get("ampm")
        left = Node(
            left.start, left.end, "moment", left.rule, {"clock": left, **_day(right)}
        )
    elif right.shape in ("clock", "clock24") and left.shape == "moment":
        right = Node(
            right.start, right.end, "moment", right.rule, {"clock": right, **_day(left)}
        )
    first = resolve_leaning(line, index, left)
    last = resolve_leaning(line, index, right)
    if first.time is None or last.time is None:
        return Answer(None, first.reason if first.time is None else last.reason)
    if first.time.low > last.time.high:
        return Answer(None, "its ends are the wrong way round")
    time = Time(first.time.low, last.time.high, "minute")
    if time.low == time.high:
        time = Time(time.low, time.high, "minute", first.time.minute, last.time.minute)
    return Answer(time, f"a span; {first.reason}")


def _day(node: Node) -> dict[str, Node]:
    return {"day": node.at["day"]}


def shift(day: date, unit: str, count: float) -> date:
    """`day` moved by `count` units; less than a day moves it by whole days only."""
    if unit in UNIT_MONTHS:
        return almanac.add_months(day, max(-30000, min(30000, UNIT_MONTHS[unit] * count)))
    if unit in MINUTES:
        return almanac.add_days(day, int(MINUTES[unit] * count / 1440))
    return almanac.add_days(day, UNIT_DAYS.get(unit, 1) * count)


def shift_time(time: Time, unit: str, count: float) -> Time:
    """A span moved by `count` units, its grain kept; whole months stay whole."""
    if unit in MINUTES and time.minute is not None and time.low == time.high:
        total = time.minute + int(MINUTES[unit] * count)
        day = almanac.add_days(time.low, total // 1440)
        return Time(day, day, "minute", total % 1440)
    low, high = shift(time.low, unit, count), shift(time.high, unit, count)
    if time.grain == "month" or (time.grain == "year" and unit in UNIT_MONTHS):
        high = almanac.last_day(high.year, high.month)
    minute = time.minute if unit not in MINUTES else None
    return Time(low, high, time.grain, minute)
