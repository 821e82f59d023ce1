"""Designations that no list has, read by their shape and the noun that follows them."""

import re
from collections.abc import Iterator

from claims.extraction.equipment.context import NOUNS, is_vetoed, match_words
from claims.extraction.equipment.forms import Strength, squash
from claims.extraction.equipment.gazetteer import Gazetteer
from claims.extraction.equipment.makers import find_maker
from claims.extraction.found import Found

SHAPE = re.compile(
    r"(?<![\w.,$£€/-])(?:[A-Z]{1,4}[a-z]?[-‐‑.]?\d{1,4}[A-Z]{0,3}(?:-\d{1,3})?"
    r"|(?:[A-Z]\.){1,3}\d{1,3}[a-z]?|[A-Z][a-z]?\.[IVX]+|\d{2,4}[A-Z]?(?:-\d{2,3})?)"
    r"(?:s(?![\w]))?(?![\w%]|[.,]\d)"
)
NAME = re.compile(r"(?<![\w-])[A-Z][a-zà-ÿ]{2,}(?: [IVX]{1,4}(?![\w]))?(?![\w'’-])")
# "Cartosat-3", "RISAT-2B", "Intelsat 33e": a name in -sat with its number.
SATELLITE = re.compile(
    r"(?<![\w-])[A-Z][A-Za-z]{1,12}(?:sat|SAT)[- ]\d{1,3}[A-Za-z]{0,2}(?!\w)"
)
CLASSES = ("aircraft", "missile", "vehicle", "weapon")
STEM = {
    "aircraft": r"(?:[\w-]+ ){0,2}(?:aircraft|airplanes?|aeroplanes?|fighters?"
    r"|fighter jets?|bombers?|helicopters?|drones?|biplanes?|monoplanes?"
    r"|gliders?|airliners?"
    r"|gunships?"
    r"|seaplanes?|flying boats?|jets?|trainers?|planes?|jetliners?|UAVs?)",
    "missile": r"(?:[\w-]+ ){0,2}(?:missiles?|ICBMs?|torpedo(?:e?s)?|SAMs?)",
    "vehicle": r"(?:[\w-]+ ){0,2}(?:tanks?|howitzers?|armou?red (?:vehicles?|cars?)|APCs?"
    r"|personnel carriers?)",
    "weapon": r"(?:[\w-]+ ){0,1}(?:rifles?|pistols?|machine[ -]guns?|carbines?|shotguns?)",
}
FOLLOW = {
    klass: re.compile(rf"[- ](?:style )?{words}(?!\w)") for klass, words in STEM.items()
}


def find_shapes(text: str, *, gazetteer: Gazetteer) -> Iterator[Found]:
    """Each unlisted designation after an aircraft maker, or before a noun of a class."""
    for match in SATELLITE.finditer(text):
        yield draw_shape(text, start=match.start(), end=match.end(), klass="spacecraft")
    for match in SHAPE.finditer(text):
        maker = find_maker(text, start=match.start(), gazetteer=gazetteer)
        start = match.start() if maker is None else maker
        klass = read_class(text, match=match, maker=maker, gazetteer=gazetteer)
        if klass and not is_vetoed(text, start=match.start(), end=match.end()):
            yield draw_shape(text, start=start, end=match.end(), klass=klass)


def read_class(
    text: str, *, match: re.Match[str], maker: int | None, gazetteer: Gazetteer
) -> str:
    """The class the neighbours give the designation in `match`; empty when none does."""
    follows = next((k for k in CLASSES if FOLLOW[k].match(text, match.end())), "")
    if maker is not None:
        sure = gazetteer.makers[squash(text[maker : match.start()])] is Strength.STRONG
        year = re.fullmatch(r"(?:1[89]|20)\d\d", match.group())
        beside = match_words(NOUNS["aircraft"]).search(text[match.end() : match.end() + 60])
        letters = not match.group().isdigit()
        return "aircraft" if not year and ((sure and letters) or beside) else follows
    if "-" not in match.group() or not match.group()[0].isalpha():
        return ""
    return follows


def draw_shape(text: str, *, start: int, end: int, klass: str) -> Found:
    """The claim for an unlisted designation, at low confidence."""
    name = re.sub(r"[‐‑]", "-", text[start:end])
    return Found(
        start=start,
        end=end,
        kind="equipment",
        value={"name": name.removesuffix("s"), "class": klass},
        rule="equipment.shape",
        confidence=0.6,
        reason=f"{name} is not listed; its shape and neighbours say {klass}",
        parts={"shape": name},
    )


def find_made(text: str, *, gazetteer: Gazetteer) -> Iterator[Found]:
    """Each maker of nothing but aircraft with a capitalised word behind: "Avro Ashton"."""
    for match in NAME.finditer(text):
        if not FOLLOW["aircraft"].match(text, match.end()):
            continue
        start = find_maker(text, start=match.start(), gazetteer=gazetteer)
        if start is None:
            continue
        maker = gazetteer.makers[squash(text[start : match.start()])]
        if maker is Strength.STRONG:
            yield draw_shape(text, start=start, end=match.end(), klass="aircraft")
