"""Time every page of a desk with a million claims, and count its queries at two sizes.

usage: python bench/web_million.py [--claims N] [--small N] [--rounds N] [--write]

One desk on throw-away servers: the demonstration and an article with 400 claims in every
state; `make_load` puts --small claims beside them (20,000), later --claims (1,000,000).
--write puts the table into docs/benchmarks.md.
"""

import argparse
import statistics
import time
from dataclasses import dataclass

import bench_web
from benchmark_page import describe_machine, write_section
from desks import fill_overfull, fill_typical, open_desk
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Article, User
from factcheck.collector import settle_collector

A_PAGE = 400  # claims in one article of the load
SLOW = 0.05  # seconds
OK = 200
SEARCHES = {
    "search, a rare word": "/search/?q=palimpsest",
    "search, a word of every fourth claim": "/search/?q=soldiers",
    "search, a phrase": "/search/?q=%22242+soldiers%22",
    "search, words and a status": "/search/?q=tonnes+status:disputed",
    "search, a verdict": "/search/?q=status:decided+verdict:true",
    "search, a person": "/search/?q=by:kwame",
    "search, a time without a claim": "/search/?q=before:2020-01-01",
}
BOARDS = {
    "queries": "/queries/",
    "claims over REST": "/api/v1/claims/",
    "queue, open and without a reviewer": "/queue/?tab=unassigned",
    "queue, narrowed": "/queue/?tab=found&kind=money",
    "overview": "/overview/",
}


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of the server and queries of one page."""

    p50: float
    p95: float
    queries: int


def main() -> None:
    """Print a line a page, and the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    settle_collector()  # as the served desk does
    machine = describe_machine()
    with open_desk():
        fill_typical()
        article = fill_overfull(claims=400)
        client = Client(SERVER_NAME="localhost")
        client.force_login(User.objects.get(username="ines"))
        fill(options.small)
        small = measure_all(client, article, rounds=options.rounds)
        took = fill(options.claims)
        large = measure_all(client, article, rounds=options.rounds)
        connection.close()
    made = f"`make_load` made {options.claims:,} claims in {took:.0f} s."
    table = write_table(small, large, sizes=(options.small, options.claims))
    if options.write:
        write_section("web", f"{machine} {made}\n\n{table}")
    else:
        print(f"{machine} {made}\n\n{table}")


def fill(claims: int) -> float:
    """Add so many claims and a tenth as many sources; gives the seconds."""
    began = time.monotonic()
    sizes = ("--articles", str(max(1, claims // A_PAGE)), "--claims", str(claims))
    call_command("make_load", *sizes, "--sources", str(claims // 10), "--onto", verbosity=0)
    return time.monotonic() - began


def measure_all(client: Client, article: Article, *, rounds: int) -> dict[str, Timed]:
    """Measure each page, by name; the ones answered otherwise than 200 end the run."""
    pages = bench_web.list_pages(article) | BOARDS | SEARCHES
    return {name: measure(client, path, rounds=rounds) for name, path in pages.items()}


def measure(client: Client, path: str, *, rounds: int) -> Timed:
    """Ask for a page `rounds` times after two that fill caches, once more for queries."""
    times = []
    for number in range(rounds + 2):
        began = time.perf_counter()
        answer = client.get(path)
        times += [1000 * (time.perf_counter() - began)] if number > 1 else []
        if answer.status_code != OK:
            raise SystemExit(f"{path} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    p95 = statistics.quantiles(times, n=20)[-1]
    timed = Timed(statistics.median(times), p95, len(queries))
    print(f"{path:44} {timed.p50:8.1f} {timed.p95:8.1f} {timed.queries:5}", flush=True)
    name_slow(queries)
    return timed


def name_slow(queries: CaptureQueriesContext) -> None:
    """Print the queries of a page that took more than 50 ms."""
    for one in queries.captured_queries:
        if float(one["time"]) > SLOW:
            print(f"    {one['time']} s: {one['sql'][:1500]}", flush=True)


def write_table(
    small: dict[str, Timed], large: dict[str, Timed], *, sizes: tuple[int, int]
) -> str:
    """Give the Markdown table of two measurements."""
    few, many = (f"{size:,}" for size in sizes)
    lines = [
        f"| page | p50 ms at {few} | p50 at {many} | p95 | queries at {few} | at {many} |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, one in large.items():
        was = small[name]
        lines.append(
            f"| {name} | {was.p50:.0f} | {one.p50:.0f} | {one.p95:.0f} "
            f"| {was.queries} | {one.queries} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
