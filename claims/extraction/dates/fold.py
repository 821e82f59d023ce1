"""Join neighbouring pieces into whole ones: clock and day, ranges, 'the end of X'."""

import re
from collections.abc import Callable

from claims.extraction.dates.language import Language
from claims.extraction.dates.pieces import Node

Join = Callable[[Node, Node, str, Language], Node | None]
DAYS = {"day", "numeric", "iso", "weekday", "deictic", "named"}
SPANS = {"month", "year", "period", "part", "season", "fiscal", "decade", "century"}
RANGED = DAYS | SPANS | {"clock", "clock24", "moment", "edged", "edge_period"}
EDGED = {
    "end": SPANS,
    "start": SPANS,
    "day": DAYS,
    "week": DAYS,
    "week-to": DAYS,
    "weekend": DAYS,
}


def fold_pieces(nodes: list[Node], text: str, language: Language) -> list[Node]:
    """Whole expressions in order; pieces that mean nothing alone are gone."""
    nodes = [_stretch(node, text, language) for node in nodes]
    for join in (_join_part, _join_weekday, _join_clock, _join_edge, _join_offset):
        nodes = _run_join(nodes, join, text, language)
    nodes = _run_join(nodes, _join_range, text, language)
    nodes = _run_join(nodes, _join_window, text, language)
    return [node for node in nodes if stands_alone(node, text)]


def _stretch(node: Node, text: str, language: Language) -> Node:
    """A day with its morning, afternoon, evening or night after it."""
    if node.shape in ("weekday", "day", "named", "offset"):
        match = language.context["day_tail"].match(text, node.end)
        if match is not None:
            node.end = match.end()
    return node


def _run_join(nodes: list[Node], join: Join, text: str, language: Language) -> list[Node]:
    done: list[Node] = []
    for node in nodes:
        last = node
        while done and last.start - done[-1].end <= 30:
            joined = join(done[-1], last, text, language)
            if joined is None:
                break
            done.pop()
            last = joined
        done.append(last)
    return done


def _fits(name: str, gap: str, language: Language) -> bool:
    pattern = language.joins.get(name)
    return pattern is not None and pattern.fullmatch(gap) is not None


def _merge(one: Node, two: Node, shape: str, rule: str, /, **at: object) -> Node:
    return Node(one.start, two.end, shape, rule, dict(at))


def _join_part(left: Node, right: Node, text: str, language: Language) -> Node | None:
    """'the first quarter of' 2019, 'the last two weeks of' March, '3 March' last year."""
    gap = text[left.end : right.start]
    if left.get("of") is not None or not _fits("part_of", gap, language):
        return None
    if left.shape in ("part", "window") and right.shape in SPANS and not left.get("year"):
        if left.shape == "window" and (gap.isspace() or left.get("side") == "past"):
            return None
        return _merge(left, right, "part", left.rule, **{**left.at, "of": right})
    of_year = right.shape == "period" and right.get("unit") == "year"
    if left.shape in ("day", "month") and of_year and not left.get("year"):
        return _merge(left, right, left.shape, left.rule, **{**left.at, "of": right})
    return None


def _join_weekday(left: Node, right: Node, text: str, language: Language) -> Node | None:
    gap = text[left.end : right.start]
    beside = left.shape == "weekday_beside" and left.get("of") is None
    if beside and right.shape in ("day", "named") and gap == " ":
        return _merge(left, right, left.shape, left.rule, **{**left.at, "of": right})
    if left.shape != "weekday" or right.shape not in ("day", "numeric", "iso"):
        return None
    if left.get("which") is not None or not _fits("weekday_day", gap, language):
        return None
    joined = _merge(
        left, right, right.shape, right.rule, **right.at, said=left.get("weekday")
    )
    if "(" in gap:
        if text[right.end : right.end + 1] != ")":
            return None
        joined.end += 1
    return joined


def _join_clock(left: Node, right: Node, text: str, language: Language) -> Node | None:
    gap = text[left.end : right.start]
    clocks = ("clock", "clock24")
    days = DAYS | {"offset"} if "story-period" in (left.rule, right.rule) else DAYS
    if left.shape in clocks and right.shape in days and _fits("clock_day", gap, language):
        return _merge(left, right, "moment", "clock-and-day", clock=left, day=right)
    joined = _fits("day_clock", gap, language) or _fits("clock_of_day", gap, language)
    if left.shape in days and right.shape in clocks and joined:
        return _merge(left, right, "moment", "day-and-clock", clock=right, day=left)
    return None


