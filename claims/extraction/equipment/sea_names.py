"""Ships without a prefix: led by a ship noun, or set in marks among words of the sea."""

import re
from collections.abc import Iterator

from claims.extraction.equipment.context import FIELDS, match_words, take_before
from claims.extraction.equipment.forms import squash
from claims.extraction.equipment.gazetteer import Gazetteer
from claims.extraction.equipment.sea import CLOSE, NAME, OPEN, cut_name, draw_ship, look_up
from claims.extraction.found import Found

LEADS = (
    r"(?:aircraft carrier|carrier|destroyer|frigate|corvette|(?:battle)?cruiser|battleship"
    r"|(?:super)?tanker|cutter|(?:car |passenger )?ferry|trawler|freighter|liner|steamer"
    r"|steamship|schooner|barque|brig|brigantine|sloop(?:-of-war)?|icebreaker|bulk carrier"
    r"|(?:container|cruise|cargo|hospital|research|troop|merchant|landing|supply|survey"
    r"|rescue|sailing|training|amphibious assault|amphibious|assault|spy|command)[ -]?ship"
    r"|(?:research|fishing|cargo|survey|supply|patrol|merchant|offshore) vessel|warship"
    r"|submarine|minesweeper|minehunter|gunboat|tugboat|tug|lifeboat|flagship|barge|galleon"
    r"|superyacht|mega-?yacht|yacht|whaler|clipper|(?:East )?Indiaman|merchantman|ironclad"
    r"|dreadnought|longliner|motor vessel|boxship|oil tanker|LNG carrier|lightship"
    r"|ocean liner|U-boat|paddle[ -]steamer|dredger|troopship|motorship|vessel|ship)"
)
LED = re.compile(rf"(?<![\w-]){LEADS}[ \u00a0](?:({OPEN})({NAME}){CLOSE}|({NAME}))")
ABOARD = re.compile(rf"(?<!\w)(?:aboard|on board) (?:the )?(?:({OPEN})({NAME}){CLOSE})")
QUOTED = re.compile(rf"(?<![\w]){OPEN}({NAME}){CLOSE}(?![\w])")
DEED = re.compile(
    r"(?:'s?)?,? ?(?:(?:was|were|had|has|then|also|again|later|now|next|twice|soon|finally"
    r"|been|being|still|under|she|and|which|successfully|immediately|subsequently|herself"
    r"|first|last|is|that|reportedly|never) ){0,3}"
    r"(?:sail|depart|steam|sank|sink|sunk|commission|launch|torpedo|laid down|laid up"
    r"|decommission|anchor|dock|ran aground|run aground|collid|escort|embark|rescu|paid off"
    r"|scuttl|rendezvous|got under ?way|underway|moor|berth|refloat|captur|wreck|scrapp"
    r"|put to sea|put into|returned to port|patrol|sister|rammed|boarded|shell|broken up"
    r"|towed|struck from|recommission|reactivat|mothball|overhaul|capsiz|founder|in convoy"
    r"|a \d+-gun|call(?:ed|ing) at|entered port|arrived at|arrived in|arrived off|bound for"
    r"|a paddle|a steam|a passenger|crew|took station|participated|conducted|proceeded"
    r"|fired|opened fire|hit\b|seriously damaged|badly damaged|assigned|began|purchased"
    r"|renamed|transferred|runs between|converted|left|joined|served|operated|rejoined)"
)
TITLES = match_words(
    r"films?|movies?|songs?|albums?|books?|novels?|tv|episodes?|single|track|video|lyrics|poem"
    r"|magazine|newspaper|chart|band|musical|opera|theatre|theater|painting|soundtrack|game"
)
NOT_SHIP_WORDS = """
    Captain Commander Owner Owners Operator Company Club Service Services Terminal Port
    Museum Trust Association Building Command Force Crew Officer Officers Industries Systems
    Classification Registry Register Day Week Night Safety Security Co Corporation
"""
NOT_SHIP = frozenset(NOT_SHIP_WORDS.split())


LOOSE = re.compile(r"(?:ship|vessel|liner|tug|barge|clipper|cutter|lifeboat)[ \u00a0]")
THE = match_words("the|a|an|its|his|her|their|another|named|called|chartered")


