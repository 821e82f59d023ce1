"""The whole way of a link check: dispatch, queue, workers, verdict, rows."""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmark_page import describe_machine
from farm import Farm, run_farm
from link_rows import put_due, run_sql
from running_desk import RunningDesk, run_desk

LONGEST_ROUND = 300.0  # seconds
CLOCK_TICKS = 100.0  # a second, in /proc


@dataclass(frozen=True, slots=True)
class Pass:
    """One visit of every link: wall seconds, and of the worker's processes together the
    CPU seconds, of one the peak memory in MB."""

    latency: int
    name: str
    workers: int
    done: int
    seconds: float
    cpu: float
    peak_mb: float

    @property
    def rate(self) -> float:
        """Links a second."""
        return self.done / self.seconds

    def write_row(self, lychee: Mapping[int, float]) -> str:
        """A table row; `lychee` is links/s by latency."""
        theirs = lychee.get(self.latency)
        ratio = f"{self.rate / theirs:.2f}" if theirs else "-"
        return (
            f"| {self.latency} ms | {self.name} | {self.workers} | {self.done:,} "
            f"| {self.rate:,.0f} | {ratio} | {self.cpu / max(1, self.done) * 1e6:,.0f} "
            f"| {self.peak_mb:.0f} |"
        )


NOTE = """\
{links:,} links through Celery, Valkey, PostgreSQL, verdict, capture and row, no pace per
host, the database durable (fsync on). CPU and peak are the workers'. Timed from the
moment the rows are due until the last is written, second tries of failing pages included
(they wait 0.5 and 1 s); lychee tries once."""
GAIN = """\
Two worker processes ÷ one, at 0 ms: {gains}. The processors are shared by the workers,
PostgreSQL, Valkey and the farm's own server."""
HEAD = (
    "| latency | round | workers | links | links/s | ÷ lychee | CPU µs/link | peak MB |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
)


def measure_pipeline(links: int, *, lychee: Mapping[int, float]) -> str:
    """First visits and re-checks of `links` bulk links by a running desk.

    By one worker process and by two; `lychee` is its links/s by latency, of this run.
    """
    lines = [
        describe_machine(),
        "",
        NOTE.format(links=links),
        "",
        *HEAD,
    ]
    passes: list[Pass] = []
    with run_farm() as farm:
        for workers, latencies in ((1, (0,)), (2, (0, 50))):
            with run_desk(choose_settings(farm, workers)) as desk:
                warm_up(desk, farm)
                for latency in latencies:
                    passes += visit_twice(desk, farm, links, latency, workers=workers)
    lines += [one.write_row(lychee) for one in passes]
    rates = {(p.latency, p.name, p.workers): p.rate for p in passes}
    gains = [
        f"{name} {rates[0, name, 2] / rates[0, name, 1]:.2f}"
        for name in ("first visit", "re-check")
    ]
    lines += [
        "",
        GAIN.format(gains=", ".join(gains)),
    ]
    return "\n".join(lines)


def measure_memory(links: int) -> str:
    """A first visit of ten thousand and of `links` links: is a worker's memory flat?"""
    with run_farm() as farm, run_desk(choose_settings(farm, 2)) as desk:
        warm_up(desk, farm)
        rows = [
            visited.write_row({})
            for count in (10_000, links)
            for visited in visit_twice(desk, farm, count, 0, workers=2)
        ]
    return "\n".join([describe_machine(), "", *HEAD, *rows])


def choose_settings(farm: Farm, workers: int) -> dict[str, str]:
    """The environment of a desk that may visit the farm as fast as it can."""
    return {
        "DESK_FETCH_ALLOW": ",".join(farm.pairs),
        "DESK_HOST_RATE": "0",
        "DESK_DISPATCH_SECONDS": "1",
        "DESK_WORKERS": str(workers),
    }


def warm_up(desk: RunningDesk, farm: Farm) -> None:
    """Each worker process has run a batch: what it loads late is loaded."""
    put_due(desk, "warm", [f"{url}&w=1" for url in farm.list_urls(400, latency=1)])
    wait_done(desk, "warm", 400)


def visit_twice(
    desk: RunningDesk, farm: Farm, links: int, latency: int, *, workers: int
) -> list[Pass]:
    """A first visit, then a re-check of the same pages."""
    tag = f"bulk {latency} {links}"
    # The count keeps the addresses of two runs on one desk apart.
    urls = [
        f"{url}{'&' if '?' in url else '?'}of={links}"
        for url in farm.list_urls(links, latency=latency)
    ]
    put_due(desk, tag, urls)
    passes = [
        measure_pass(desk, tag, links, latency=latency, name="first visit", workers=workers)
    ]
    run_sql(
        desk,
        "UPDATE claims_source SET next_visit_at = now(), checked_at = NULL "
        "WHERE title = %s",
        tag,
    )
    passes.append(
        measure_pass(desk, tag, links, latency=latency, name="re-check", workers=workers)
    )
    return passes


def measure_pass(
    desk: RunningDesk, tag: str, links: int, *, latency: int, name: str, workers: int
) -> Pass:
    """What it took until every due source of `tag` was checked, or the time was over."""
    began, spent = time.monotonic(), read_cpu(desk)
    left = wait_done(desk, tag, links)
    seconds = time.monotonic() - began
    peak = max((read_peak(pid) for pid in desk.find_pool()), default=0)
    return Pass(latency, name, workers, links - left, seconds, read_cpu(desk) - spent, peak)


def wait_done(desk: RunningDesk, tag: str, links: int) -> int:
    """The sources of `tag` that are left, once that is none or the time is over."""
    deadline = time.monotonic() + max(LONGEST_ROUND, links / 100)
    left = links
    with desk.connect() as line:
        while left and time.monotonic() < deadline:
            time.sleep(0.1)
            row = line.execute(
                "SELECT count(*) FROM claims_source "
                "WHERE title = %s AND checked_at IS NULL",
                (tag,),
            ).fetchone()
            left = int(row[0]) if row else 0
    return left


def read_cpu(desk: RunningDesk) -> float:
    """CPU seconds that the worker's pool has used so far."""
    total = 0.0
    for pid in desk.find_pool():
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / CLOCK_TICKS
    return total


def read_peak(pid: int) -> float:
    """The most memory a process ever held, in MB; 0 when it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
