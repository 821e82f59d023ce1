"""What the words around a name say: is it equipment of this class, or something else?"""

import re
from functools import cache

NOUNS = {
    "aircraft": (
        r"aircraft|airplanes?|aeroplanes?|airframes?|planes?|jets?|warplanes?|bombers?"
        r"|fighters?|fighter-bombers?|helicopters?|choppers?|gunships?|drones?|uavs?|ucavs?"
        r"|airliners?|jetliners?|airlifters?|transports?|tankers?|trainers?|interceptors?"
        r"|gliders?|seaplanes?|floatplanes?|biplanes?|monoplanes?|triplanes?|turboprops?"
        r"|flying boats?|amphibians?|freighters?|rotorcraft|airships?|warbirds?|turbojets?"
        r"|pilots?|squadrons?|aircrews?|sorties?|biz-?jets?|cockpit|quadcopters?"
    ),
    "ship": (
        r"ships?|vessels?|warships?|tankers?|supertankers?|ferry|ferries"
        r"|carriers?|frigates?"
        r"|destroyers?|cruisers?|battleships?|battlecruisers?|submarines?|sub|subs|cutters?"
        r"|corvettes?|minesweepers?|minehunters?|trawlers?|liners?|steamers?|steamships?"
        r"|schooners?|barques?|yachts?|icebreakers?|flagships?|dreadnoughts?|freighters?"
        r"|ironclads?|sloops?|brigs?|gunboats?|tugs?|tugboats?|lifeboats?|boats?|barges?"
        r"|flotilla|motorships?|brigantines?|whalers?|galleons?|clippers?|merchantm[ae]n"
        r"|bulkers?|boxships?|monitors?|transports?|lightships?|paddle-?steamers?"
    ),
    "missile": (
        r"missiles?|rockets?|launchers?|batter(?:y|ies)|interceptors?|warheads?"
        r"|projectiles?"
        r"|munitions?|torpedo(?:e?s)?|icbms?|slbms?|bombs?|air[ -]defen[cs]es?|silos?"
    ),
    "missile system": (
        r"missiles?|systems?|launchers?|batter(?:y|ies)|air[ -]defen[cs]es?|interceptors?"
        r"|rockets?|artillery|complex(?:es)?|regiments?"
    ),
    "vehicle": (
        r"tanks?|vehicles?|armou?r|carriers?|howitzers?|guns?|launchers?|ifvs?|apcs?|afvs?"
        r"|armou?red|personnel carriers?|trucks?|cars?|suvs?|pickups?|sedans?|lorry|lorries"
        r"|hatchbacks?|vans?|jeeps?|artillery|mortars?|saloons?|battalions?"
    ),
    "weapon": (
        r"rifles?|pistols?|handguns?|guns?|machine[ -]guns?|carbines?|shotguns?|revolvers?"
        r"|weapons?|firearms?|assault|semi-?automatics?|launchers?|grenades?|mortars?"
        r"|submachine|howitzers?|ammunition|magazines?|gunman|shooter"
    ),
    "spacecraft": (
        r"spacecraft|capsules?|probes?|orbiters?|landers?|rovers?|satellites?|space"
        r"|telescopes?|modules?|shuttles?|astronauts?|cosmonauts?|orbit|docked"
        r"|undocked|nasa"
        r"|spaceships?|orbital"
    ),
    "rocket": (
        r"rockets?|launch(?:ers?|es|ed)?|lift(?:ed)?[ -]?off|boosters?|lift-?off|orbit"
        r"|payloads?|satellites?|launchpad|pad|upper stage|spaceport"
    ),
}
FIELDS = {
    "air": NOUNS["aircraft"] + r"|airlines?"
    r"|air force|flying|flew|flown|fly|flies|flight|landed|grounded|took off"
    r"|crash(?:ed)?|aviation|airfield|airport|raf"
    r"|air base|airstrikes?|shot down|hangars?|runway|take-?off|luftwaffe|usaf|aerial"
    r"|boeing|airbus|wings?|wingspan|prototype|fuselage|military|navy|army|aboard",
    "sea": NOUNS["ship"]
    + r"|navy|naval|crew|captain|sail(?:ed|ing|s)?|sank|sunk|aboard|voyages?|dock(?:ed)?"
    r"|harbou?r|moored|cargo|fleet|hull|torpedoed|anchor(?:ed)?|aground|capsized|port"
    r"|shipyard|steamed|maiden|keel|seamen|sailors?|maritime|wreck|shipwreck|admiral"
    r"|displacement|convoy|embarked|strait|gulf|coast guard|stern|knots",
    "war": "|".join(NOUNS[k] for k in ("missile", "vehicle", "weapon", "aircraft"))
    + r"|military|army|troops|soldiers?|forces?|brigades?|weapons?|arms|fired|shot|strikes?"
    r"|attack(?:s|ed)?|war|navy|naval|defen[cs]e|pentagon|nato|combat|battlefield|ukrainian"
    r"|police|shooting|armed|deployed|bombardment|militants?|rebels?|arsenal|air force",
    "space": NOUNS["spacecraft"]
    + "|"
    + NOUNS["rocket"]
    + r"|moon|lunar|mars|spacex|roscosmos|esa|isro|mission|cape canaveral|baikonur|crew",
}
FIELD_OF = {
    "aircraft": "air",
    "ship": "sea",
    "missile": "war",
    "missile system": "war",
    "vehicle": "war",
    "weapon": "war",
    "spacecraft": "space",
    "rocket": "space",
}
CIVIL_CAR = (
    r"car|cars|suv|suvs|truck|trucks|pickup|sedan|driver|driving|drove|driven|parked"
)
NOT_BEFORE = re.compile(
    r"(?:\b(?:interstate|route|highway|motorway|junction|section|form|gate|room|vitamin"
    r"|schedule|flight|visa|exhibit|galaxy|group|page|table|size|line|bus|hurricane|typhoon"
    r"|storm|the team|film|movie|novel|song|album|musical|runway|terminal"
    r"|engine|engines|row|seat|figure|chapter|grade|level"
    r"|channel|zone|square|nebula|road|street|avenue|saint|st\.?|rolls-royce"
    r"|on the|along the|off the|closed the))[ \u00a0]$",
    re.IGNORECASE,
)
NOT_AFTER = re.compile(
    r"[ \u00a0-](?:road|roads|motorway|highway|junction|roundabout|interchange|paper|visas?"
    r"|vitamins?|carriageway|bypass|exit|eastbound|westbound|northbound|southbound|traffic"
    r"|tailbacks?|slip road|form|tax|galaxy|nebula|size|sheet|poster|notebook|envelope"
    r"|summit|leaders|nations|countries|league|junctions?|near junction|between junctions?"
    r"|throw\w*|festival|entertainments?|shares|engines?|radar|radars"
    r"|street|avenue|postcode|level|flyover|hard shoulder)\b",
    re.IGNORECASE,
)


