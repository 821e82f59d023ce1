"""Extraction over files: the lines that `extract_claims` reads and writes, no more."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from claims.extraction.found import Found
from claims.extraction.pipeline import find_claims

COLUMNS = ("start", "end", "type", "conf", "text", "value", "rule")


class BadLine(ValueError):
    """A line of a corpus cannot be read; the message names its number and the fault."""


def extract_corpus(lines: Iterable[str], *, clauses: bool = False) -> Iterator[str]:
    """A JSON line out for each record in, in order; blank lines are passed over.

    In: {"id", "text", "ref_date"?, "locale"?, "language"?}. Out: {"id", "spans"}.

    The wide kinds (event, statement, place) come with `clauses` only: corpora annotate the
    eight kinds that have exact values.

    Raises:
        BadLine: a line is no JSON object, lacks `id` or `text`, or has a wrong date.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            record = read_record(line, number)
            spans = [
                describe_span(record["text"], item)
                for item in find_record(record, number, clauses=clauses)
            ]
            yield json.dumps({"id": record["id"], "spans": spans}, ensure_ascii=False)


def read_record(line: str, number: int) -> dict[str, Any]:
    """The record in one line of a corpus."""
    try:
        record = json.loads(line)
    except ValueError as error:
        raise BadLine(f"Line {number} is not JSON: {error}") from error
    if not isinstance(record, dict):
        raise BadLine(f"Line {number} is not a JSON object.")
    if not isinstance(record.get("text"), str) or "id" not in record:
        raise BadLine(f"Line {number} needs an “id” and a “text” that is a string.")
    return record


def find_record(record: dict[str, Any], number: int, *, clauses: bool) -> list[Found]:
    """The claims in one record."""
    try:
        ref_date = read_date(record.get("ref_date"))
    except ValueError as error:
        raise BadLine(f"Line {number}: {error}") from error
    return find_claims(
        record["text"],
        ref_date=ref_date,
        locale=str(record.get("locale") or "US"),
        language=str(record.get("language") or "en"),
        clauses=clauses,
    )


def read_date(words: object) -> date | None:
    """The date in `words` (YYYY-MM-DD); None for nothing.

    Raises:
        ValueError: the words are no such date; the message shows them.
    """
    if words is None or words == "":
        return None
    try:
        return date.fromisoformat(str(words)[:10])
    except ValueError:
        raise ValueError(f"“{words}” is not a date like 2019-03-30.") from None


def describe_span(text: str, item: Found) -> dict[str, Any]:
    """One result as the contract writes it; offsets are code points into `text`."""
    return {
        "start": item.start,
        "end": item.end,
        "type": item.kind,
        "text": text[item.start : item.end],
        "value": dict(item.value),
        "confidence": item.confidence,
        "rule": item.rule,
    }


def write_jsonl(text: str, found: Iterable[Found]) -> Iterator[str]:
    """A JSON line for each result."""
    for item in found:
        yield json.dumps(describe_span(text, item), ensure_ascii=False)


def write_table(text: str, found: Iterable[Found]) -> Iterator[str]:
    """A heading and one aligned line for each result; long words are shortened."""
    yield format_row(*COLUMNS)
    for item in found:
        words = " ".join(text[item.start : item.end].split())
        value = ", ".join(f"{key}={value}" for key, value in item.value.items())
        yield format_row(
            str(item.start),
            str(item.end),
            item.kind,
            f"{item.confidence:.2f}",
            shorten(words, width=44),
            shorten(value, width=64),
            item.rule,
        )


def format_row(*cells: str) -> str:
    """One line of the table."""
    widths = (6, 6, 16, 5, 45, 65, 1)
    return " ".join(
        cell.ljust(width) for cell, width in zip(cells, widths, strict=True)
    ).rstrip()


def shorten(words: str, *, width: int) -> str:
    """`words`, cut to `width` characters with an ellipsis."""
    return words if len(words) <= width else words[: width - 1] + "…"
