"""Shares of a hundred: "about 40 percent", "0.3-0.4%", "half a percentage point"."""

import re

from claims.extraction.found import Draft, Found
from claims.extraction.numbers.amounts import Amount, visible_amounts
from claims.extraction.numbers.ranges import join_ranges

SIGN = re.compile(
    r"[ \u00a0\u202f-]?(?:(?P<sign>[%％])|(?P<points>(?:percentage|percent"
    r"|per[ -]cent|%)[ -]?points?\b"
    r"|puntos?[ ](?:porcentual(?:es)?|de[ ]porcentaje)\b|pp\b|ppts?\b)"
    r"|(?P<word>(?:per[ \u00a0-]?cent|percent|pct|por[ ]ciento)\b\.?(?<!\.)))",
    re.IGNORECASE,
)
# "38 percent, four points lower": points beside a percentage are percentage points.
POINTS = re.compile(
    r"[ \u00a0-](?P<points>points?)\b(?=[ ](?:lower|higher|up|down|more|less|fewer|below"
    r"|above|ahead|behind|from|on|since|clear|better|worse|short)\b|[.,;])(?P<sign>)",
    re.IGNORECASE,
)
NEARBY = 120
SHARE = re.compile(
    r"[ \u00a0-](?:of[ \u00a0])?(?:(?:an?|one|de|un)(?=[ \u00a0]))?", re.IGNORECASE
)


def find_percent(draft: Draft) -> list[Found]:
    """Every percentage and percentage-point figure, in order."""
    found: list[Found] = []
    for amount in visible_amounts(draft):
        match = _read_sign(draft.text, amount)
        if not match and found and amount.start - found[-1].end < NEARBY:
            match = POINTS.match(draft.text, amount.end)
        if match:
            found.append(_make_found(draft.text, amount, match))
    return join_ranges(draft.text, found, same=_same_scale)


def _read_sign(text: str, amount: Amount) -> re.Match[str] | None:
    end = amount.end
    if amount.form == "fraction" or 0 < amount.low < 1:
        share = SHARE.match(text, end)
        end = share.end() if share else end
    return SIGN.match(text, end)


def _make_found(text: str, amount: Amount, match: re.Match[str]) -> Found:
    value = amount.describe()
    if match["points"]:
        value["points"] = True
    kind = "percentage points" if match["points"] else "per cent"
    rule = (
        "percent.points"
        if match["points"]
        else "percent.sign"
        if match["sign"]
        else "percent.word"
    )
    parts = {
        "modifier": text[amount.start : amount.number].strip(),
        "number": text[amount.number : amount.end],
        "unit": match[0].strip(),
    }
    reason = f"“{parts['number']}” followed by “{parts['unit']}” is a figure in {kind}"
    return Found(amount.start, match.end(), "percent", value, rule, 0.98, reason, (), parts)


def _same_scale(first: Found, second: Found) -> bool:
    return first.value.get("points") == second.value.get("points")
