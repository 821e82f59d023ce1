"""CSV for spreadsheets: RFC 4180, UTF-8 with a byte order mark, no cell that computes."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from claims.galley.sheet import Entry, Sheet

COLUMNS = (
    "number", "claim", "start", "end", "words", "kind", "reading", "status", "verdict",
    "clears", "as_of", "good_until", "rationale", "reviewers", "risk", "sources", "queries",
)  # fmt: skip
COMPUTES = ("=", "+", "-", "@", "\t", "\r")  # OWASP, CSV injection


def write_claims(sheet: Sheet) -> str:
    """Give one line a claim, in the order of the text, orphans last."""
    return write_table(COLUMNS, map(list_cells, [*sheet.entries, *sheet.orphans]))


def write_queries(sheet: Sheet) -> str:
    """Give one line an open query."""
    rows = [
        (one.number, one.public_id, one.words, asked)
        for one in [*sheet.entries, *sheet.orphans]
        for asked in one.queries
    ]
    return write_table(("number", "claim", "words", "query"), rows)


def list_cells(one: Entry) -> Sequence[object]:
    """Give a claim's cells; lists are parted by “; ”."""
    return (
        one.number, one.public_id, one.start, one.end, one.words, one.kind, one.reading,
        one.state, one.verdict, "yes" if one.clears else "no", one.as_of, one.good_until,
        one.rationale, "; ".join(one.people), "; ".join(one.risk),
        "; ".join(f"{cited.letter} {cited.url or cited.name}" for cited in one.cited),
        "; ".join(one.queries),
    )  # fmt: skip


def write_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give the table's text, the mark at its start."""
    out = StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([guard_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def guard_cell(cell: object) -> object:
    """Give a cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(COMPUTES):
        return f"'{cell}"
    return "" if cell is None else cell
