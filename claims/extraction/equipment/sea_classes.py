"""Ship classes, hull numbers that stand alone, and boats that have a number for a name."""

import re
from collections.abc import Iterator

from claims.extraction.equipment.context import (
    NOUNS,
    has_field_near,
    match_words,
    take_after,
)
from claims.extraction.equipment.forms import squash
from claims.extraction.equipment.gazetteer import Gazetteer
from claims.extraction.equipment.value import draw_value
from claims.extraction.found import Found

CLASS = re.compile(
    r"(?<![\w-])((?:[A-ZÀ-ÞŠŽ][\w.'’]*|\d{1,4}\w{0,3})"
    r"(?:[ -](?:(?:de|of|the|la|von|Le) )?[A-Z0-9][\w.'’]*){0,3})"
    r"[-‐‑– ]class(?:es)?(?![\w])"
)
TYPE = re.compile(
    r"(?<![\w-])(Type[ -]\d{2,3}[A-Z]{0,2}|Project[ -]\d{3,5}[A-Z]{0,4})s?(?![\w-])"
)
NEVER_WORDS = """
    first second third business economy world middle working upper lower master ruling
    premier premium top best high low tourist mercedes mercedes-benz s c e g a b x
"""
NEVER = frozenset(NEVER_WORDS.split())
HULL = re.compile(
    r"(?<![\w-])(?:DDG|CVN|SSBN|SSGN|SSN|LHD|LHA|LPD|LSD|FFG|DDH|LCS|WMSL|WHEC|WAGB)-\d{1,4}"
    r"(?![\w-])"
)
BOAT = re.compile(
    r"(?<![\w-])(?:(?:UB|UC|LST|LCT|LSM|LCI|LCU|MTB|MGB|YMS|HDML|PTF|USS)[-‑ ]"
    r"|(?:U|PT|PC|SC|K|B|S|I|ML|V|G)[-‑])\d{1,4}(?![\w%-])|(?<![\w-])V\d{2,3}(?![\w-])"
)
SURE_BOAT = re.compile(r"(?:UB|UC|LST|LCT|LSM|LCI|MTB|MGB|YMS|HDML|PTF)[-‑ ]|U[-‑]\d{3}")
BOAT_WORDS = match_words(
    r"submarines?|u-?boats?|torpedo(?:ed|es|-boats?|-boat)?|patrol boats?|flotilla|subs?"
    r"|boats?|destroyers?|convoys?|sunk|sank|surfaced|submerged|kriegsmarine|depth charges?"
)


def find_classes(text: str, *, gazetteer: Gazetteer) -> Iterator[Found]:
    """Each ship class: listed ones among words of the sea, others beside a ship noun."""
    nouns = match_words(NOUNS["ship"])
    for pattern in (CLASS, TYPE):
        for match in pattern.finditer(text):
            start, name = trim_class(match, gazetteer=gazetteer)
            beside = nouns.search(take_after(text, match.end(), words=4))
            kind = gazetteer.classes.get(squash(name))
            near = has_field_near(text, start=start, end=match.end(), klass="ship")
            if name.lower() in NEVER or not (
                beside or (kind and near and pattern is CLASS)
            ):
                continue
            title = f"{name} class" if pattern is CLASS else name.replace("-", " ")
            yield Found(
                start=start,
                end=match.end(),
                kind="equipment",
                value=draw_value(kind, name=kind.name)
                if kind
                else {"name": title, "class": "ship"},
                rule="equipment.ship.class",
                confidence=0.92 if kind else 0.75,
                reason=f"a ship class, {'listed' if kind else 'by its shape'}",
                parts={"class": name},
            )


LED = re.compile(
    r"(?:(?:A|An|The|Its|Two|Three|Four|Five|Six|US|U\.S\.|Royal|Navy|Navy's|In|On|Of"
    r"|[A-Z]\w+(?:ish|ese|ian|can|ench))[ ])+"
)


def trim_class(match: re.Match[str], *, gazetteer: Gazetteer) -> tuple[int, str]:
    """Start and name of the class in `match`, without the words before its name."""
    name, start = match[1], match.start(1)
    for word in re.finditer(r"(?:^|[ -])(?=\S)", name):
        rest = name[word.end() :]
        if squash(rest) in gazetteer.classes:
            return start + word.end(), rest
    led = LED.match(name)
    return (start + led.end(), name[led.end() :]) if led else (start, name)


def find_numbered(text: str) -> Iterator[Found]:
    """Each lone hull number and each boat with a number for a name (U-123, LST-167)."""
    for match in HULL.finditer(text):
        yield draw_numbered(match, rule="equipment.ship.hull", confidence=0.9)
    for match in BOAT.finditer(text):
        around = text[max(0, match.start() - 90) : match.end() + 90]
        if SURE_BOAT.match(match.group()) or BOAT_WORDS.search(around):
            yield draw_numbered(match, rule="equipment.ship.boat", confidence=0.75)


def draw_numbered(match: re.Match[str], *, rule: str, confidence: float) -> Found:
    """The claim for a ship known by its number."""
    name = re.sub(r"[‑ ]", "-", match.group())
    return Found(
        start=match.start(),
        end=match.end(),
        kind="equipment",
        value={"name": name, "class": "ship", "designation": name},
        rule=rule,
        confidence=confidence,
        reason=f"{name}: a number borne by a ship",
        parts={"number": match.group()},
    )
