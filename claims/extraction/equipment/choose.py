"""Which hits stand: strong ones at once, doubtful ones by their neighbours or an echo."""

import re
from collections.abc import Callable
from dataclasses import replace

from claims.extraction.equipment.context import (
    NOUNS,
    has_field_near,
    has_noun_beside,
    is_vetoed,
    match_words,
    take_after,
    take_before,
)
from claims.extraction.equipment.forms import Strength, squash
from claims.extraction.equipment.scan import Hit

DETERMINER = re.compile(
    r"(?:^|\W)(?:the|a|an|its|his|her|their|our|each|every|another)\W{1,4}$", re.IGNORECASE
)
ABOARD = re.compile(
    r"(?:aboard|on board|board|on|off|sank|of|and) the\W{1,4}$|(?:``|[“‘])\W?$",
    re.IGNORECASE,
)


def choose_hits(text: str, *, hits: list[Hit], named: set[str]) -> list[Hit]:
    """The hits that are equipment, longest first of each overlap, in order of start.

    `named` are squashed names of ships the text has already named in full.
    """
    clear = [hit for hit in hits if not is_vetoed(text, start=hit.start, end=hit.end)]
    sure = {hit.form.kind.name for hit in clear if hit.strength == Strength.STRONG}
    kept: list[Hit] = []
    for hit in sorted(clear, key=lambda one: (one.start, -one.end)):
        if kept and hit.start < kept[-1].end:
            continue
        chosen = choose_reading(text, hit=hit, sure=sure, named=named)
        if chosen is not None:
            kept.append(chosen)
            sure.add(chosen.form.kind.name)
    return kept


def choose_reading(text: str, *, hit: Hit, sure: set[str], named: set[str]) -> Hit | None:
    """The reading of `hit` that the text supports, or None when it supports none.

    A strong reading stands by itself; then one that the text names elsewhere; then one
    with a noun of its class beside it; then a soft one with its field around.
    """
    readings = (hit, *hit.rivals)

    def is_echo(one: Hit) -> bool:
        if one.form.kind.klass == "ship":
            known = squash(one.form.kind.popular) in named
            return known and bool(ABOARD.search(text[max(0, one.start - 16) : one.start]))
        return one.strength < Strength.BESIDE and is_echoed(text, hit=one, sure=sure)

    tests: tuple[Callable[[Hit], bool], ...] = (
        lambda one: one.strength == Strength.STRONG,
        is_echo,
        lambda one: one.strength < Strength.MAKER and is_beside(text, one),
        lambda one: one.strength == Strength.SOFT and is_in_field(text, one),
    )
    for test in tests:
        for one in readings:
            if test(one):
                others = tuple(other for other in readings if other.form is not one.form)
                return replace(one, rivals=others)
    return None


def is_echoed(text: str, *, hit: Hit, sure: set[str]) -> bool:
    """Whether the text names the hit's kind, or a kind that includes it, elsewhere.

    A bare number must have an article or a plural s as well.
    """
    name = hit.form.kind.name
    if name not in sure and not any(one.startswith(name) for one in sure):
        return False
    if not hit.form.text.isdigit():
        return True
    return hit.plural or bool(DETERMINER.search(text[max(0, hit.start - 9) : hit.start]))


def is_beside(text: str, hit: Hit) -> bool:
    """Whether a noun of the hit's class stands beside it; weak ships have a rule apart."""
    klass = hit.form.kind.klass
    if klass == "ship" and hit.strength == Strength.WEAK:
        return is_ship_spoken_of(text, hit)
    return has_noun_beside(text, start=hit.start, end=hit.end, klass=klass)


SEA = NOUNS["ship"] + r"|sunk|sank|torpedoed|sailed|docked|crew|aboard|HMS|USS|navy|fleet"
SPOKEN = re.compile(
    r"[,.;)]|[ \u00a0](?:and|sail|sank|sunk|was|were|is|has|had|ran|docked|left|arriv|enter"
    r"|pass|transit|steam|depart|carri|into|from|off|return)"
)


def is_ship_spoken_of(text: str, hit: Hit) -> bool:
    """Whether the words around a ship's bare name speak of a ship.

    That is: "the" before it, a ship noun in the sentence, and behind it the end of a
    phrase or what a ship does.
    """
    left = take_before(text, hit.start, words=9)
    if not re.search(r"(?:^|\W)the$", left) or not SPOKEN.match(text, hit.end):
        return False
    right = take_after(text, hit.end, words=8)
    return bool(match_words(SEA).search(f"{left} {right}"))


def is_in_field(text: str, hit: Hit) -> bool:
    """Whether a word of the hit's field stands around it."""
    klass = hit.form.kind.klass
    return has_field_near(text, start=hit.start, end=hit.end, klass=klass)
