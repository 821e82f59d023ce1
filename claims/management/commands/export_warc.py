"""`manage.py export_warc --source|--claim|--article ID [--out FILE]`: captures as WARC."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.errors import DeskError
from claims.evidence.exports import find_captures, read_pages
from claims.linkcheck.capture_store import CaptureLost
from claims.linkcheck.warc import CapturedPage, write_warc


class Command(BaseCommand):
    """Writes what was captured of a source, a claim's or an article's evidence."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the contract's arguments."""
        what = parser.add_mutually_exclusive_group(required=True)
        for name in ("source", "claim", "article"):
            what.add_argument(f"--{name}", default="", metavar="ID", help="its public id")
        parser.add_argument("--out", metavar="FILE", help="default ID.warc.gz; - is stdout")
        parser.add_argument(
            "--confidential", action="store_true", help="confidential sources too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file and say what is in it.

        Raises:
            CommandError: no such record, a body is lost, or the file cannot be written.
        """
        names = ("source", "claim", "article")
        wanted = {name: options[name] for name in names}
        title = next(f"{name} {wanted[name]}" for name in names if wanted[name])
        path = options["out"] or f"{title.split()[1]}.warc.gz"
        try:
            captures = find_captures(**wanted, confidential=options["confidential"])
            if path == "-":
                write_warc(sys.stdout.buffer, read_pages(captures), title=title)
                return
            count = write_whole(Path(path), read_pages(captures), title=title)
        except (DeskError, CaptureLost, OSError) as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(f"{count} captured pages in {path}")


def write_whole(path: Path, pages: Iterable[CapturedPage], *, title: str) -> int:
    """Write the file whole or not at all; gives how many pages are in it."""
    draft = path.with_name(f"{path.name}.part")
    try:
        with draft.open("wb") as out:
            count = write_warc(out, pages, title=title)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return count
