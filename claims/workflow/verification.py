"""Walking a trail: the first row that does not follow from the one before."""

from claims.models import ConfidentialText, TrailEntry, TrailHead
from claims.models.trail import GENESIS, hash_entry


def find_changed_words(entry: TrailEntry) -> str:
    """Say whether the words kept apart from `entry` are gone or others; "" if neither."""
    digest = entry.after.get("confidential")
    if not digest:
        return ""
    words = ConfidentialText.objects.filter(digest=digest).first()
    if words is None:
        return f"the confidential words of row {entry.seq} are gone"
    if not words.is_whole():
        return f"the confidential words of row {entry.seq} were changed"
    return ""


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
        if broken := find_changed_words(entry):
            return broken
        previous, seq = entry.hash, entry.seq
    head = TrailHead.objects.filter(chain=chain).first()
    if head is None:
        return "its head is missing" if seq else ""
    if (head.seq, head.hash) != (seq, previous):
        return f"row {seq + 1} is missing: the head stands at row {head.seq}"
    return ""
