"""Numbers whose noun is left out: "killed 521", "17 of them", "left six dead", "to 48"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.found import Draft, Found
from claims.extraction.numbers.amounts import HIDDEN, Amount
from claims.extraction.numbers.elision_words import (
    CLAUSE,
    COMPARED_AFTER,
    CROWD,
    ENDS,
    EXPECTED,
    HANDLED,
    HARM_AFTER,
    HARM_BEFORE,
    LEVELS,
    NEARBY,
    NOT_NUMERAL,
    OF_WHOM,
    PARTITIVE,
    PEOPLE_AFTER,
    SERIES_BEFORE,
    SPOKEN,
    STATES,
    SUBJECT,
    TOLL,
)
from claims.extraction.numbers.people import Lexicon


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
    if subject is None or subject["noun"].lower() in LEVELS:
        return None
    if lexicon.knows(subject["noun"]) or is_tallied(subject):
        kind = lexicon.judge(subject["noun"])[0]
        return Elision(
            kind, amount.end, "subject", f"the number of “{subject['noun']}”", 0.85
        )
    return None


def is_tallied(subject: re.Match[str]) -> bool:
    """True for an unlisted plural that reached or rose to a number ("illnesses")."""
    noun, verb = subject["noun"], subject[0][len(subject["noun"]) :]
    if (
        not noun.endswith("s")
        or noun.endswith(("ss", "us", "is"))
        or noun.lower() in LEVELS
    ):
        return False
    return verb.rstrip().endswith(("reached", "totaled", "totalled", "numbered", " to"))


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
