"""Takes an aircraft maker's name that stands before a hit into its span."""

from dataclasses import replace

from claims.extraction.equipment.forms import Strength, squash
from claims.extraction.equipment.gazetteer import Gazetteer
from claims.extraction.equipment.scan import Hit

GAPS = " \u00a0\n"
REACH = 20  # the longest word of a maker's name, "Boeing-Vertol" and the like


def add_maker(text: str, *, hit: Hit, gazetteer: Gazetteer) -> Hit:
    """`hit` with the maker that stands directly before it, and the reading it settles.

    A maker makes a doubtful aircraft sure; of several readings that maker's own wins. A
    form that needs its maker stays as it is when none is there.
    """
    start = find_maker(text, start=hit.start, gazetteer=gazetteer)
    readings = [one for one in (hit, *hit.rivals) if one.form.kind.klass == "aircraft"]
    if start is None or not readings:
        return hit
    said = squash(text[start : hit.start])
    own = [one for one in readings if is_own(said, maker=squash(one.form.kind.maker))]
    best = (own or readings)[0]
    if not own and best.strength >= Strength.WEAK:
        return hit
    others = tuple(one for one in (hit, *hit.rivals) if one.form is not best.form)
    return replace(best, start=start, strength=Strength.STRONG, rivals=others)


def is_own(said: str, *, maker: str) -> bool:
    """Whether `said` names `maker`, in full, in part or with a successor's name around."""
    return bool(maker) and (said in maker or maker in said or said[:5] == maker[:5])


def find_maker(text: str, *, start: int, gazetteer: Gazetteer) -> int | None:
    """Where the longest maker's name that ends just before `start` begins."""
    found, at = None, start
    for _ in range(4):
        if at < 2 or text[at - 1] not in GAPS:
            break
        low = max(0, at - 1 - REACH)
        at = max(text.rfind(gap, low, at - 1) for gap in GAPS) + 1 or low
        if not (text[at].isupper() or text[at : at + 2] in ("de", "& ")):
            break
        if squash(text[at:start]) in gazetteer.makers:
            found = at
    return found
