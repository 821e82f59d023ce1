"""Finds equipment: aircraft, ships, missiles, vehicles, small arms, rockets, spacecraft."""

from collections.abc import Iterable

from claims.extraction.equipment.choose import choose_hits
from claims.extraction.equipment.forms import squash
from claims.extraction.equipment.gazetteer import load_gazetteer
from claims.extraction.equipment.makers import add_maker
from claims.extraction.equipment.scan import find_hits
from claims.extraction.equipment.sea import find_prefixed
from claims.extraction.equipment.sea_classes import find_classes, find_numbered
from claims.extraction.equipment.sea_names import find_headed, find_named, find_quoted
from claims.extraction.equipment.shapes import find_made, find_shapes
from claims.extraction.equipment.value import draw_found
from claims.extraction.found import Draft, Found

__all__ = ["find_equipment"]


def find_equipment(draft: Draft) -> list[Found]:
    """Every piece of equipment `draft` names, in order, without overlap.

    Reads `draft.masked`; the value is `{name, class, designation?, maker?, aliases?}`.
    Surer rules go first and keep their words. Time is linear in the length of the text.
    """
    text, gazetteer = draft.masked, load_gazetteer()
    kept = settle([], find_prefixed(text, gazetteer=gazetteer))
    kept = settle(kept, find_classes(text, gazetteer=gazetteer))
    named = {name for one in kept if (name := squash(one.parts.get("name", "")))}
    hits = [
        add_maker(text, hit=hit, gazetteer=gazetteer)
        for hit in find_hits(text, gazetteer=gazetteer)
    ]
    kept = settle(kept, map(draw_found, choose_hits(text, hits=hits, named=named)))
    kept = settle(kept, find_named(text, gazetteer=gazetteer))
    kept = settle(kept, find_headed(text, gazetteer=gazetteer))
    named = {name for one in kept if (name := squash(one.parts.get("name", "")))}
    kept = settle(kept, find_quoted(text, gazetteer=gazetteer, named=named))
    kept = settle(kept, find_numbered(text))
    kept = settle(kept, find_shapes(text, gazetteer=gazetteer))
    return settle(kept, find_made(text, gazetteer=gazetteer))


def settle(kept: list[Found], more: Iterable[Found]) -> list[Found]:
    """`kept` and those of `more` that overlap none of it nor each other, in order."""
    merged: list[Found] = []
    queue = sorted(more, key=lambda one: (one.start, -one.end))
    taken = iter([*kept, None])
    held = next(taken)
    for one in queue:
        while held is not None and held.end <= one.start:
            merged.append(held)
            held = next(taken)
        clear = not merged or merged[-1].end <= one.start
        if clear and (held is None or one.end <= held.start):
            merged.append(one)
    while held is not None:
        merged.append(held)
        held = next(taken)
    return merged
