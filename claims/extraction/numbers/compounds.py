"""Numbers joined to a noun by a hyphen: "3,000-strong", "52,000-seat", "five-member"."""

import re

from claims.extraction.numbers.amounts import Amount

THINGS = (
    "seat|seater|seats|storey|story|floor|page|bed|bedroom|room|nation|country|state|vehicle|car|truck|ship|boat|vessel|gun|plane|aircraft|jet|missile"
    "|tank|game|match|race|hole|lap|unit|home|house|apartment|flat|vote|job|word|party|team|club|school|store|shop|site|city|town|stop|station|turbine"
    "|panel|character|item|question|count|article|chapter|song|track|episode|film|book|volume|berth|container|wagon|coach|carriage|lane|screen|court|pitch"
    "|outlet|branch|hospital|cow|animal|warhead|satellite|reactor|engine|rotor|cylinder|property|lot|plot|stage|date|venue|stall|cabin|desk|pupil-place|room"
)
PEOPLE = "strong|member|man|woman|person|people|soldier|troop|delegate|worker|student|pupil|patient|player|passenger|inmate|crew|employee|officer|guest|capacity"
COMPOUND = re.compile(
    rf"-(?:(?P<people>{PEOPLE})|(?P<things>{THINGS}))(?![\w])", re.IGNORECASE
)
SPANISH = re.compile(r"(?!)")
SMALL = {
    "party": 2,
    "state": 2,
    "man": 1,
    "stage": 3,
    "lane": 1,
    "car": 2,
    "game": 1,
    "engine": 2,
    "story": 1,
    "page": 1,
}


def read_compound(text: str, *, amount: Amount) -> tuple[str, int, str] | None:
    """(kind, end, reason) when a hyphen joins the number to a countable noun."""
    if text[amount.end : amount.end + 1] != "-" or amount.form == "vague":
        return None
    match = COMPOUND.match(text, amount.end)
    if not match or amount.low <= SMALL.get(match[0][1:].lower(), 0):
        return None
    kind = "personnel_count" if match["people"] else "count"
    return kind, match.end(), f"a number joined to “{match[0][1:]}”"
