"""The whole way of a link check: dispatch, queue, workers, verdict, rows."""

import time
from contextlib import suppress
from pathlib import Path

from benchmark_page import describe_machine
from farm import run_farm
from link_rows import put_due, run_sql
from running_desk import RunningDesk, run_desk

LONGEST_ROUND = 600.0  # seconds


def measure_pipeline(links: int) -> str:
    """A first visit and a re-check of `links` bulk links by a running desk."""
    lines = [
        describe_machine(),
        "",
        f"{links:,} links through Celery, Valkey, PostgreSQL, verdict and row:",
        "two worker processes, no pace per host, the database durable (fsync on).",
        "",
        "| latency | round | links checked | links/s | peak MB of a worker process |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    with run_farm() as farm:
        settings = {
            "DESK_FETCH_ALLOW": ",".join(farm.pairs),
            "DESK_HOST_RATE": "0",
            "DESK_DISPATCH_SECONDS": "1",
            "DESK_WORKERS": "2",
        }
        with run_desk(settings) as desk:
            for latency in (0, 50):
                tag = f"bulk {latency}"
                put_due(desk, tag, farm.list_urls(links, latency=latency))
                lines.append(measure_round(desk, tag, links, name="first visit"))
                run_sql(
                    desk,
                    "UPDATE claims_source SET next_visit_at = now() WHERE title = %s",
                    tag,
                )
                lines.append(measure_round(desk, tag, links, name="re-check"))
    return "\n".join(lines)


def measure_round(desk: RunningDesk, tag: str, links: int, *, name: str) -> str:
    """A table row, once every due source of `tag` is checked or the time is over."""
    began = time.monotonic()
    left = links
    while left and time.monotonic() - began < LONGEST_ROUND:
        time.sleep(0.5)
        left = count_due(desk, tag)
    seconds = time.monotonic() - began
    done = links - left
    peak = max((read_peak(pid) for pid in desk.find_pool()), default=0)
    return (
        f"| {tag.split()[1]} ms | {name} | {done:,} | {done / seconds:,.0f} | {peak:.0f} |"
    )


def count_due(desk: RunningDesk, tag: str) -> int:
    """Sources of `tag` that still wait, leased ones included."""
    rows = run_sql(
        desk,
        "SELECT count(*) FROM claims_source WHERE title = %s AND next_visit_at <= now()",
        tag,
    )
    return int(str(rows[0][0]))


def read_peak(pid: int) -> float:
    """The most memory a process ever held, in MB; 0 when it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
