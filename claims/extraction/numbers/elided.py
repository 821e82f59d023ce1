"""Measures whose unit is left out: "at 47 mph, under the limit of 50"."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from claims.extraction.found import Draft, Found
from claims.extraction.numbers.numerals import tidy

ELIDED = re.compile(
    r"\b(?:limit|norm|average|threshold|target|maximum|minimum|ceiling|record|standard)"
    r"(?: (?:is|was|of|at|stands at|stood at)) (?P<n>\d{1,3}(?:,\d{3}){0,3}(?:\.\d{1,6})?)"
    r"(?=[.;)]?(?:\s|$)|,\s)(?! ?(?:per|%|[a-z]+s\b))"
)
AFFINE = {"degC", "degF"}
REACH = 80  # characters back to the measure that gives the unit


def find_elided(draft: Draft, measured: Sequence[Found]) -> list[Found]:
    """ "47 mph, under the limit of 50": a unit left out comes from the measure before."""
    found = []
    starts = [one.start for one in measured]
    for match in ELIDED.finditer(draft.masked) if measured else ():
        at = bisect_left(starts, match.start()) - 1
        model = measured[at] if at >= 0 else None
        if model is None or match.start() - model.end > REACH or "n" not in model.value:
            continue
        if "\n" in draft.text[model.end : match.start()]:
            continue
        n = float(match["n"].replace(",", ""))
        value = {**model.value, "n": tidy(n), "mod": "="}
        if "si_n" in value and model.value["n"] and model.value["unit"] not in AFFINE:
            value["si_n"] = tidy(n * model.value["si_n"] / model.value["n"])
        unit = str(value["unit"])
        reason = f"a bare figure in {unit}, the unit of the measure before it"
        parts = {"number": match["n"], "unit": unit}
        span = match.span("n")
        found.append(
            Found(*span, "quantity", value, "quantity.elided", 0.7, reason, (), parts)
        )
    return found
