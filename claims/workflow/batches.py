"""Many acts that were asked for as one: their trail entries carry one mark."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from claims.models import TrailEntry
from claims.models.public_id import make_public_id

MARK = "batch"
_batch: ContextVar[str] = ContextVar("batch", default="")


@contextmanager
def as_one() -> Iterator[None]:
    """Mark every entry about a claim that is written inside as one act."""
    token = _batch.set(make_public_id())
    try:
        yield
    finally:
        _batch.reset(token)


def mark_batch(after: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give what an entry says came of the act, with the mark where there is one."""
    mark = _batch.get()
    return {**(after or {}), **({MARK: mark} if mark else {})}


def list_batch(entry: TrailEntry) -> list[TrailEntry]:
    """Give every entry of the same act that does the same as `entry`, itself included."""
    mark = entry.after.get(MARK)
    if not mark:
        return [entry]
    same = TrailEntry.objects.filter(
        actor_id=entry.actor_id, at=entry.at, action=entry.action, after__batch=mark
    )
    return list(same.order_by("pk"))
