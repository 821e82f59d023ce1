"""Time the pages of a desk and count their queries: p50 and p95 of the server's time.

usage: python bench/bench_web.py [--claims N] [--rounds N] [--profile PATH]

The desk holds the demonstration and one article with N claims (400), on throw-away servers.
--profile prints where the time of one page goes instead.
"""

import argparse
import cProfile
import pstats
import statistics
import time

from desks import fill_overfull, fill_typical, open_desk
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment

from claims.models import Article, Source, User
from factcheck.collector import settle_collector


def main() -> None:
    """Print a line a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--profile", default="")
    options = parser.parse_args()
    setup_test_environment()
    settle_collector()  # as the web process does
    with open_desk():
        fill_typical()
        article = fill_overfull(claims=options.claims)
        client = Client()
        client.force_login(User.objects.get(username="ines"))
        if options.profile:
            profile(client, options.profile.format(article=article.public_id))
            return
        print(f"{'page':34} {'p50 ms':>8} {'p95 ms':>8} {'queries':>8} {'kB':>6}")
        for name, path in list_pages(article).items():
            measure(client, name, path, rounds=options.rounds)
        measure_swap(client, article, rounds=options.rounds)
        connection.close()


def list_pages(article: Article) -> dict[str, str]:
    """Give what is measured: a name and a path each."""
    claim = article.claims.filter(status="open").first()
    source = Source.objects.filter(host="log.example").first()
    n = article.claims.count()
    return {
        "board": "/",
        f"reading desk, {n} claims": f"/articles/{article.public_id}/",
        "claim": f"/claims/{claim.public_id if claim else ''}/",
        "queue": "/queue/?tab=unassigned",
        "sources": "/sources/",
        "source": f"/sources/{source.public_id if source else ''}/",
        "checks": "/checks/",
        "new article": "/articles/new/",
    }


def measure(client: Client, name: str, path: str, *, rounds: int) -> None:
    """Print the times of one page, after two rounds that fill the caches."""
    times = []
    for number in range(rounds + 2):
        began = time.perf_counter()
        answer = client.get(path)
        times += [time.perf_counter() - began] if number > 1 else []
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    report(name, times, len(queries), len(answer.content))
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")


def measure_swap(client: Client, article: Article, *, rounds: int) -> None:
    """Print the times of keeping a claim from its card."""
    found = list(article.claims.filter(status="detected")[: rounds + 2])
    times, size, count = [], 0, 0
    for number, claim in enumerate(found):
        given = {"from_card": "1", "to": "open"}
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(
                f"/claims/{claim.public_id}/move/", given, headers={"hx-request": "true"}
            )
        times += [time.perf_counter() - began] if number > 1 else []
        size, count = len(answer.content), len(queries)
    report("keep a claim from its card", times, count, size)


def report(name: str, times: list[float], queries: int, size: int) -> None:
    """Print one line."""
    p50 = statistics.median(times) * 1000
    p95 = statistics.quantiles(times, n=20)[-1] * 1000
    print(f"{name:34} {p50:8.1f} {p95:8.1f} {queries:8} {size / 1000:6.0f}", flush=True)


def profile(client: Client, path: str) -> None:
    """Print the forty costliest functions of a page, by their own time and by all."""
    client.get(path)
    watch = cProfile.Profile()
    watch.enable()
    client.get(path)
    watch.disable()
    for order in ("tottime", "cumulative"):
        pstats.Stats(watch).sort_stats(order).print_stats(40)


if __name__ == "__main__":
    main()
