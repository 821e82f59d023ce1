"""Claims as wide as a clause: what happened, where, and what somebody says indirectly."""

from collections.abc import Sequence

from claims.extraction.clauses.events import find_events
from claims.extraction.clauses.places import find_places
from claims.extraction.clauses.statements import find_statements
from claims.extraction.found import Draft, Found

__all__ = ["find_clauses"]


def find_clauses(draft: Draft, *, found: Sequence[Found]) -> list[Found]:
    """Events, places and statements; `found` are the finer claims their slots point at.

    Only English has rules so far; other languages give none.
    """
    if draft.language != "en":
        return []
    places = find_places(draft)
    events = find_events(draft, found=[*found, *places])
    return [*places, *events, *find_statements(draft, found=found)]
