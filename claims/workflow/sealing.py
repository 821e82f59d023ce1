"""Noting the ends of all chains in a file outside the database.

Who owns the database server can cut newest rows off a chain and put its head back to
match. What stood there is still in this file: a line each time, chained by hash, flushed
to disk, never rewritten. Copy it elsewhere: whoever owns this machine too can cut it.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from claims.models import TrailEntry, TrailHead
from claims.models.trail import GENESIS, hash_entry


class SealsBroken(ValueError):
    """The file is not as it was written; the words name the first bad line."""


@dataclass
class Seals:
    """What a file says: `heads` is [(seq, hash, sealed at)] by chain, oldest first."""

    last: str = GENESIS
    lines: int = 0
    heads: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)

    def newest(self, chain: str) -> tuple[int, str] | None:
        """Give the last end of `chain` that was noted."""
        known = self.heads.get(chain)
        return known[-1][:2] if known else None


def read_seals(text: str) -> Seals:
    """Read a file's whole lines; one that was cut short by a crash counts for nothing.

    Raises:
        SealsBroken: a line does not follow from the one before it.
    """
    seals = Seals()
    for line in text.splitlines(keepends=True):
        if not line.endswith("\n"):
            break
        number = seals.lines + 1
        try:
            row = json.loads(line)
            body = {"at": row["at"], "heads": row["heads"]}
            whole = set(row) == {"at", "heads", "previous", "hash"}
            follows = row["previous"] == seals.last
            if not (whole and follows and row["hash"] == hash_entry(seals.last, body)):
                raise SealsBroken(f"line {number} of the seals was changed")
            for chain, (seq, digest) in row["heads"].items():
                seals.heads.setdefault(chain, []).append((seq, digest, row["at"]))
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise SealsBroken(f"line {number} of the seals was changed") from fault
        seals.last, seals.lines = row["hash"], number
    return seals


def seal_heads(path: Path, *, now: datetime) -> int:
    """Append the ends of all chains that grew since the last line; gives how many.

    Runs at once take turns. The line is on disk when this returns.

    Raises:
        SealsBroken: the file was tampered with; nothing is added to it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with take_turn(path) as file:
        text = file.read().decode()
        seals = read_seals(text)
        file.truncate(len(text[: text.rfind("\n") + 1].encode()))
        heads = {
            head.chain: [head.seq, head.hash]
            for head in TrailHead.objects.filter(seq__gt=0).order_by("chain").iterator()
            if seals.newest(head.chain) != (head.seq, head.hash)
        }
        if heads:
            append_line(
                file, {"at": now.astimezone(UTC).isoformat(), "heads": heads}, seals
            )
    return len(heads)


@contextmanager
def take_turn(path: Path) -> Iterator[IO[bytes]]:
    """Hold the file open for reading and appending, by one process at a time."""
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        yield file


def append_line(file: IO[bytes], body: dict[str, Any], seals: Seals) -> None:
    """Write one line and have it on disk."""
    row = {**body, "previous": seals.last, "hash": hash_entry(seals.last, body)}
    file.write(json.dumps(row, sort_keys=True).encode() + b"\n")
    file.flush()
    os.fsync(file.fileno())


def find_unsealed(chain: str, seals: Seals) -> str:
    """Say which sealed row `chain` has no longer, or has otherwise; "" when none."""
    noted = seals.heads.get(chain, [])
    rows = TrailEntry.objects.filter(chain=chain, seq__in={seq for seq, _, _ in noted})
    stored = dict(rows.values_list("seq", "hash"))
    for seq, digest, at in noted:
        if seq not in stored:
            return f"row {seq} is missing: it was sealed at {at}"
        if stored[seq] != digest:
            return f"row {seq} is not the one that was sealed at {at}"
    return ""