@cache
def match_words(words: str) -> re.Pattern[str]:
    """A pattern for any of `words` as whole words, in any case."""
    return re.compile(rf"(?<![\w])(?:{words})(?![\w])", re.IGNORECASE)


SENTENCE_STOP = re.compile(r"[.!?;](?:\s|$)|\n")


def take_after(text: str, end: int, *, words: int) -> str:
    """The next `words` words after `end`, within the sentence."""
    piece = text[end : end + 16 * words]
    stop = SENTENCE_STOP.search(piece)
    return " ".join((piece[: stop.start()] if stop else piece).split()[:words])


def take_before(text: str, start: int, *, words: int) -> str:
    """The last `words` words before `start`, within the sentence."""
    piece = text[max(0, start - 16 * words) : start]
    stops = list(SENTENCE_STOP.finditer(piece))
    return " ".join((piece[stops[-1].end() :] if stops else piece).split()[-words:])


def has_noun_beside(text: str, *, start: int, end: int, klass: str) -> bool:
    """Whether a noun of `klass` stands within four words after or three before."""
    nouns = match_words(NOUNS[klass])
    return bool(
        nouns.search(take_after(text, end, words=4))
        or nouns.search(take_before(text, start, words=3))
    )


def has_field_near(text: str, *, start: int, end: int, klass: str) -> bool:
    """Whether a word of the field of `klass` stands within 150 characters either side."""
    words = match_words(FIELDS[FIELD_OF[klass]])
    left, right = text[max(0, start - 150) : start], text[end : end + 150]
    return bool(words.search(left) or words.search(right))


def is_vetoed(text: str, *, start: int, end: int) -> bool:
    """Whether the neighbours say road, visa, vitamin, paper, storm, engine or the like."""
    return bool(
        NOT_BEFORE.search(text, max(0, start - 24), start) or NOT_AFTER.match(text, end)
    )
