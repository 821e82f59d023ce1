"""`manage.py extract_claims`: what the rules find in a text, with no database."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.extraction import find_claims
from claims.extraction.corpus import (
    BadLine,
    extract_corpus,
    read_date,
    write_jsonl,
    write_table,
)


class Command(BaseCommand):
    """Print the claims in a text, or in every record of a corpus."""

    help = "Find the checkable claims in a text, or in each record of a JSONL corpus."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of the contract."""
        parser.add_argument(
            "file", nargs="?", help="a UTF-8 text file, or - for standard input"
        )
        parser.add_argument("--corpus", help="a JSONL file of {id, text, ref_date, locale}")
        parser.add_argument("--published", help="publication date, YYYY-MM-DD")
        parser.add_argument("--locale", default="US", help="US, GB, AU, IN, ES …")
        parser.add_argument("--language", default="en", help="en or es")
        parser.add_argument(
            "--clauses",
            action="store_true",
            help="with --corpus: events, statements, places too",
        )
        parser.add_argument("--format", choices=["table", "jsonl"], default="table")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the claims to standard output, a line at a time."""
        if bool(options["file"]) == bool(options["corpus"]):
            raise CommandError("Name one text file (or -), or a corpus with --corpus.")
        try:
            for line in write_lines(options):
                self.stdout.write(line)
        except BadLine as error:
            raise CommandError(str(error)) from error


def write_lines(options: dict[str, Any]) -> Iterator[str]:
    """The output for these options."""
    if options["corpus"]:
        if options["format"] != "jsonl":
            raise CommandError("A corpus is written as JSONL: add --format jsonl.")
        yield from extract_corpus(
            read_text(options["corpus"]).split("\n"), clauses=options["clauses"]
        )
        return
    try:
        published = read_date(options["published"])
    except ValueError as error:
        raise CommandError(f"--published: {error}") from error
    text = read_text(options["file"])
    found = find_claims(
        text, ref_date=published, locale=options["locale"], language=options["language"]
    )
    yield from (write_jsonl if options["format"] == "jsonl" else write_table)(text, found)


def read_text(name: str) -> str:
    """The text of file `name`, or of standard input for `-`, exactly as it is stored.

    Raises:
        CommandError: there is no such file, it cannot be read, or it is not UTF-8.
    """
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"Cannot read {name}: {error.strerror}.") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{name} is not UTF-8 text: byte {error.start} cannot be read. "
            "Save it as UTF-8, or import it, which finds the encoding."
        ) from error
