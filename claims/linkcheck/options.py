"""The options of `check_links`, and the command without Django around it.

Starting Django costs more than visiting ten thousand links, so `main` does without it.
"""

import gc
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

from claims.linkcheck.guard import Allowance, BadAllowance, parse_allowance
from claims.linkcheck.listing import BadList, Listing, read_quotes, read_urls, run_listing
from claims.linkcheck.rules import FetchRules

ALLOW_VARIABLE = "DESK_FETCH_ALLOW"
# As django-environ reads them.
TRUE_WORDS = frozenset({"true", "on", "ok", "y", "yes", "1"})


class AllowanceRefused(ValueError):
    """An exception was asked for where only the environment may grant one."""


def add_options(parser: ArgumentParser) -> None:
    """Declare the options of the contract."""
    add = parser.add_argument
    add("urls", nargs="*", metavar="URL")
    add("--from", dest="source", metavar="FILE", help="a URL a line; - is standard input")
    add("--format", choices=("table", "jsonl"), default="table")
    add("--quotes", metavar="FILE.jsonl", help='{"url", "quote"} a line')
    add(
        "--allow", action="append", default=[], metavar="HOST_OR_NET:PORT", help="for tests"
    )
    add("--store", type=Path, metavar="DIR", help="keep validators and text here")
    add("--concurrency", type=int, default=64, metavar="N", help="requests at once")
    add("--timeout", type=float, default=20.0, metavar="S", help="seconds for one try")
    add("--attempts", type=int, metavar="N", help="tries; 4, or 1 with --fetch-only")
    add("--per-host-rate", type=float, default=1.0, metavar="R", help="a second; 0: any")
    add("--fetch-only", action="store_true", help="stop after the body, judge nothing")


def make_listing(options: dict[str, Any], *, debug: Callable[[], bool]) -> Listing:
    """Turn parsed options into what to check.

    Raises:
        BadList: a file cannot be read.
        BadAllowance: an exception is not HOST:PORT.
        AllowanceRefused: `debug` is off and the environment does not name the exception.
    """
    fetch_only = bool(options["fetch_only"])
    rules = FetchRules(
        timeout_s=max(0.1, options["timeout"]),
        attempts=max(1, options["attempts"] or (1 if fetch_only else 4)),
        concurrency=max(1, options["concurrency"]),
        per_host_rate=max(0.0, options["per_host_rate"]),
        allow=read_allowances(options["allow"], debug=debug),
        siblings=not fetch_only,
    )
    from_file = read_urls(options["source"]) if options["source"] else []
    return Listing(
        urls=[*options["urls"], *from_file],
        rules=rules,
        quotes=read_quotes(options["quotes"]) if options["quotes"] else {},
        store=options["store"],
        jsonl=options["format"] == "jsonl",
        fetch_only=fetch_only,
    )


def read_allowances(
    texts: Sequence[str], *, debug: Callable[[], bool]
) -> tuple[Allowance, ...]:
    """Give the exceptions asked for; raises as `make_listing`."""
    named = os.environ.get(ALLOW_VARIABLE, "").replace(",", " ").split()
    if not set(texts) <= set(named) and not debug():
        raise AllowanceRefused(
            "--allow is for tests: with DEBUG off the environment must name the same "
            f"exceptions, {ALLOW_VARIABLE}={','.join(texts)}"
        )
    return tuple(parse_allowance(text) for text in texts)


def is_debug() -> bool:
    """Say whether DEBUG is on, by the rule of the settings, mostly without loading them."""
    said = os.environ.get("DEBUG", "").strip().lower()
    if said in TRUE_WORDS or not (said or os.environ.get("DESK_SECRET_KEY")):
        return True
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    from django.conf import settings  # late: costs a second

    return bool(settings.DEBUG)


def check_links(options: dict[str, Any], *, out: TextIO, debug: Callable[[], bool]) -> None:
    """Check what `options` ask for and write a line per URL; raises as `make_listing`."""
    listing = make_listing(options, debug=debug)
    bar = draw_bar if sys.stderr.isatty() and not out.isatty() else None
    run_listing(listing, out=out, progress=bar)
    if bar:
        sys.stderr.write("\n")


def draw_bar(done: int, total: int) -> None:
    """Redraw one line on standard error: how far the run is."""
    filled = "#" * (30 * done // max(1, total))
    sys.stderr.write(f"\r[{filled:30}] {done}/{total}")
    sys.stderr.flush()


def main(arguments: Sequence[str]) -> int:
    """Run `check_links` with these command-line arguments; give the exit status."""
    gc.freeze()  # what is loaded by now stays
    gc.set_threshold(50_000)  # visits hold no cycles
    parser = ArgumentParser("check_links", description=__doc__)
    add_options(parser)
    options = vars(parser.parse_args(arguments))
    try:
        check_links(options, out=sys.stdout, debug=is_debug)
    except (BadList, BadAllowance, AllowanceRefused) as wrong:
        sys.stderr.write(f"check_links: {wrong}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader has seen enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 -- for the exit's flush
    return 0
