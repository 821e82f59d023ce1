"""Numbers joined to a noun by a hyphen: "3,000-strong", "52,000-seat", "five-member"."""

import re

from claims.extraction.numbers.amounts import Amount
from claims.extraction.numbers.people import Lexicon
from claims.extraction.numbers.plurals import form_plural
from claims.extraction.numbers.words import JOINED_NEVER, JOINED_PEOPLE, JOINED_THINGS

WORD = re.compile(r"-(?P<noun>[^\W\d_]{3,16})(?![\w’'])")
LARGER_THAN = {
    "party": 2,
    "state": 2,
    "stage": 3,
    "car": 2,
    "engine": 2,
}  # "two-state solution"


def read_compound(
    text: str, *, amount: Amount, lexicon: Lexicon
) -> tuple[str, int, str] | None:
    """(kind, end, reason) when a hyphen joins the number to a countable noun."""
    match = WORD.match(text, amount.end) if amount.form != "vague" else None
    if not match:
        return None
    noun = match["noun"].lower()
    if noun in JOINED_NEVER or amount.low <= LARGER_THAN.get(noun, 1):
        return None
    reason = f"a number joined to “{match['noun']}”"
    if noun in JOINED_PEOPLE:
        return "personnel_count", match.end(), reason
    if noun in JOINED_THINGS:
        return "count", match.end(), reason
    plural = form_plural(noun)
    if not lexicon.knows(plural):
        return None
    return lexicon.judge(plural)[0], match.end(), reason
