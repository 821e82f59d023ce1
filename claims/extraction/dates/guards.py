"""What looks like a date and is not: context each shape must have around it."""

import re
from collections.abc import Callable

from claims.extraction.dates.language import Language
from claims.extraction.dates.pieces import Node

NEAR = 40


def is_date_here(text: str, node: Node, language: Language) -> bool:
    """Whether the words around `node` allow it to be a date."""
    guard = GUARDS.get(node.shape)
    if guard is None:
        return True
    before = text[max(0, node.start - NEAR) : node.start]
    after = text[node.end : node.end + NEAR]
    return guard(node, before, after, language)


def _says(language: Language, name: str, words: str) -> bool:
    pattern = language.context.get(name)
    return pattern is not None and pattern.search(words) is not None


_MEASURE = re.compile(r" ?[%°]| ?(?:km|m|kg|cm|mm|lb|lbs|ft|g|s|per|to \d)\b")
_OPENING = re.compile(r"[.!?][”\"’)]* $|\n$")
_NAME = re.compile(
    r"\b(?!The |In |Since |During |Early |Late |Mid |By |From )[A-Z][\w-]* $"
)
_TAIL = re.compile(r"(?:([^\W\d_]+) )?([^\W\d_]+\.?)[ \n-]$")


def _follows(language: Language, name: str, before: str) -> bool:
    """Whether the last word, or the last two, of `before` are in the list `name`."""
    match = _TAIL.search(before, max(0, len(before) - 24))
    if match is None:
        return False
    words, last = language.before.get(name, frozenset()), match[2].lower()
    return last in words or f"{(match[1] or '').lower()} {last}" in words


def _guard_day(node: Node, before: str, _: str, language: Language) -> bool:
    if node.rule.endswith("dmy") and _says(language, "number_label", before):
        return False
    second = node.get("day2")
    return second is None or bool(node.get("day") < second)


def _guard_month(node: Node, before: str, after: str, language: Language) -> bool:
    if any(
        node.get(name) is not None
        for name in ("year", "yy", "which", "span_unit", "ordinal")
    ):
        return True
    pair = _says(language, "month_pair_after", after)
    if pair or _says(language, "month_pair_before", before):
        return True
    if _says(language, "march_not", after) and node.get("month") == 3:
        return False
    if node.get("month") not in language.ambiguous_months:
        return True
    if node.get("month") == 5:
        return _follows(language, "month_strict", before)
    possessive = re.match(r"[’']s ", after) is not None and node.get("month") != 8
    return possessive or _follows(language, "month_prep", before)


def _guard_year(node: Node, before: str, after: str, language: Language) -> bool:
    if node.get("fiscal"):
        return True
    before = before[-20:]
    if _says(language, "number_label", before) or _says(language, "year_measured", after):
        return False
    if node.get("year2") is not None:
        return _is_year_range(node, before, after)
    if _follows(language, "year_loose", before) and _says(language, "year_counted", after):
        return False
    if _follows(language, "year_prep", before) or _says(language, "year_list", before):
        return True
    return _is_bare_year(node, before, after, language)


def _guard_window(node: Node, before: str, _: str, language: Language) -> bool:
    """A window says how long; 'the coming weeks' does not, nor 'talks last two years'."""
    if node.get("n") is None:
        return node.get("plural") is None
    if node.get("bare") is None:
        return True
    return str(node.get("bare")) == "past" or _follows(language, "window_prep", before)


def _guard_deictic(node: Node, before: str, _: str, __: Language) -> bool:
    """'Today' in the middle of a sentence is a name: USA Today, the Today programme."""
    return not (node.get("capital") and re.search(r"[\w’'] $", before))


def _is_bare_year(node: Node, before: str, after: str, language: Language) -> bool:
    """'the 2016 election', 'its 2018 budget', '(1994)', '2018 was'; never a model year."""
    if _says(language, "year_det", before):
        noun = re.match(r" [A-Za-z]|-[a-z]", after) and node.get("year") >= 1800
        return bool(noun) and not _says(language, "year_makers", after)
    if re.match(r"[’']s ", after) and node.get("year") >= 1800:
        return True
    if not before.strip() or _OPENING.search(before):
        return _says(language, "year_verb", after)
    return before.endswith("(") and after[:1] in (")", "-", "–", ";", ",")