def _join_edge(left: Node, right: Node, text: str, language: Language) -> Node | None:
    """'early', 'mid-', 'the end of' before what they bound."""
    if left.shape != "edge" or left.end != right.start:
        return None
    edge = language.lookup["modifier"].get(left.at["edge"], left.at["edge"])
    allowed = EDGED.get(str(edge), SPANS | DAYS | {"edge_period", "moment"})
    if right.shape not in allowed or (right.shape == "deictic" and edge == "mid"):
        return None
    if text[left.start : left.end].lower() == "end " and right.shape != "month":
        return None
    return _merge(left, right, "edged", "edge-of-span", edge=edge, of=right)


def _join_offset(left: Node, right: Node, text: str, language: Language) -> Node | None:
    """'three days after' Christmas; a possessive ('Tuesday's attack') is left outside."""
    if left.shape != "offset" or left.get("step") not in ("after", "before", "from", "on"):
        return None
    if left.get("of") or not _fits("offset", text[left.end : right.start], language):
        return None
    if right.shape not in RANGED - {"clock24"} or re.match(
        r"[’']s? |[ -](?!and|but|when|as|in|on|at|that|with|after|to|for)[a-z]",
        text[right.end : right.end + 9],
    ):
        return None
    return _merge(left, right, "offset", left.rule, **{**left.at, "of": right})


def _join_range(left: Node, right: Node, text: str, language: Language) -> Node | None:
    if left.shape not in RANGED or right.shape not in RANGED:
        return None
    gap = text[left.end : right.start]
    before = text[max(0, left.start - 60) : left.start]
    pair = _grade(left), _grade(right)
    if pair[0] != pair[1] and "clock" in pair:
        return None
    moved = language.context["moved"].search(before) is not None
    if _fits("range", gap, language) and not moved and _may_span(left, right, gap, pair):
        return _merge(left, right, "range", "range", left=left, right=right)
    between = language.joins["range_before"].search(before) is not None
    if between and _fits("range_and", gap, language):
        return _merge(left, right, "range", "range", left=left, right=right)
    return None


def _may_span(left: Node, right: Node, gap: str, pair: tuple[str, str]) -> bool:
    """A dash needs both sides of one grade; words may bridge a day and a month."""
    if left.get("which") == -1 and right.shape in ("period", "year"):
        return False
    return pair[0] == pair[1] or (bool(gap.strip(" -–—")) and "clock" not in pair)


def _grade(node: Node) -> str:
    if node.shape in ("clock", "clock24", "moment"):
        return "clock"
    if node.shape == "edged":
        return _grade(node.at["of"])
    return "day" if node.shape in DAYS else node.shape


def _join_window(left: Node, right: Node, text: str, language: Language) -> Node | None:
    """'the five years to' March 2028."""
    gap = text[left.end : right.start]
    if left.shape != "window_to" or left.get("of") or not _fits("to", gap, language):
        return None
    if right.shape not in RANGED - {"clock", "clock24", "moment"}:
        return None
    return _merge(left, right, "window_to", left.rule, **{**left.at, "of": right})


def stands_alone(node: Node, text: str) -> bool:
    """Whether a piece says a time by itself."""
    if node.shape == "edge":
        return False
    if node.shape in ("window_to", "weekday_beside"):
        return node.get("of") is not None
    if node.shape == "window":
        return node.get("side") not in ("first", "final", "opening", "closing", "current")
    if node.shape == "part":
        return node.rule != "first-months" or node.get("of") is not None
    if node.shape == "offset" and node.get("step") in ("from", "on from"):
        return node.get("of") is not None or node.get("today") is not None
    said = any(node.get(name) is not None for name in ("which", "twice", "within"))
    if node.shape == "period" and not said:
        before = text[max(0, node.start - 12) : node.start].lower()
        weekend = node.get("unit") == "weekend"
        return weekend and re.search(r"\b(?:over|at|during|on) $", before) is not None
    return True
