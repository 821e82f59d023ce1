"""Find the pieces of dates in a text, left to right, before any is understood."""

import re
from typing import Any

from claims.extraction.dates.guards import is_date_here
from claims.extraction.dates.language import WHOLE, Language, Rule
from claims.extraction.dates.pieces import Node

_ALIAS = {
    "month_short": "month",
    "weekday_short": "weekday",
    "day3": "day2",
    "digits2": "digits",
    "yy2": "yy",
    "qh2": "qh",
    "zone2": "zone",
    "which2": "which",
    "roman": "ordinal",
    "unit2": "unit",
}


def scan_pieces(text: str, language: Language) -> list[Node]:
    """Pieces in order, none overlapping; the longest rule wins at each place."""
    nodes: list[Node] = []
    search, at = language.trigger.search, 0
    while (trigger := search(text, at)) is not None:
        start = trigger.start()
        node = _match_longest(text, start, language, trigger.lastgroup or "")
        if node is None:
            at = max(trigger.start() + 1, start + 1)
        else:
            nodes.append(node)
            at = node.end
    return nodes


def _match_longest(text: str, start: int, language: Language, on: str) -> Node | None:
    best: Node | None = None
    for rule in language.rules.get(on, ()):
        match = rule.pattern.match(text, start)
        if match is None or (best is not None and match.end() <= best.end):
            continue
        node = _build_node(match, rule, language)
        if is_date_here(text, node, language):
            best = node
    return best


def _build_node(match: re.Match[str], rule: Rule, language: Language) -> Node:
    at: dict[str, Any] = {}
    for name, word in match.groupdict().items():
        if word is not None:
            known = name if name in language.lookup else _ALIAS.get(name, name)
            at[_ALIAS.get(name, name)] = _read_word(known, word, language)
    if at.get("plushalf") or at.get("plushalf2"):
        at["n"] = float(at.get("n") or 1) + 0.5
    words = match.group()
    if rule.shape == "deictic" and words[0].isupper():
        at["capital"] = True
    if rule.shape == "window":
        at["plural"] = words.endswith("s") or None
        at["bare"] = (
            at.get("side") if words.lower().startswith(str(match["side"]).lower()) else None
        )
    if "named" in at:
        at["row"] = language.find_named(str(match["named"]))
    return Node(match.start(), match.end(), rule.shape, rule.id, at)


def _read_word(name: str, word: str, language: Language) -> Any:
    """The value of a matched group: a number, a looked-up word, or the word itself."""
    if name in WHOLE:
        return int(word)
    if name == "n":
        return read_number(word, language)
    plain = " ".join(word.lower().split())
    return language.lookup.get(name, {}).get(plain, plain)


def read_number(word: str, language: Language) -> float:
    """The number in figures or words (below a hundred); 1 when it says only 'next'."""
    plain = " ".join(word.lower().split())
    if plain[0].isdigit():
        return float(plain.replace(",", ""))
    numbers, tens = language.lookup["number"], language.lookup["tens"]
    if plain in numbers:
        return float(numbers[plain])
    first, _, rest = re.sub(r"[- ]y[- ]", "-", plain).replace(" ", "-").partition("-")
    return float(tens.get(first, 1)) + float(numbers.get(rest, 0) if rest else 0)