def _is_year_range(node: Node, before: str, after: str) -> bool:
    """A second year must follow the first; '2019-20' is one, '2001-44' is not."""
    first, second = node.get("year"), node.get("year2")
    if second < 100:
        second += first // 100 * 100
        if second <= first and first % 100 == 99:
            second += 100
    node.at["year2"] = second
    spread_ok = first < second <= first + 130
    return spread_ok and not before.endswith(("$", "£", "€", "-")) and after[:1] != "-"


def _guard_weekday(node: Node, before: str, after: str, language: Language) -> bool:
    if node.get("which") is not None:
        return True
    if _says(language, "weekday_not", after):
        return False
    return not _says(language, "weekday_not_before", before)


def _guard_clock24(node: Node, before: str, after: str, language: Language) -> bool:
    if node.get("hour") > 24 or after[:1] in ("%", "/"):
        return False
    if node.get("hrs") or node.get("zone"):
        return True
    follows = r"^(?:,? (?:on |local time)?(?:on )?|, )"
    days = "|".join(map(re.escape, language.lookup["weekday"]))
    if re.match(follows + f"(?:{days}|local)", after, re.IGNORECASE):
        return True
    measured = _says(language, "year_measured", after) or _MEASURE.match(after)
    return _follows(language, "clock_prep", before) and not measured


def _guard_clock(node: Node, before: str, after: str, language: Language) -> bool:
    if node.get("word"):
        if language.trigger.match(after[1:]) and re.match(r" [A-Z]", after):
            return True
        return _follows(language, "noon_prep", before) or node.get("zone") is not None
    return node.get("hour") is not None and node.get("hour") < 24


def _guard_numeric(node: Node, before: str, _: str, __: Language) -> bool:
    first, second, year = node.get("a"), node.get("b"), node.get("c")
    if node.get("sep") == "-" and year < 100:
        return False
    valid = 1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12
    return valid and not before.endswith(("$", "£", "€", "/", "v", "version "))


def _guard_decade(node: Node, before: str, _: str, __: Language) -> bool:
    named = node.get("long") and not node.get("part") and _NAME.search(before)
    return not named and not re.search(r"\b(?i:his|her|their|my|our|your) $", before)


_LASTING = re.compile(r"\b(?i:for|within)(?: (?:about|around|nearly|almost|over|some))? $")


def _guard_offset(node: Node, before: str, after: str, language: Language) -> bool:
    """An offset, not a duration: "jailed for 14 years after …" says how long."""
    step, unit = node.get("step"), node.get("unit")
    if step in ("after", "before") and language.code == "en" and _LASTING.search(before):
        return False
    if step in ("on", "on from") and node.get("today") is None:
        return unit in ("year", "decade", "month") and _says(language, "clause_end", after)
    if step == "time":
        return True
    if step in ("after", "before") and unit in ("second", "minute", "hour"):
        return _says(language, "subject", after)
    return True


def _guard_part(node: Node, before: str, after: str, language: Language) -> bool:
    """A quarter or half needs a year, or words of business; in sport it is neither."""
    if node.rule == "first-months" or node.get("qh") or node.get("year"):
        return True
    number = node.get("ordinal") or node.get("digits")
    if number not in ((-1, 1, 2, 3, 4) if node.get("unit") == "quarter" else (1, 2)):
        return False
    if re.match(r" of\b", after):
        return True
    around = before + after
    if _says(language, "quarter_not", around):
        return False
    return node.get("unit") == "quarter" or _says(language, "half_ok", around)


GUARDS: dict[str, Callable[[Node, str, str, Language], bool]] = {
    "day": _guard_day,
    "month": _guard_month,
    "year": _guard_year,
    "weekday": _guard_weekday,
    "clock": _guard_clock,
    "clock24": _guard_clock24,
    "numeric": _guard_numeric,
    "decade": _guard_decade,
    "offset": _guard_offset,
    "part": _guard_part,
    "window": _guard_window,
    "deictic": _guard_deictic,
}
