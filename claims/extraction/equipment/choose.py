"""Which hits stand: strong ones at once, doubtful ones by their neighbours or an echo."""

from claims.extraction.equipment.context import has_field_near, has_noun_beside, is_vetoed
from claims.extraction.equipment.forms import Strength
from claims.extraction.equipment.scan import Hit


def choose_hits(text: str, *, hits: list[Hit]) -> list[Hit]:
    """The hits that are equipment, first of each overlap, in order of their start."""
    sure = {
        hit.form.kind.name
        for hit in hits
        if hit.strength == Strength.STRONG
        and not is_vetoed(text, start=hit.start, end=hit.end)
    }
    kept: list[Hit] = []
    for hit in hits:
        free = not kept or hit.start >= kept[-1].end
        if free and is_equipment(text, hit=hit, sure=sure):
            kept.append(hit)
    return kept


def is_equipment(text: str, *, hit: Hit, sure: set[str]) -> bool:
    """Whether `hit` has the help its strength asks for and no neighbour that forbids it."""
    where = {"start": hit.start, "end": hit.end}
    if is_vetoed(text, **where):
        return False
    if hit.strength == Strength.STRONG or hit.form.kind.name in sure:
        return True
    klass = hit.form.kind.klass
    if has_noun_beside(text, **where, klass=klass):
        return True
    return hit.strength == Strength.SOFT and has_field_near(text, **where, klass=klass)
