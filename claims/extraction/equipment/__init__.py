"""Finds equipment: aircraft, ships, missiles, vehicles, small arms, rockets, spacecraft."""

from claims.extraction.equipment.choose import choose_hits
from claims.extraction.equipment.gazetteer import load_gazetteer
from claims.extraction.equipment.scan import find_hits
from claims.extraction.equipment.value import draw_found
from claims.extraction.found import Draft, Found

__all__ = ["find_equipment"]


def find_equipment(draft: Draft) -> list[Found]:
    """Every piece of equipment `draft` names, in order, without overlap.

    Reads `draft.masked`; the value is `{name, class, designation?, maker?, aliases?}`.
    Time is linear in the length of the text.
    """
    text = draft.masked
    hits = list(find_hits(text, gazetteer=load_gazetteer()))
    return [draw_found(hit) for hit in choose_hits(text, hits=hits)]
