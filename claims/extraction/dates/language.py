"""A language of dates: its words and patterns, read from `data/dates_<code>.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data"
GAP = r"(?:[ \t\u00a0\u202f]{1,2}|\n(?!\n))"
NUMERALS = {
    "day": r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|º)?(?!\d)",
    "day2": r"(?P<day2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)",
    "day3": r"(?P<day3>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)",
    "day_th": r"(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)",
    "year": r"(?P<year>(?:1[0-9]|20|21)\d\d)(?!\d)",
    "yy": r"(?P<yy>\d\d)(?!\d)",
}
WHOLE = frozenset(
    "day day2 day3 year year2 yy yy2 hour hour2 minute minute2 a b c "
    "digits digits2 long short".split()
)
_SPACE = re.compile(r"(\[(?:\\.|[^\]\\])*\])| ")
_SLOT = re.compile(r"\{(:?)([a-z_]+\d?)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern: tried where a word of class `on` begins, it makes a node of `shape`."""

    id: str
    on: str
    shape: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Language:
    """Compiled words and patterns; `lookup[class][lower-case word]` is a word's value."""

    code: str
    ambiguous_months: frozenset[int]
    lookup: Mapping[str, Mapping[str, Any]]
    trigger: re.Pattern[str]
    rules: Mapping[str, tuple[Rule, ...]]
    joins: Mapping[str, re.Pattern[str]]
    context: Mapping[str, re.Pattern[str]]
    before: Mapping[str, frozenset[str]]
    endings: Mapping[str, re.Pattern[str]]
    named: tuple[tuple[re.Pattern[str], Mapping[str, Any]], ...]

    def find_named(self, words: str) -> Mapping[str, Any] | None:
        """The row of the named day that `words` say; the longest name comes first."""
        for pattern, row in self.named:
            if pattern.match(words):
                return row
        return None


@cache
def load_language(code: str) -> Language:
    """The language `code`, English when no table exists for it."""
    path = DATA / f"dates_{code}.toml"
    if not path.exists():
        path = DATA / "dates_en.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    slots = _list_slots(table)
    rules: dict[str, list[Rule]] = {}
    for row in table["rule"]:
        pattern = re.compile(_fill(row["pattern"], slots))
        rules.setdefault(row["on"], []).append(
            Rule(row["id"], row["on"], row["shape"], pattern)
        )
    return Language(
        code=table["code"],
        ambiguous_months=frozenset(table["ambiguous_months"]),
        lookup=_list_lookup(table),
        trigger=_compile_trigger(table, slots),
        rules={on: tuple(some) for on, some in rules.items()},
        joins=_compile_all(table["joins"], slots),
        context=_compile_all(table["context"], slots),
        before={name: frozenset(some) for name, some in table["before"].items()},
        endings=_compile_all(table["tense_endings"], slots),
        named=tuple((re.compile(_name_alone(row)), row) for row in table.get("named", ())),
    )


def _list_slots(table: Mapping[str, Any]) -> dict[str, str]:
    """Pattern text by slot name, without the capturing group."""
    slots = {name: _join_names(words) for name, words in table["names"].items()}
    for name, words in table["words"].items():
        flag = "" if name == "zone" else "i"
        slots[name] = f"(?{flag}:{_join_words(words)})"
    slots["named"] = "|".join(row["pattern"] for row in table.get("named", ())) or "(?!)"
    slots["n"] = (
        r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?|"
        f"{slots['tens']}(?:-{slots['number']})?|{slots['number']}"
    )
    for name, pattern in table.get("groups", {}).items():
        slots["=" + name] = pattern
    return slots


def _name_alone(row: Mapping[str, Any]) -> str:
    """A named day's pattern with no regard for what follows, which was read already."""
    alone = re.sub(r"\(\?[=!].*\)$", "", row["pattern"])
    return f"(?:{_widen(alone)})$"


def _join_names(words: Mapping[str, Any]) -> str:
    """Proper names: as written, and in capitals as in headlines and datelines."""
    forms = {form for word in words for form in (word, word.upper())}
    return "(?:" + "|".join(sorted(map(re.escape, forms), key=_longest)) + ")"


def _join_words(words: Mapping[str, Any]) -> str:
    return "|".join(sorted(words, key=_longest))


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word


def _fill(pattern: str, slots: Mapping[str, str], *, capture: bool = True) -> str:
    """`pattern` with its slots filled and each space widened to any single gap."""

    def fill_slot(match: re.Match[str]) -> str:
        quiet, name = match.groups()
        if "=" + name in slots:
            return _fill(slots["=" + name], slots, capture=capture)
        if name in NUMERALS and name not in slots:
            return NUMERALS[name]
        body = slots[name.rstrip("2")]
        return f"(?:{body})" if quiet or not capture else f"(?P<{name}>{body})"

    # A slot's own text may hold spaces ("half a"), so gaps are widened last.
    return _widen(_SLOT.sub(fill_slot, pattern))


def _widen(pattern: str) -> str:
    """`pattern` with each space outside a character class made any single gap."""
    return _SPACE.sub(lambda space: space[1] or GAP, pattern)


def _compile_all(
    patterns: Mapping[str, str], slots: Mapping[str, str]
) -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(_fill(pattern, slots, capture=False))
        for name, pattern in patterns.items()
    }


def _compile_trigger(table: Mapping[str, Any], slots: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern that finds where any rule may begin; the class is its last group."""
    parts = []
    for name, pattern in table["triggers"].items():
        filled = _fill(pattern, slots, capture=False)
        parts.append(f"(?P<{name}>{filled})")
    return re.compile(r"(?<![\w\ufffc])(?=[\w’'‘])(?:" + "|".join(parts) + ")")


def _list_lookup(table: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    lookup: dict[str, dict[str, Any]] = {}
    for kind in ("names", "words"):
        for name, words in table[kind].items():
            lookup[name] = {word.lower(): value for word, value in words.items()}
    lookup["tense"] = {
        word: tense for tense, words in table["tense"].items() for word in words
    }
    return lookup
