"""Counts of people and of things: "some 1,500 soldiers", "Two F-16C fighters"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.extraction.found import Draft, Found
from claims.extraction.numbers.amounts import HIDDEN, Amount, visible_amounts
from claims.extraction.numbers.compounds import read_compound
from claims.extraction.numbers.ellipsis import Elision, read_ellipsis
from claims.extraction.numbers.nouns import LINKERS, NounPhrase, read_noun_phrase
from claims.extraction.numbers.people import SOLID, Lexicon, load_people
from claims.extraction.numbers.plurals import form_plural
from claims.extraction.numbers.spanish import read_spanish_phrase
from claims.extraction.numbers.words import ONE_IDIOMS, SKIPPED

OF = re.compile(r"[ \u00a0](?:of|de)(?=[ \u00a0])", re.IGNORECASE)
MORE = re.compile(
    r"[ \u00a0](?:more|other|others|additional|further|new|extra)\b", re.IGNORECASE
)
SHORT = re.compile(r"(?P<short>bn|mn?|k|K)(?=[ \u00a0-][a-z\ufffc])")
SHORT_FACTORS = {"bn": 1e9, "m": 1e6, "mn": 1e6, "k": 1e3, "K": 1e3}
YEAR = range(1700, 2101)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the count rules read: the draft, its designations and the noun lexicon."""

    draft: Draft
    equipment: Mapping[int, int]
    lexicon: Lexicon


def find_counts(draft: Draft, *, equipment: Sequence[Found] = ()) -> list[Found]:
    """Every count in order: kind "personnel_count" for people, "count" for things.

    `equipment` tells which masked runs are designations, so that they can be what is
    counted.
    """
    ends = {one.start: one.end for one in equipment}
    scene = Scene(draft, ends, load_people(draft.language))
    found: list[Found] = []
    for amount in visible_amounts(draft):
        one = _read_count(scene, amount=amount, before=found)
        if one and not (found and one.start < found[-1].end):
            found.append(one)
    return found


def _read_count(scene: Scene, *, amount: Amount, before: Sequence[Found]) -> Found | None:
    if amount.form == "fraction" or amount.code or amount.low < 0:
        return None
    text = scene.draft.masked
    compound = read_compound(text, amount=amount, lexicon=scene.lexicon)
    if compound:
        kind, end, reason = compound
        return _make_found(
            scene,
            amount,
            kind,
            end=end,
            noun=text[amount.end : end],
            rule="compound",
            reason=reason,
        )
    factor, at = _read_short(text, amount)
    if scene.draft.language == "es":
        phrase = read_spanish_phrase(text, at=at, lexicon=scene.lexicon)
    else:
        phrase = _read_phrase(scene, amount=amount, at=at)
    if phrase and _is_counted(scene, amount=amount, phrase=phrase):
        return _count_phrase(scene, amount=amount, phrase=phrase, factor=factor)
    elision = read_ellipsis(
        scene.draft, amount=amount, before=before, lexicon=scene.lexicon
    )
    if elision is None:
        return None
    return _make_elided(scene, amount=amount, elision=elision)


def _read_short(text: str, amount: Amount) -> tuple[float, int]:
    """(factor, end) for "2.5m people", "20k followers"."""
    match = (
        SHORT.match(text, amount.end)
        if amount.form == "digits" and amount.scale == 1
        else None
    )
    return (SHORT_FACTORS[match["short"]], match.end()) if match else (1.0, amount.end)


def _read_phrase(scene: Scene, *, amount: Amount, at: int) -> NounPhrase | None:
    text = scene.draft.masked
    if amount.form == "vague":
        link = OF.match(text, at)
        if not link and not _is_several(scene.draft.text, amount):
            return None
        at = link.end() if link else at
        return _read_owned(scene, at=at)
    if amount.low == amount.high == 1:
        return _read_single(scene, at=at)
    return read_noun_phrase(text, at=at, equipment=scene.equipment, lexicon=scene.lexicon)


def _is_several(text: str, amount: Amount) -> bool:
    """True for "several hundred soldiers", which needs no "of"."""
    return " " in text[amount.number : amount.end] and not text[: amount.end].endswith("s")