def is_led_loosely(text: str, match: re.Match[str]) -> bool:
    """Whether the lead is a word that is a verb or an airline as often as a ship."""
    if match.group().startswith("carrier"):
        return True
    left = take_before(text, match.start(), words=3)
    return bool(LOOSE.match(match.group())) and not THE.search(left)


def find_named(text: str, *, gazetteer: Gazetteer) -> Iterator[Found]:
    """Each ship after a ship noun ("the tanker Front Altair"), at modest confidence."""
    for pattern in (LED, ABOARD):
        for match in pattern.finditer(text):
            group = 2 if match[2] else pattern.groups
            name = match[group]
            if name is None:
                continue
            kind, words = look_up(name, fleet=gazetteer.bare_ships)
            if not words or words.split()[-1] in NOT_SHIP or words.isdigit():
                continue
            if kind is None and (
                leads_person(text, match, words=words) or is_led_loosely(text, match)
            ):
                continue
            start = match.start(group)
            yield draw_ship(
                text, start=start, end=start + len(words), words=words, kind=kind
            )


BEFORE = re.compile(
    rf"(?<![\w-])({NAME})[ \u00a0](?:ferry|cruise ship|tanker|aircraft carrier|frigate"
    r"|liner|destroyer|container ship|cargo ship|submarine|trawler|icebreaker"
    r"|cruiser|bulk carrier"
    r"|ocean liner|yacht|freighter|warship)(?![\w-])"
)


def find_headed(text: str, *, gazetteer: Gazetteer) -> Iterator[Found]:
    """Each listed ship before a ship noun: "the Estonia ferry"."""
    for match in BEFORE.finditer(text):
        for word in re.finditer(r"(?:^|[ ])(?=\S)", match[1]):
            name = match[1][word.end() :]
            kind = gazetteer.bare_ships.get(squash(name))
            if kind is not None and not kind.name.startswith("USS"):
                start = match.start(1) + word.end()
                yield draw_ship(text, start=start, end=match.end(1), words=name, kind=kind)
                break


def leads_person(text: str, match: re.Match[str], *, words: str) -> bool:
    """Whether the words after an unquoted noun are more likely a person or a maker."""
    after = text[match.end() : match.end() + 14]
    return (words.upper() == words and len(words) < 5) or bool(
        re.match(r" said|, \d\d,", after)
    )


SHE = match_words("she|her")
HARD = re.compile(
    r"ships?|warships?|frigates?|destroyers?|cruisers?|battleships?|submarines?|steamers?"
    r"|steamships?|schooners?|sloops?|flotilla|torpedoed|sailed|steamed|corvettes?|navy|naval"
    r"|vessels?|moored|anchored|brigs?|barques?|minesweepers?|cutters?|hull|aground|fleet"
)


def find_quoted(text: str, *, gazetteer: Gazetteer, named: set[str]) -> Iterator[Found]:
    """Each name in marks that does what ships do, or that the text calls a ship elsewhere.

    Wikipedia and many house styles set ships' names in italics, which corpora turn into
    double backticks: inside those, words of the sea around are enough.
    """
    sea = match_words(FIELDS["sea"])
    for match in QUOTED.finditer(text):
        name = cut_name(match[1])
        if name != match[1].rstrip(".") and name != match[1]:
            continue
        left = text[max(0, match.start() - 150) : match.start()]
        right = text[match.end() : match.end() + 150]
        if TITLES.search(left) or TITLES.search(right) or not re.search("[a-z]", name):
            continue
        around = {word.lower() for word in sea.findall(left) + sea.findall(right)}
        around.update(word.lower() for word in SHE.findall(right[:60]))
        acts = DEED.match(right.lstrip()) and (around or is_sure_deed(right))
        italic = text.startswith("``", match.start())
        hard = italic and any(HARD.fullmatch(word) for word in around)
        if acts or squash(name) in named or hard or (italic and len(around) >= 2):
            named.add(squash(name))
            kind = gazetteer.bare_ships.get(squash(name))
            yield draw_ship(
                text, start=match.start(1), end=match.end(1), words=name, kind=kind
            )


SURE = re.compile(
    r"\W*(?:was|had been|got|then|also)? ?(?:sailed|steamed|commissioned|decommissioned"
    r"|torpedoed|scuttled|got underway|laid down|paid off|sunk|departed|recommissioned)"
)


def is_sure_deed(right: str) -> bool:
    """Whether the words after a name say what is said of ships only."""
    return bool(SURE.match(right))
