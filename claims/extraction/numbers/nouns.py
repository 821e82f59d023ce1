"""Where the counted noun phrase ends: from the number to its head noun, no further."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from claims.extraction.numbers.amounts import HIDDEN
from claims.extraction.numbers.people import Lexicon
from claims.extraction.numbers.words import ALSO_PLURAL, NOT_PLURAL, STOP, ZERO_PLURAL

WORD = re.compile(
    r"(?:[ \u00a0]|\n(?!\n))(?P<open>[“\"‘'(])?"
    r"(?P<word>\ufffc+(?:[-/][^\W\d_]+)*|[^\W_][\w’'.&/-]{0,40})(?P<close>[”\"’)])?"
)
LINKERS = frozenset({"and", "or", "&"})
ADJECTIVAL = re.compile(r"(?:ed|ing|en)$")
LONGEST = 8  # words between the number and the head at most


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A counted noun phrase ending at `end`; `head` is its noun, "" for equipment."""

    end: int
    head: str
    is_equipment: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a phrase being read."""

    word: str
    start: int
    end: int
    closes: bool


def read_noun_phrase(
    masked: str, *, at: int, equipment: Mapping[int, int], lexicon: Lexicon
) -> NounPhrase | None:
    """The noun phrase that follows `at` (the end of a number or of "of"), or None.

    `equipment` maps starts of masked designations to their ends. The phrase runs to the
    last noun in the plural (or designation) of an unbroken run of words.
    """
    best: NounPhrase | None = None
    for read in range(LONGEST):
        step = _next_word(masked, at=at, equipment=equipment)
        if step is None:
            break
        word = step.word.lower()
        if word in LINKERS and read == 0:
            return None
        if word in LINKERS:
            joined = _join_conjunct(
                masked, step, best=best, equipment=equipment, lexicon=lexicon
            )
            return joined or best
        if (
            not step.word.startswith(HIDDEN)
            and word in STOP
            and not _is_name(step.word, best)
        ):
            break
        verdict = _judge(
            step, masked=masked, best=best, equipment=equipment, lexicon=lexicon
        )
        if verdict is None:
            break
        best = verdict if isinstance(verdict, NounPhrase) else best
        at = step.end
        if step.closes:
            break
    return best


def _is_name(word: str, best: NounPhrase | None) -> bool:
    """An acronym ("US", "IT") or a surname that is spelt like a stop word."""
    return word.isupper() and len(word) > 1 and best is None


def _next_word(masked: str, *, at: int, equipment: Mapping[int, int]) -> Step | None:
    match = WORD.match(masked, at)
    if not match:
        return None
    word, start, end = match["word"], match.start("word"), match.end("word")
    if word[0] == HIDDEN:
        if start not in equipment:
            return None
        stop = max(equipment[start], start + 1)
        return Step(masked[start:stop], start, stop, False)
    stripped = word.rstrip(".'’") if not _is_abbreviation(word) else word
    closes = len(stripped) < len(word) or bool(match["close"] and match["close"] != ")")
    end -= len(word) - len(stripped)
    if match["open"] == "(":
        return Step(stripped, start, match.end(), False) if match["close"] == ")" else None
    if masked[end : end + 1] in ("’", "'") and word[-1] in "’'":
        end += 1
        return Step(stripped + "’", start, end, False)
    return Step(stripped, start, end, closes) if stripped else None


def _is_abbreviation(word: str) -> bool:
    return word.count(".") > 1 or (
        word.endswith(".") and word[:-1] in ("St", "Mr", "Dr", "Gen", "Lt")
    )


def _judge(
    step: Step,
    *,
    masked: str,
    best: NounPhrase | None,
    equipment: Mapping[int, int],
    lexicon: Lexicon,
) -> NounPhrase | bool | None:
    """A phrase ending at `step`, True to read on, None to stop before it."""
    word = step.word
    if word[0] == HIDDEN:
        return NounPhrase(step.end, "", is_equipment=True) if best is None else None
    if word.endswith(("’s", "'s", "’", "s'")):
        return True if best is None else None
    if is_plural(word, lexicon=lexicon):
        return NounPhrase(step.end, word)
    if best is None:
        return True
    return _reads_on(step, masked=masked, best=best, equipment=equipment, lexicon=lexicon)


def _reads_on(
    step: Step,
    *,
    masked: str,
    best: NounPhrase,
    equipment: Mapping[int, int],
    lexicon: Lexicon,
) -> NounPhrase | bool | None:
    """After a head: only "F-35 stealth jets" and "arms factory workers" go on."""
    if best.head[:1].isupper() and step.word[0].isupper() and not step.closes:
        return True
    if not best.is_equipment and best.head.lower() not in ALSO_PLURAL:
        return None
    if step.closes or step.word.lower() in STOP or ADJECTIVAL.search(step.word):
        return None
    following = _next_word(masked, at=step.end, equipment=equipment)
    if (
        following
        and following.word[0] != HIDDEN
        and is_plural(following.word, lexicon=lexicon)
    ):
        return True
    return None


def is_plural(word: str, *, lexicon: Lexicon) -> bool:
    """True when `word` can be the plural head of a counted phrase."""
    lower = word.lower()
    if (
        lower in ZERO_PLURAL
        or word in lexicon.people
        or lower in lexicon.people
        or lower in lexicon.things
    ):
        return True
    if lower in NOT_PLURAL or lower in STOP or not word[-1].isalpha():
        return False
    if word.isupper() and len(word) < 6:
        return False
    if len(word) < 3 or not lower.endswith("s") or lower.endswith(("ss", "ous", "us's")):
        return False
    return (
        not lower.endswith(("us", "is"))
        or (word[0].isupper() and lower.endswith("is"))
        or lower.endswith(("menus", "taxis", "skis"))
    )


def _join_conjunct(
    masked: str,
    step: Step,
    *,
    best: NounPhrase | None,
    equipment: Mapping[int, int],
    lexicon: Lexicon,
) -> NounPhrase | None:
    """The phrase past an "and": modifiers joined before a head, or people with people."""
    following = _next_word(masked, at=step.end, equipment=equipment)
    if following is None or following.word.lower() in STOP:
        return None
    if best is None or best.is_equipment:
        return _join_modifiers(
            masked, following, equipment=equipment, lexicon=lexicon, best=best
        )
    if following.word.lower() in lexicon.people and best.head.lower() in lexicon.people:
        return NounPhrase(following.end, best.head)
    return None


def _join_modifiers(
    masked: str,
    step: Step,
    *,
    equipment: Mapping[int, int],
    lexicon: Lexicon,
    best: NounPhrase | None,
) -> NounPhrase | None:
    """ "100 Iskander and Kalibr missiles": a head within two more words."""
    at = step
    for _ in range(3):
        if at.word[0] != HIDDEN and is_plural(at.word, lexicon=lexicon):
            return NounPhrase(at.end, at.word)
        following = _next_word(masked, at=at.end, equipment=equipment)
        if following is None or at.closes or following.word.lower() in STOP:
            return best
        at = following
    return best
