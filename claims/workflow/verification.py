"""Walking a trail: the first row that does not follow from the one before."""

from claims.models import TrailEntry, TrailHead
from claims.models.trail import GENESIS, hash_entry


def find_break(chain: str) -> str:
    """Say in words where `chain` is broken first; "" when it is whole.

    Finds a changed row, a removed one, a row put in between, and a removed end.
    """
    previous, seq = GENESIS, 0
    for entry in TrailEntry.objects.walk(chain):
        if entry.seq != seq + 1:
            return f"row {seq + 1} is missing"
        if entry.previous != previous:
            return f"row {entry.seq} does not follow row {seq}"
        if entry.hash != hash_entry(entry.previous, entry.body()):
            return f"row {entry.seq} was changed"
        previous, seq = entry.hash, entry.seq
    head = TrailHead.objects.filter(chain=chain).first()
    if head is None:
        return "its head is missing"
    if (head.seq, head.hash) != (seq, previous):
        return f"row {seq + 1} is missing: the head stands at row {head.seq}"
    return ""
