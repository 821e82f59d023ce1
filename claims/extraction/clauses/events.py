"""Events: a clause whose verb or noun says that something happened."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from claims.extraction.clauses.lexicon import event_pattern
from claims.extraction.found import Draft, Found

# An event's clause ends here; a comma ends it unless a place's second name follows.
CLAUSE_END = re.compile(
    r"[;—“”\"«»]|:(?=\s)|,(?=\s)(?!\s[A-Z][\w’-]*(?=[,.]))|\s(?:and|but|while|who|which)\s"
)
CLAUSE_START = re.compile(
    r"[;—“”\"«»]|[:,](?=\s)|\s[-–]\s"
    r"|\s(?:but|while|that|after|when|before|who|which)\s"
    # `and` joins two things unless a verb has come before it
    r"|\b(?:\w+ed|was|were|is|are|has|have|had|will|would|said)\b[^,;]{0,120}?\sand\s"
)
REACH = 260


def find_events(draft: Draft, *, found: Sequence[Found]) -> list[Found]:
    """Events in reading order, at most one for a clause.

    The value is {"kind", "verb"} with {"who", "where", "when"} where the clause has them,
    and `slots`: the offsets [start, end] of the finer claims that fill them.
    """
    pattern, kinds = event_pattern()
    starts = [start for start, _ in draft.sentences]
    fine = sorted(found, key=lambda item: item.start)
    quotes = [item for item in fine if item.kind == "quote"]
    events: list[Found] = []
    for match in pattern.finditer(draft.text):
        index = bisect_right(starts, match.start()) - 1
        behind = bool(events) and match.start() < events[-1].end
        if index < 0 or behind or is_inside(quotes, match.start()):
            continue
        event = read_event(draft, draft.sentences[index], match, kinds[match[0]], fine)
        if not events or event.start >= events[-1].end:
            events.append(event)
    return events


def is_inside(items: Sequence[Found], at: int) -> bool:
    """True when one of `items` (apart, in order) covers offset `at`."""
    index = bisect_right(items, at, key=lambda item: item.start) - 1
    return index >= 0 and items[index].end > at


def read_event(
    draft: Draft,
    sentence: tuple[int, int],
    match: re.Match[str],
    kind: str,
    fine: Sequence[Found],
) -> Found:
    """The event of the cue at `match`, with its clause and slots."""
    text = draft.text
    start = find_start(text, max(sentence[0], match.start() - REACH), match.start())
    end = find_end(text, match.end(), min(sentence[1], match.end() + REACH))
    who = " ".join(text[start : match.start()].split())
    near = max(sentence[0], start - REACH), min(sentence[1], end + REACH)
    slots = fill_slots(fine, start, end, near)
    value: dict[str, Any] = {"kind": kind, "verb": match[0]}
    if who:
        value["who"] = who
    if "when" in slots:
        value["when"] = slots["when"].value.get("iso", "")
    if "where" in slots:
        value["where"] = slots["where"].value["name"]
    value["slots"] = {name: [item.start, item.end] for name, item in slots.items()}
    return Found(
        start=start,
        end=end,
        kind="event",
        value=value,
        rule=f"event.{kind}",
        confidence=0.6,
        reason=f"“{match[0]}” says that something happened",
        parts={"cue": match[0]},
    )


def find_start(text: str, start: int, at: int) -> int:
    """Where the clause around `at` begins, without white space."""
    for found in CLAUSE_START.finditer(text, start, at):
        start = found.end()
    while start < at and text[start].isspace():
        start += 1
    return start


def find_end(text: str, at: int, end: int) -> int:
    """Where the clause around `at` ends, without its punctuation."""
    found = CLAUSE_END.search(text, at, end)
    stop = found.start() if found else end
    while stop > at and (text[stop - 1].isspace() or text[stop - 1] in '.,;:!?”"'):
        stop -= 1
    return stop


def fill_slots(
    fine: Sequence[Found], start: int, end: int, sentence: tuple[int, int]
) -> dict[str, Found]:
    """The finer claims that say when, where and what; a date may stand outside."""
    slots: dict[str, Found] = {}
    names = {"date": "when", "place": "where", "personnel_count": "what", "count": "what"}
    at = bisect_right(fine, sentence[0] - 1, key=lambda item: item.start)
    while at < len(fine) and fine[at].start < sentence[1]:
        item, at = fine[at], at + 1
        slot = names.get(item.kind)
        within = start <= item.start and item.end <= end
        if slot and (within or slot == "when"):
            slots[slot] = nearer(slots.get(slot, item), item, start=start, end=end)
    return slots


def nearer(first: Found, second: Found, *, start: int, end: int) -> Found:
    """The one inside the clause, else the one that stands closer to it."""
    gaps = [max(0, start - item.end, item.start - end) for item in (first, second)]
    return first if gaps[0] <= gaps[1] else second
