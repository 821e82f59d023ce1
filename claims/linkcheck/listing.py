"""`check_links` without a database: a list of URLs in, a line per URL out."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from io import TextIOWrapper
from json.encoder import encode_basestring_ascii as quote
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from claims.linkcheck.bare import sum_up_bare
from claims.linkcheck.rules import FetchRules, Wanted
from claims.linkcheck.siblings import Siblings
from claims.linkcheck.visit import Known, Outcome, Visit
from claims.linkcheck.visiting import visit_in_batches

if TYPE_CHECKING:
    from claims.linkcheck.store import Store

JSON_WORDS = {True: "true", False: "false", None: "null"}
ENCODER = json.JSONEncoder()
WORST_FIRST = ("missing", "moved", "altered", "found")


class BadList(ValueError):
    """A file of URLs or quotes cannot be read; the text says which and why."""


@dataclass(slots=True)
class Listing:
    """What to check and how to show it. `quotes` are the passages cited, by URL."""

    urls: list[str]
    rules: FetchRules
    quotes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    store: Path | None = None
    jsonl: bool = False
    fetch_only: bool = False


def run_listing(
    listing: Listing, *, out: TextIO, progress: Callable[[int, int], None] | None = None
) -> Counter[str]:
    """Check every URL, write one line for each as it ends, and count the classes.

    A URL listed twice is visited once and gets two lines. `progress` is told how many of
    how many lines are written.
    """
    if isinstance(out, TextIOWrapper):
        out.reconfigure(errors="backslashreplace")  # a URL may hold what cannot be shown
    times = Counter(listing.urls)
    classes: Counter[str] = Counter()
    show = show_json if listing.jsonl else show_row
    with ExitStack() as stack:
        store = stack.enter_context(open_store(listing.store)) if listing.store else None
        wanted = make_wanted(times, quotes=listing.quotes, store=store)
        judge, siblings = choose_judge(fetch_only=listing.fetch_only)
        for batch in visit_in_batches(wanted, rules=listing.rules, siblings=siblings):
            lines = []
            for want, visit in batch:
                outcome = judge(visit, want.known)
                if store and not listing.fetch_only:
                    store.keep(visit, outcome, quotes=want.known.quotes)
                count = times[want.url]
                lines.append(show(visit, outcome) * count)
                classes[outcome.klass] += count
            out.write("".join(lines))
            out.flush()
            if progress:
                progress(classes.total(), times.total())
    return classes


def open_store(folder: Path) -> "Store":
    """Open what earlier runs left in `folder`."""
    from claims.linkcheck.store import Store  # late: not every run keeps something

    return Store(folder)


def make_wanted(
    urls: Iterable[str], *, quotes: dict[str, tuple[str, ...]], store: "Store | None"
) -> Iterator[Wanted]:
    """Give each URL with what is known of it, read only when its turn has come."""
    for url in urls:
        cited = quotes.get(url, ())
        known = store.read_known(url, quotes=cited) if store else Known(quotes=cited)
        yield Wanted(url, known)


def choose_judge(
    *, fetch_only: bool
) -> tuple[Callable[[Visit, Known], Outcome], Siblings | None]:
    """Give the verdict's function, and the probes it may ask for."""
    if fetch_only:
        return lambda visit, _known: sum_up_bare(visit), None
    # Late: the parsers behind the verdict cost more to load than a short run to fetch.
    from claims.linkcheck.classify import classify
    from claims.linkcheck.soft_404 import wants_sibling

    return classify, Siblings(wants=wants_sibling, read_text=read_sibling)


def read_sibling(visit: Visit) -> str:
    """Give the text of the host's answer for a page that cannot exist."""
    from claims.linkcheck.page import read_page  # late, as above

    page = read_page(visit.body, visit.headers, visit.final_url)
    return page.main or page.text


def show_json(visit: Visit, outcome: Outcome) -> str:
    """Give the visit's line as one JSON object."""
    # Spelt out: at thousands of lines a second a general encoder is a tenth of the cost.
    chain = ENCODER.encode([asdict(hop) for hop in visit.chain]) if visit.chain else "[]"
    return (
        f'{{"url": {quote(visit.url)}, "class": "{outcome.klass}", '
        f'"alive": {JSON_WORDS[outcome.alive]}, "http_status": {visit.status or "null"}, '
        f'"final_url": {quote(visit.final_url) if visit.final_url else "null"}, '
        f'"chain": {chain}, "reasons": {encode_reasons(outcome.reasons)}, '
        f'"quote": {show_state(sum_up_passages(outcome))}, '
        f'"drift": {show_state(outcome.drift)}, '
        f'"elapsed_ms": {visit.elapsed_ms}, "bytes": {visit.size}}}\n'
    )


@lru_cache(maxsize=1000)
def encode_reasons(reasons: tuple[str, ...]) -> str:
    """Give reason codes as JSON; the same few come again and again."""
    return ENCODER.encode(reasons)


def show_state(state: str | None) -> str:
    """Give one of our own words as JSON; null for none."""
    return f'"{state}"' if state else "null"


def show_row(visit: Visit, outcome: Outcome) -> str:
    """Give the visit's line for a person."""
    found = sum_up_passages(outcome) or ""
    reasons = ",".join(outcome.reasons[:3])
    moved = f" -> {visit.final_url}" if visit.chain else ""
    status = str(visit.status or "-")
    return f"{outcome.klass:20} {status:>4} {found:8} {visit.url}{moved}  {reasons}\n"


def sum_up_passages(outcome: Outcome) -> str | None:
    """Give found, altered or missing, of the passage that stands worst; None without."""
    if not outcome.passages:
        return None
    states = {passage.state for passage in outcome.passages}
    for state in WORST_FIRST:
        if state in states:
            return "missing" if state == "moved" else state
    return None


def read_urls(path: str) -> list[str]:
    """Give the lines of `path` ("-" is standard input), blank ones left out.

    Raises:
        BadList: the file cannot be read.
    """
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as wrong:
        raise BadList(f"{path}: {wrong.strerror}") from wrong
    lines = raw.decode("utf-8-sig", "replace").split("\n")
    return [line.strip("\r") for line in lines if line.strip()]


def read_quotes(path: str) -> dict[str, tuple[str, ...]]:
    """Give the cited passages by URL from a file of {"url", "quote"} lines.

    Raises:
        BadList: the file cannot be read, or a line is not such an object.
    """
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(read_urls(path), 1):
        try:
            row = json.loads(line)
            found[row["url"]] = (*found.get(row["url"], ()), str(row["quote"]))
        except (ValueError, KeyError, TypeError) as wrong:
            raise BadList(f"{path}, line {number}: not a url and a quote") from wrong
    return found