SINGLE = tuple(
    re.compile(
        rf"(?:[ \u00a0][^\W\d_][\w-]{{0,20}}){{{words}}}[ \u00a0](?P<head>\ufffc+"
        rf"|[^\W\d_][\w-]{{0,20}})"
    )
    for words in (0, 1, 2)
)
OWNER = re.compile(
    r"[ \u00a0](?:the|his|her|its|their|our|my|your|these|those)(?=[ \u00a0])",
    re.IGNORECASE,
)


def _read_owned(scene: Scene, *, at: int) -> NounPhrase | None:
    """The phrase after "dozens of", a determiner allowed."""
    text = scene.draft.masked
    owner = OWNER.match(text, at)
    return read_noun_phrase(
        text,
        at=owner.end() if owner else at,
        equipment=scene.equipment,
        lexicon=scene.lexicon,
    )


def _read_single(scene: Scene, *, at: int) -> NounPhrase | None:
    """ "one soldier", "one C-130J": only nouns whose plural is listed, and designations."""
    text = scene.draft.masked
    for pattern in SINGLE:
        match = pattern.match(text, at)
        if not match:
            return None
        if any(word.lower() in LINKERS for word in match[0].split()[:-1]):
            return None  # "one sank and three sailors died" counts no sailor
        head = match["head"]
        if head[0] == HIDDEN:
            end = scene.equipment.get(match.start("head"))
            return NounPhrase(end, "", is_equipment=True) if end else None
        plural = form_plural(head.lower())
        if head.lower() not in ONE_IDIOMS and scene.lexicon.knows(plural):
            return NounPhrase(match.end(), plural)
    return None


def _is_counted(scene: Scene, *, amount: Amount, phrase: NounPhrase) -> bool:
    """False for what only looks like a count: years, "20 times", one of the idioms."""
    if phrase.head.lower() in SKIPPED:
        return False
    written = scene.draft.text[amount.number : amount.end]
    if written.isdigit() and len(written) == 4 and amount.low in YEAR:
        modified = amount.start < amount.number
        return modified or scene.lexicon.judge(phrase.head)[0] == "personnel_count"
    return (
        float(amount.low).is_integer()
        or amount.scale > 1
        or scene.draft.text[amount.end] in "mbk"
    )


def _count_phrase(
    scene: Scene, *, amount: Amount, phrase: NounPhrase, factor: float
) -> Found:
    if phrase.is_equipment:
        kind, sure = "count", SOLID
    else:
        kind, sure = scene.lexicon.judge(phrase.head)
    if (
        phrase.head.lower() == "fighters"
        and HIDDEN in scene.draft.masked[amount.end : phrase.end]
    ):
        kind = "count"
    noun = scene.draft.text[amount.end : phrase.end].strip()
    who = "people" if kind == "personnel_count" else "things"
    reason = f"a number before “{noun}”, which are {who}"
    return _make_found(
        scene,
        amount,
        kind,
        end=phrase.end,
        noun=noun,
        rule="noun",
        reason=reason,
        sure=sure,
        factor=factor,
    )


def _make_elided(scene: Scene, *, amount: Amount, elision: Elision) -> Found:
    return _make_found(
        scene,
        amount,
        elision.kind,
        end=elision.end,
        noun="",
        rule=elision.rule,
        reason=elision.reason,
        sure=elision.sure,
    )


def _make_found(
    scene: Scene,
    amount: Amount,
    kind: str,
    *,
    end: int,
    noun: str,
    rule: str,
    reason: str,
    sure: float = SOLID,
    factor: float = 1,
) -> Found:
    text = scene.draft.text
    parts = {
        "modifier": text[amount.start : amount.number].strip(),
        "number": text[amount.number : amount.end],
        "noun": noun.strip(" -"),
    }
    family = "people" if kind == "personnel_count" else "things"
    value = amount.describe(factor=factor)
    return Found(
        amount.start, end, kind, value, f"count.{family}.{rule}", sure, reason, (), parts
    )
