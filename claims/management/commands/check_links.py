"""Check links from the command line, without a database and without Redis."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.linkcheck.guard import Allowance, BadAllowance, parse_allowance
from claims.linkcheck.listing import (
    BadList,
    Listing,
    read_quotes,
    read_urls,
    run_listing,
)
from claims.linkcheck.rules import FetchRules

ALLOW_VARIABLE = "DESK_FETCH_ALLOW"


class Command(BaseCommand):
    """Visit each URL once and print a line for it as it ends."""

    help = "Check links and the passages cited from them; needs no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of the contract."""
        add = parser.add_argument
        add("urls", nargs="*", metavar="URL")
        add("--from", dest="source", metavar="FILE", help="a URL a line; - is stdin")
        add("--format", choices=("table", "jsonl"), default="table")
        add("--quotes", metavar="FILE.jsonl", help='{"url", "quote"} a line')
        add("--allow", action="append", default=[], metavar="HOST_OR_NET:PORT")
        add("--store", type=Path, metavar="DIR", help="keep validators and text here")
        add("--concurrency", type=int, default=64, metavar="N")
        add("--timeout", type=float, default=20.0, metavar="S", help="seconds a try")
        add("--attempts", type=int, metavar="N", help="4; with --fetch-only 1")
        add("--per-host-rate", type=float, default=1.0, metavar="R", help="0: no limit")
        add("--fetch-only", action="store_true", help="stop after the body")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read the lists, check them, print.

        Raises:
            CommandError: a file or an option makes no sense, or --allow is refused.
        """
        try:
            listing = make_listing(options)
        except (BadList, BadAllowance) as wrong:
            raise CommandError(str(wrong)) from wrong
        bar = draw_bar if sys.stderr.isatty() and not sys.stdout.isatty() else None
        run_listing(listing, out=sys.stdout, progress=bar)
        if bar:
            sys.stderr.write("\n")


def make_listing(options: dict[str, Any]) -> Listing:
    """Turn the parsed options into what to check."""
    urls = list(options["urls"])
    if options["source"]:
        urls += read_urls(options["source"])
    fetch_only = bool(options["fetch_only"])
    attempts = options["attempts"] or (1 if fetch_only else 4)
    rules = FetchRules(
        timeout_s=max(0.1, options["timeout"]),
        attempts=max(1, attempts),
        concurrency=max(1, options["concurrency"]),
        per_host_rate=max(0.0, options["per_host_rate"]),
        allow=read_allowances(options["allow"]),
        siblings=not fetch_only,
    )
    return Listing(
        urls=urls,
        rules=rules,
        quotes=read_quotes(options["quotes"]) if options["quotes"] else {},
        store=options["store"],
        jsonl=options["format"] == "jsonl",
        fetch_only=fetch_only,
    )


def read_allowances(texts: list[str]) -> tuple[Allowance, ...]:
    """Give the exceptions asked for.

    Raises:
        CommandError: DEBUG is off and the environment does not name the same exceptions.
    """
    if not texts:
        return ()
    named = os.environ.get(ALLOW_VARIABLE, "").replace(",", " ").split()
    unnamed = [text for text in texts if text not in named]
    if unnamed and not settings.DEBUG:
        raise CommandError(
            f"--allow {unnamed[0]} is for tests: with DEBUG off it must also be set in "
            f"the environment, {ALLOW_VARIABLE}={','.join(texts)}"
        )
    return tuple(parse_allowance(text) for text in texts)


def draw_bar(done: int, total: int) -> None:
    """Redraw one line on standard error: how far the run is."""
    filled = "#" * (30 * done // max(1, total))
    sys.stderr.write(f"\r[{filled:30}] {done}/{total}")
    sys.stderr.flush()
