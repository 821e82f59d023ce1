"""Numbers joined to a noun by a hyphen: "3,000-strong", "52,000-seat", "five-member"."""

import re

from claims.extraction.numbers.amounts import Amount
from claims.extraction.numbers.people import Lexicon
from claims.extraction.numbers.plurals import form_plural

WORD = re.compile(r"-(?P<noun>[^\W\d_]{3,16})(?![\w’'])")
PEOPLE = frozenset("strong member man woman person people crew capacity".split())
THINGS = frozenset(
    """seater storey story floor page bedroom nation lap word party turbine character screen rotor
    cylinder date venue track volume berth lane state""".split()
)
NEVER = frozenset(
    """star way point wheel figure fold digit letter tier piece step thing hand side time speed part
    door year month week day hour minute second day count bit sided faced times term""".split()
)
LARGER_THAN = {"party": 2, "state": 2, "stage": 3, "car": 2, "engine": 2}  # "two-state solution"


def read_compound(
    text: str, *, amount: Amount, lexicon: Lexicon
) -> tuple[str, int, str] | None:
    """(kind, end, reason) when a hyphen joins the number to a countable noun."""
    match = WORD.match(text, amount.end) if amount.form != "vague" else None
    if not match:
        return None
    noun = match["noun"].lower()
    if noun in NEVER or amount.low <= LARGER_THAN.get(noun, 1):
        return None
    reason = f"a number joined to “{match['noun']}”"
    if noun in PEOPLE:
        return "personnel_count", match.end(), reason
    if noun in THINGS:
        return "count", match.end(), reason
    plural = form_plural(noun)
    if not lexicon.knows(plural):
        return None
    return lexicon.judge(plural)[0], match.end(), reason
