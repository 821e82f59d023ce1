"""Ships by their prefix: "USS Gerald R. Ford (CVN-78)", "MV Alder Bay", "HMS “Annan”"."""

import re
from collections.abc import Iterator
from functools import cache

from claims.extraction.equipment.context import has_field_near
from claims.extraction.equipment.forms import Kind, Strength, squash
from claims.extraction.equipment.gazetteer import Gazetteer, load_gazetteer
from claims.extraction.equipment.value import draw_value
from claims.extraction.found import Found

UPPER = "A-ZÀ-ÖØ-ÞĀČĐŁŚŞŠŽİ"
WORD = (  # possessive, so that a long run of hyphens is read once
    rf"(?:(?:[{UPPER}]\.)++|(?:St|Jr|Sr|Mt)\.|[{UPPER}][\w'’]*+(?:-[\w'’]++)*+"
    r"|\d{1,3}(?![\w,]))"
)
LINK = r"(?:(?:of|the|de|la|le|du|des|von|van|der|den|and|y|i|zu|el|al)[ ]){0,2}"
NAME = rf"{WORD}(?:[ ]{LINK}{WORD}){{0,4}}"
OPEN = r"(?:``|''|[“\"‘'«])[ ]?"
CLOSE = r"[ ]?(?:''|``|[”\"’'»])"
HULL = re.compile(r"[ \u00a0]?\([ ]?([A-Z]{1,5}[-– ]?\d{1,5}|\d{2,4})[ ]?\)")
STOP_WORDS = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April
    May June July August September October November December On In At By For From To With As
    But And Or The A An It Its He She They We I His Her Their This That These Those Captain
    Commander Admiral Lieutenant Commodore Ensign After Before During When While Who Which
    Also Is Was Were Has Had Club Service Services Terminal Company Association Command
    Corps Force Division Group Office Crew Navy Fleet Base Squadron Museum Street Road
    School Team
    Operations Operators Building Yard Program Programme Project World Dr. Mr. Mr Mrs Ms Sir
    Operation Exercise Mission Task Lt. Capt. Cdr. Adm. Battle Carrier Strike Memorial
"""
STOPS = frozenset(STOP_WORDS.split())


@cache
def compile_prefixed() -> re.Pattern[str]:
    """A prefix, then a name that may stand in quotation marks."""
    prefixes = sorted(load_gazetteer().prefixes, key=len, reverse=True)
    return re.compile(
        rf"(?<![\w/&-])({'|'.join(map(re.escape, prefixes))})[ \u00a0\n]"
        rf"(?:({OPEN})({NAME}){CLOSE}|({NAME}))"
    )


def find_prefixed(text: str, *, gazetteer: Gazetteer) -> Iterator[Found]:
    """Each ship named with its prefix; hull or pennant number in brackets is inside."""
    for match in compile_prefixed().finditer(text):
        prefix, quoted = match[1], match[3]
        group = 3 if quoted else 4
        listed, words = look_up(match[group], fleet=gazetteer.ships.get(prefix, {}))
        kind = listed or borrow_kind(words, prefix=prefix, gazetteer=gazetteer)
        if not words:
            continue
        end = match.end() if quoted else match.start(4) + len(words)
        shared = gazetteer.prefixes[prefix] is Strength.SOFT and not kind and not quoted
        if shared and not has_field_near(text, start=match.start(), end=end, klass="ship"):
            continue
        yield draw_ship(
            text, start=match.start(), end=end, words=words, kind=kind, head=prefix
        )


def look_up(name: str, *, fleet: dict[str, Kind]) -> tuple[Kind | None, str]:
    """The kind of the longest beginning of `name` that `fleet` knows, and those words."""
    stops = [match.end() for match in re.finditer(rf"{WORD}", name)]
    for stop in reversed(stops):
        kind = fleet.get(squash(name[:stop]))
        if kind is not None and not goes_on(name, stop, kind):
            return kind, name[:stop]
    numbered = re.match(r"([^\W\d]+)-\d{2,4}(?!\w)", name)
    if numbered and squash(numbered[1]) in fleet:
        return fleet[squash(numbered[1])], numbered[0]
    return None, cut_name(name)


def goes_on(name: str, stop: int, kind: Kind) -> bool:
    """True when a civil name is longer than the listed one: "Britannia Seaways"."""
    if kind.designation or stop == len(name):
        return False
    whole = cut_name(name)
    return len(whole) > stop and whole[stop : stop + 1] == " "


def cut_name(name: str) -> str:
    """`name` up to the first word that no ship's name goes on with; may be empty."""
    at = 0
    for match in re.finditer(WORD, name):
        if match.group() in STOPS and (at or match.group() != "The"):
            break
        at = match.end()
    return name[:at].rstrip("'’-")


def borrow_kind(words: str, *, prefix: str, gazetteer: Gazetteer) -> Kind | None:
    """The listed ship of that bare name when the list gives it no prefix of its own."""
    kind = gazetteer.bare_ships.get(squash(words))
    return kind if kind and squash(kind.name).startswith(squash(prefix + words)) else None


def draw_ship(
    text: str, *, start: int, end: int, words: str, kind: Kind | None, head: str = ""
) -> Found:
    """The claim for a ship; a number in brackets in the text settles which namesake."""
    number = HULL.match(text, end)
    stop = number.end() if number else end
    name = f"{head} {words}".strip()
    if number and not (kind and squash(kind.designation) == squash(number[1])):
        value = {"name": f"{name} ({number[1]})", "class": "ship", "designation": number[1]}
    elif kind is not None:
        value = draw_value(kind, name=kind.name)
    else:
        value = {"name": name, "class": "ship"}
    listed = "listed in the gazetteer" if kind else "not listed"
    return Found(
        start=start,
        end=stop,
        kind="equipment",
        value=value,
        rule="equipment.ship.prefix" if head else "equipment.ship.named",
        confidence=0.97 if kind and head else 0.9 if head else 0.8 if kind else 0.65,
        reason=f"a ship's {'prefix' if head else 'noun or mark'} before a name, {listed}",
        parts={"name": words, **({"prefix": head} if head else {})},
    )
