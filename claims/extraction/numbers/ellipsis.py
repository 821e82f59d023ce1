"""Numbers whose noun is left out: "killed 521", "17 of them", "left six dead", "to 48"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.found import Draft, Found
from claims.extraction.numbers.amounts import HIDDEN, Amount
from claims.extraction.numbers.people import Lexicon

HARM_BEFORE = re.compile(
    r"\b(?:kill(?:ed|ing|s)?|wound(?:ed|ing|s)?|injur(?:ed|ing|es)|arrest(?:ed|ing"
    r"|s)|detain(?:ed|ing|s)|captur(?:ed|ing|es)|rescu(?:ed|ing|es)"
    r"|infect(?:ed|ing|s)|displac(?:ed|ing|es)|evacuat(?:ed|ing|es)"
    r"|hospitali[sz](?:ed|ing)|employ(?:ed|ing|s)?|behead(?:ed|ing)|execut(?:ed|ing)"
    r"|abduct(?:ed|ing)|kidnap(?:ped|ping)|(?:death )?toll (?:\w+ ){0,3}(?:at|to|of"
    r"|was|is|at about)|casualties (?:at|to)|claimed the lives of"
    r"|mat(?:ó|aron)|hiri(?:ó|eron)|dej(?:ó|aron|ando)|detuv(?:o|ieron)|arrest(?:ó"
    r"|aron))(?: (?:another|a further|the|some|a|otros|otras))?[ ]$",
    re.IGNORECASE,
)
HARM_AFTER = re.compile(
    r"[ ](?:(?:more|others?|additional|civilians?)[ ])?(?:(?:were|was|are|have been"
    r"|had been|has been|being|remain(?:ed)?|left|confirmed|feared|reported|presumed"
    r"|still|also|badly|seriously|critically)[ ]){0,3}"
    r"(?:dead|killed|wounded|injured|hurt|missing|arrested|detained|homeless"
    r"|hospitali[sz]ed|displaced|infected|evacuated|rescued|stranded|trapped|died"
    r"|drowned"
    r"|survived|unaccounted for|shot dead|charged|convicted|jailed|acquitted|sick"
    r"|ill|unemployed|jobless|deported|executed|beheaded|vaccinated|attended"
    r"|perished|starving"
    r"|tested(?: positive| negative)?|polled|surveyed|interviewed|questioned|recruited"
    r"|hired|sacked|laid off|saved|aboard|on board|critically|seriously|fatally"
    r"|captured|abducted"
    r"|kidnapped|muertos|heridos|desaparecidos|detenidos)\b",
    re.IGNORECASE,
)
PARTITIVE = re.compile(
    r"[ ](?:more[ ])?of[ ](?:(?P<pronoun>them|whom|those|us|these|which)|(?:the|its"
    r"|his|her|their|our|all)[ ](?:[\w,’'-]+[ ]){0,3}?(?P<noun>[\w-]+s|people|[\w-]*men"
    r"|women|children|dead|crew|staff)|(?P<number>(?:the )?\d[\d,]*"
    r"|\w+) (?P<counted>\w+s|people|\w+(?:ed|cast)))\b",
    re.IGNORECASE,
)
OF_WHOM = re.compile(
    r"\bof (?P<pronoun>whom|which)(?: (?:about|some|at least|only|more than))?[ ]$",
    re.IGNORECASE,
)
PEOPLE_AFTER = re.compile(
    r"[ ](?:of them|of whom)[ ,]+(?:were |are |being )?(?P<noun>[\w-]+)", re.IGNORECASE
)
SERIES_BEFORE = re.compile(
    r"\b(?:to|from|against|versus|vs\.?|down from|up from|compared (?:with|to)|than"
    r"|at|is|was|are|were|a|reached|or|took|won|lost|held|holds|gained|secured|had|has"
    r"|have|of|of the|[’']s)[ ]$",
    re.IGNORECASE,
)
COMPARED_AFTER = re.compile(
    r"[ ](?:more|fewer|less)[ ]than\b|[ ](?:more|fewer)(?=[.,;]|$)", re.IGNORECASE
)
EXPECTED = re.compile(
    r"[ ](?:expected|forecast|needed|required|planned|promised|originally|previously"
    r"|reported|recorded|last year)\b"
)
CLAUSE = re.compile(
    r"(?:^|[;.:—][ ]|[;.,][ ](?:and|but|while|another|the other)[ ]"
    r"|\b(?:and|but|while|whereas)[ ])$"
)
HANDLED = re.compile(
    r"[ ](?:(?:have|had|has|were|was|are|will be|been)[ ]){1,2}(?:already |since )?(?:sent"
    r"|built|sold|delivered|launched|fired|ordered|destroyed|produced|shipped|made"
    r"|cancell?ed|grounded|damaged|seized|issued|counted|downed|intercepted)\b"
)
TOLL = re.compile(
    r"\b(?:tolls?|casualties|fatalities)\b[^.;\d]{0,70}\b(?:to|at|of|reach(?:ed|es)|is"
    r"|was|be|past|passed|topped|exceeded|surpassed)[ ]$",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    r"[ ](?:had|have|has|were|was|are|will|did|died|remain|survived|voted|opted|tested"
    r"|came|went|fled|escaped|failed|passed|refused)\b"
)
ENDS = re.compile(
    r"(?=[.,;:)”\"’—–]|$|\n|[ ](?:by|in|on|at|last|this|next|from|after|before|since"
    r"|left|remain|matter|were|was|are|have|had|will|when|during|a|per|for|and|but"
    r"|are|said|who|compared|cast|sold|built|made|sent|against|\w+ed\b|\ufffc))"
)
NOT_NUMERAL = re.compile(
    r"\b(?:no|number|section|chapter|page|room|flight|route|channel|\d)[. ]$", re.IGNORECASE
)
CROWD = re.compile(
    r"\b(crowd|crew|force|army|group|team|workforce|staff|town|city|village|audience"
    r"|garrison|brigade"
    r"|gathering|congregation|membership|population|community|battalion|regiment"
    r"|company|squad|caravan"
    r"|community|nation|country|island|party|delegation|jury|panel|faculty|complement"
    r"|headcount|turnout|attendance|electorate)"
    r"(?: of|,? population|,? with a population of| numbered| of just| of only)[ ]$",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"\b(?P<noun>[a-z]{4,20})(?: (?:has|have|had|who|in \w+|\w+ly|are|were|was|by \w+))?"
    r" (?:(?:ros?e|risen|fell|fallen|climbed|grew|grown|jumped|dropped|increased"
    r"|surged|swelled|declined|cut|up|down)(?: sharply)?"
    r" (?:\w+ )?to|at|stood at|stands at|reached|totall?ed|numbered|number|is|was|to)[ ]$"
)
STATES = ("dead", "wounded", "injured", "missing")
NEARBY = 260


@dataclass(frozen=True, slots=True)
class Elision:
    """A count without its noun: where it ends, what it counts, and why."""

    kind: str
    end: int
    rule: str
    reason: str
    sure: float


def read_ellipsis(
    draft: Draft, *, amount: Amount, before: Sequence[Found], lexicon: Lexicon
) -> Elision | None:
    """What a bare number counts, from the words around it, or None."""
    text, end = draft.masked, amount.end
    if text[end : end + 1].isalnum() or text[end : end + 1] in "-–/%$€£°":
        return None
    left = text[max(0, amount.start - 48) : amount.start]
    if not float(amount.low).is_integer() or _is_year(draft.text, amount):
        return None
    return (
        _read_partitive(text, amount=amount, left=left, before=before, lexicon=lexicon)
        or _read_harm(text, amount=amount, left=left)
        or _read_subject(left, text=text, amount=amount, lexicon=lexicon)
        or _read_vague(draft.text, amount=amount)
        or _read_series(text, amount=amount, left=left, before=before)
    )


def _is_year(text: str, amount: Amount) -> bool:
    written = text[amount.number : amount.end]
    return written.isdigit() and len(written) == 4 and 1700 <= amount.low <= 2100


def _read_harm(text: str, *, amount: Amount, left: str) -> Elision | None:
    after = HARM_AFTER.match(text, amount.end)
    if after and (amount.low != 1 or after[0].strip().lower() in STATES):
        return Elision(
            "personnel_count",
            amount.end,
            "harm",
            f"people, because they are “{after[0].strip()}”",
            0.9,
        )
    if not ENDS.match(text, amount.end):
        return None
    harm = HARM_BEFORE.search(left) or TOLL.search(
        text, max(0, amount.start - 110), amount.start
    )
    if harm:
        return Elision(
            "personnel_count", amount.end, "harm", f"people, after “{harm[0].strip()}”", 0.9
        )
    return None


def _read_partitive(
    text: str, *, amount: Amount, left: str, before: Sequence[Found], lexicon: Lexicon
) -> Elision | None:
    """ "17 of them", "35 of 107 councils", "of whom 12": the kind of the whole."""
    of_whom = OF_WHOM.search(left) if "of wh" in left.lower() else None
    if of_whom:
        kind = "personnel_count" if of_whom["pronoun"].lower() == "whom" else "count"
        return Elision(
            kind, amount.end, "part", f"a part, after “of {of_whom['pronoun']}”", 0.85
        )
    match = PARTITIVE.match(text, amount.end)
    if not match or amount.high <= 1 or HIDDEN in match[0]:
        return None
    noun = match["noun"] or match["counted"]
    if noun and not noun.endswith(("ed", "cast")):
        kind = lexicon.judge(noun)[0]
    else:
        named = PEOPLE_AFTER.match(text, amount.end)
        known = named and lexicon.judge(named["noun"])[0] == "personnel_count"
        whom = (match["pronoun"] or "").lower() in ("whom", "us")
        surveyed = noun and HARM_AFTER.match(f" {noun}")
        people = known or whom or surveyed
        kind = "personnel_count" if people else _last_kind(amount, before) or "count"
    return Elision(kind, amount.end, "part", f"a part, before “{match[0].strip()}”", 0.85)


def _read_subject(
    left: str, *, text: str, amount: Amount, lexicon: Lexicon
) -> Elision | None:
    """ "a crowd of 5,000", "deaths rose to 57": counted by the noun before."""
    if amount.high <= 1:
        return None
    crowd = CROWD.search(left) if " " in left else None
    if crowd:
        return Elision(
            "personnel_count", amount.end, "crowd", f"the size of a {crowd[1]}", 0.85
        )
    subject = SUBJECT.search(left) if ENDS.match(text, amount.end) else None
    if subject and lexicon.knows(subject["noun"]):
        kind = lexicon.judge(subject["noun"])[0]
        return Elision(
            kind, amount.end, "subject", f"the number of “{subject['noun']}”", 0.85
        )
    return None


def _read_vague(text: str, *, amount: Amount) -> Elision | None:
    """ "Thousands remain", "put it at dozens": people unless a noun says otherwise."""
    if amount.form != "vague" or text[amount.end : amount.end + 4] == " of ":
        return None
    return Elision(
        "personnel_count", amount.end, "vague", "a vague number of people left unnamed", 0.7
    )


def _read_series(
    text: str, *, amount: Amount, left: str, before: Sequence[Found]
) -> Elision | None:
    """A second figure of a count just given: "from 138 F-35s to 48", "17 more than"."""
    kind = _last_kind(amount, before)
    if NOT_NUMERAL.search(left):
        return None
    if not kind:
        return _read_handled(text, amount=amount, left=left)
    if COMPARED_AFTER.match(text, amount.end):
        return Elision(
            kind, amount.end, "series", "a difference in the count before it", 0.75
        )
    if EXPECTED.match(text, amount.end) or (
        _opens_clause(text, left=left, amount=amount, before=before)
        and SPOKEN.match(text, amount.end)
    ):
        return Elision(
            kind, amount.end, "series", "a second figure for the count before it", 0.75
        )
    if not ENDS.match(text, amount.end):
        return None
    modified = amount.start < amount.number
    aged = text[amount.start : amount.number].strip().lower() in (
        "under",
        "over",
        "above",
        "below",
    )
    if aged and amount.high < 100:
        return None
    if modified or (
        SERIES_BEFORE.search(left) and _is_next(text, amount=amount, before=before)
    ):
        return Elision(
            kind, amount.end, "series", "a second figure for the count before it", 0.7
        )
    return None


def _read_handled(text: str, *, amount: Amount, left: str) -> Elision | None:
    """ "More than 100 were sent": things, when the number opens a sentence."""
    if amount.high <= 1 or not CLAUSE.search(left) or not HANDLED.match(text, amount.end):
        return None
    return Elision("count", amount.end, "handled", "things, by what was done to them", 0.7)


def _opens_clause(text: str, *, left: str, amount: Amount, before: Sequence[Found]) -> bool:
    """True when the number begins a clause: after a stop, or after "Of 120 members, "."""
    return text[before[-1].end : amount.start] == ", " or bool(CLAUSE.search(left))


def _is_next(text: str, *, amount: Amount, before: Sequence[Found]) -> bool:
    """True when no other figure stands between the last count and this one."""
    gap = text[before[-1].end : amount.start]
    return 0 < len(gap) < 60 and not any(letter.isdigit() for letter in gap)


def _last_kind(amount: Amount, before: Sequence[Found]) -> str:
    """The kind of the count before; a mere adjective ("the 543-member House") is none."""
    for one in before[-1:-4:-1]:
        if amount.start - one.end >= NEARBY:
            break
        if not one.rule.endswith(".compound"):
            return one.kind
    return ""
