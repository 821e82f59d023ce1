"""Long lists a page at a time, by key: as fast on the last page as on the first."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows; `after` is the public id that the next page follows, or "" at the end."""

    rows: list[Row]
    after: str
    is_first: bool


def take_page(
    rows: QuerySet[Row],
    *,
    after: str,
    size: int,
    oldest_first: bool = False,
    among: QuerySet[Row] | None = None,
) -> Page[Row]:
    """Give the `size` rows that follow the one with public id `after`, by row key.

    Newest first unless asked otherwise. An unknown `after` gives the first page. `among`
    finds that row, for models without a public id of their own; a row that has left
    `rows` since still marks the place.
    """
    anchor = None
    if after:
        if among is None:
            among = QuerySet(rows.model).filter(public_id=after)
        anchor = among.values_list("pk", flat=True).first()
    if anchor is not None:
        rows = rows.filter(pk__gt=anchor) if oldest_first else rows.filter(pk__lt=anchor)
    found = list(rows.order_by("pk" if oldest_first else "-pk")[: size + 1])
    shown = found[:size]
    more = len(found) > size
    last = str(getattr(shown[-1], "public_id", "")) if more else ""
    return Page(shown, last, anchor is None)
