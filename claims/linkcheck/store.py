"""What earlier runs of `check_links` left behind: validators and text, in one file."""

import hashlib
import json
import sqlite3
import time
import zlib
from pathlib import Path
from types import TracebackType

from claims.linkcheck.visit import Known, Outcome, Visit

BATCH_ROWS = 500
BATCH_S = 2.0
LONGEST_TEXT = 2_000_000  # code points
TABLE = """
CREATE TABLE IF NOT EXISTS page (
    url TEXT PRIMARY KEY, final_url TEXT NOT NULL, etag TEXT NOT NULL,
    last_modified TEXT NOT NULL, quotes TEXT NOT NULL, text BLOB NOT NULL,
    text_sha256 TEXT NOT NULL, class TEXT NOT NULL, at REAL NOT NULL
) WITHOUT ROWID
"""
READ = (
    "SELECT final_url, etag, last_modified, quotes, text, text_sha256 FROM page WHERE url=?"
)
WRITE = "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
KEPT = frozenset(
    {"ok", "redirected", "rate_limited_then_ok", "temporary_then_ok", "drifted"}
)


class Store:
    """One SQLite file in `folder`. Rows are written in batches, each of them atomic.

    A run that is killed loses at most the last two seconds of what it learnt.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(folder / "links.sqlite3", isolation_level=None)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("PRAGMA synchronous=NORMAL")
        self._base.execute(TABLE)
        self._rows: list[tuple[object, ...]] = []
        self._flushed = time.monotonic()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.flush()
        self._base.close()

    def read_known(self, url: str, *, quotes: tuple[str, ...]) -> Known:
        """Give what is kept of `url`.

        Validators are left out when other passages are asked for than the kept text was
        read for: a cut text might not hold them, and a 304 brings no other.
        """
        row = self._base.execute(READ, (url,)).fetchone()
        if row is None:
            return Known(quotes=quotes)
        final_url, etag, last_modified, asked, text, sha256 = row
        same = asked == hash_quotes(quotes)
        return Known(
            quotes=quotes,
            text=zlib.decompress(text).decode("utf-8"),
            text_sha256=sha256,
            etag=etag if same else "",
            last_modified=last_modified if same else "",
            final_url=final_url,
        )

    def keep(self, visit: Visit, outcome: Outcome, *, quotes: tuple[str, ...]) -> None:
        """Remember a good visit; a failed one leaves what is known as it was."""
        if visit.not_modified or outcome.klass not in KEPT or not outcome.text:
            return
        text = outcome.text[:LONGEST_TEXT].encode("utf-8", "replace")
        self._rows.append(
            (
                visit.url,
                visit.final_url,
                visit.headers.get("etag", ""),
                visit.headers.get("last-modified", ""),
                hash_quotes(quotes),
                zlib.compress(text, 1),
                outcome.text_sha256 or hashlib.sha256(text).hexdigest(),
                outcome.klass,
                time.time(),
            )
        )
        if len(self._rows) >= BATCH_ROWS or time.monotonic() - self._flushed > BATCH_S:
            self.flush()

    def flush(self) -> None:
        """Write the rows gathered so far, in one transaction."""
        self._flushed = time.monotonic()
        if not self._rows:
            return
        self._base.execute("BEGIN")
        self._base.executemany(WRITE, self._rows)
        self._base.execute("COMMIT")
        self._rows.clear()


def hash_quotes(quotes: tuple[str, ...]) -> str:
    """Give a short digest of the passages, in any order; "" for none."""
    if not quotes:
        return ""
    return hashlib.sha256(json.dumps(sorted(quotes)).encode()).hexdigest()[:32]
