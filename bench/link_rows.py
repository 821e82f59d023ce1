"""The rows of a drill: sources put in due, and what became of them."""

import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import psycopg
from running_desk import RunningDesk

INSERT = """
INSERT INTO claims_source (public_id, kind, title, publisher, is_primary, confidential,
  details, url, url_key, host, created_at, outcome, failures, text_sha256, etag,
  last_modified, next_visit_at, lease, canonical_url)
VALUES (%s, 'web', %s, '', false, false, '', %s, %s, %s, now(), '', 0, '', '', '',
  now(), '', '')
"""
COUNT = """
SELECT count(*), count(DISTINCT c.source_id), count(DISTINCT (c.source_id, c.lease)),
  coalesce(extract(epoch FROM max(c.at)), 0)
FROM claims_linkcheck c JOIN claims_source s ON s.id = c.source_id WHERE s.title = %s
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """Checks of one drill: rows, sources that have one, distinct (source, lease) pairs."""

    rows: int
    sources: int
    pairs: int


def put_due(desk: RunningDesk, tag: str, urls: Sequence[str]) -> None:
    """Insert one due source for each URL, titled `tag`, in one transaction."""
    rows = [
        (secrets.token_hex(8), tag, url, url, url.split("/")[2].split(":")[0])
        for url in urls
    ]
    with desk.connect() as line, line.transaction(), line.cursor() as cursor:
        cursor.executemany(INSERT, rows)


def count_checks(desk: RunningDesk, tag: str) -> Tally:
    """What is recorded of the drill `tag` by now; waits for a server that is away."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(psycopg.OperationalError), desk.connect() as line:
            row = line.execute(COUNT, (tag,)).fetchone()
            if row:
                return Tally(row[0], row[1], row[2])
        time.sleep(0.3)
    raise RuntimeError("PostgreSQL did not come back within a minute")


def wait_for(desk: RunningDesk, tag: str, *, sources: int, seconds: float) -> Tally:
    """The tally once so many sources have a check, or as it stands after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        tally = count_checks(desk, tag)
        if tally.sources >= sources or time.monotonic() > deadline:
            return tally
        time.sleep(0.2)


def run_sql(desk: RunningDesk, statement: str, *values: object) -> list[tuple[object, ...]]:
    """The rows a statement gives; none for one that gives none."""
    with desk.connect() as line:
        cursor = line.execute(statement.encode(), values)
        return cursor.fetchall() if cursor.description else []
