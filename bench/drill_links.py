"""Break the desk in mid-batch, one way at a time, and count what is lost or doubled.

Prints one line for each drill; the exit status is 1 when one fails. A lease lasts
8 seconds here (6 minutes in earnest), so that recovery can be waited for.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from link_rows import count_checks, put_due, run_sql, wait_for
from running_desk import RunningDesk, run_desk
from slow_site import SlowSite, serve_slowly

SOURCES = 2000  # of a fault: ten seconds of work at the pace allowed
PACED = 400
LATEST = 0.8  # of the sources: a fault after more of them are done tries nothing
LONGEST_RECOVERY = 120.0  # seconds
LEASE_SECONDS = 8
HOST_RATE = 5  # requests to one host in a second
Fault = Callable[[RunningDesk, SlowSite], str]


def kill_worker(desk: RunningDesk, _site: SlowSite) -> str:
    """kill -9 of the worker's main process; its pool goes with it."""
    os.kill(desk.find_worker(), signal.SIGKILL)
    return ""


def kill_pool(desk: RunningDesk, _site: SlowSite) -> str:
    """kill -9 of the processes that run batches, under a worker that stays."""
    for pid in desk.find_pool():
        os.kill(pid, signal.SIGKILL)
    return ""


def kill_postgres(desk: RunningDesk, _site: SlowSite) -> str:
    """kill -9 of PostgreSQL's first process."""
    os.kill(desk.find_postmaster(), signal.SIGKILL)
    return ""


def restart_postgres(desk: RunningDesk, _site: SlowSite) -> str:
    """A fast shutdown; the keeper starts it again."""
    os.kill(desk.find_postmaster(), signal.SIGINT)
    return ""


def kill_valkey(desk: RunningDesk, _site: SlowSite) -> str:
    """kill -9 of Valkey."""
    os.kill(desk.find_valkey(), signal.SIGKILL)
    return ""


def flush_valkey(desk: RunningDesk, _site: SlowSite) -> str:
    """Everything in Valkey is forgotten: the queue, the pace, the heartbeat."""
    with desk.open_queue() as queue:
        queue.flushall()
    return ""


def stop_valkey(desk: RunningDesk, site: SlowSite) -> str:
    """Valkey hangs for 12 seconds: once its silence is noticed, nothing is fetched.

    Raises:
        AssertionError: a page was asked for without a token.
    """
    pid = desk.find_valkey()
    os.kill(pid, signal.SIGSTOP)
    try:
        time.sleep(2)  # requests under way, and tokens given already
        quiet = time.monotonic()
        time.sleep(10)
        asked = site.count_since(quiet)
    finally:
        os.kill(pid, signal.SIGCONT)
    if asked:
        raise AssertionError(f"{asked} pages fetched while Valkey was silent")
    run_sql(desk, "UPDATE claims_source SET next_visit_at = now() WHERE checked_at IS NULL")
    return "0 fetched meanwhile; "


def move_clock(desk: RunningDesk, _site: SlowSite) -> str:
    """The clock jumps an hour ahead, as far as leases can tell: they ended long ago.

    Simulated by setting `leased_until` and `next_visit_at` back in the rows.
    """
    run_sql(
        desk,
        "UPDATE claims_source SET leased_until = leased_until - interval '1 hour', "
        "next_visit_at = next_visit_at - interval '1 hour' WHERE lease <> ''",
    )
    return "simulated in the rows; "


FAULTS: dict[str, Fault] = {
    "worker killed": kill_worker,
    "pool processes killed": kill_pool,
    "PostgreSQL killed": kill_postgres,
    "PostgreSQL restarted": restart_postgres,
    "Valkey killed": kill_valkey,
    "Redis flushed": flush_valkey,
    "Valkey silent": stop_valkey,
    "clock set forward": move_clock,
}


def drill(desk: RunningDesk, site: SlowSite, name: str, fault: Fault) -> bool:
    """Put sources in due, break something in mid-batch, and judge what is recorded."""
    put_due(desk, name, [site.make_url(name.replace(" ", "-"), n) for n in range(SOURCES)])
    begun = wait_for(desk, name, sources=1, seconds=60)
    if begun.sources > LATEST * SOURCES:
        return say(name, f"{begun.sources} done before the fault: too late", passed=False)
    try:
        note = fault(desk, site)
    except AssertionError as wrong:
        return say(name, str(wrong), passed=False)
    broken = time.monotonic()
    wait_for(desk, name, sources=begun.sources + 1, seconds=LONGEST_RECOVERY)
    first = time.monotonic() - broken
    tally = wait_for(desk, name, sources=SOURCES, seconds=LONGEST_RECOVERY)
    took = time.monotonic() - broken
    time.sleep(2)
    tally = count_checks(desk, name)
    passed = tally.rows == tally.sources == tally.pairs == SOURCES
    return say(
        name,
        f"broken after {begun.sources} of {SOURCES}; {note}{tally.sources} checked, "
        f"{tally.rows} rows, {tally.rows - tally.pairs} doubled; next row after "
        f"{first:.1f} s, all after {took:.1f} s",
        passed=passed,
    )


def drill_pace(desk: RunningDesk, site: SlowSite) -> bool:
    """Four workers on the same hosts keep one pace between them."""
    tag = "pace of four workers"
    site.by_host.clear()
    put_due(desk, tag, [site.make_url("pace", n) for n in range(PACED)])
    tally = wait_for(desk, tag, sources=PACED, seconds=LONGEST_RECOVERY)
    most = site.find_busiest_second()
    return say(
        tag,
        f"{tally.sources} of {PACED} checked; at most {most} requests to one host in "
        f"any second, {HOST_RATE} allowed",
        passed=tally.sources == PACED and most <= HOST_RATE,
    )


def drill_names_away(desk: RunningDesk, site: SlowSite) -> bool:
    """Half of the hosts do not resolve: no failure is recorded until they do again."""
    tag, count = "DNS away", 40
    away = [f"http://quay-{n}.drill-name.example/{n}" for n in range(count // 2)]
    here = [site.make_url("names", n) for n in range(count // 2)]
    put_due(desk, tag, [*away, *here])
    deadline, notices = time.monotonic() + 90, 0
    while not notices and time.monotonic() < deadline:
        time.sleep(0.5)
        notices = len(
            run_sql(desk, "SELECT 1 FROM claims_trailentry WHERE action = 'pause_checks'")
        )
    wrong = run_sql(
        desk,
        "SELECT 1 FROM claims_linkcheck c JOIN claims_source s ON s.id = c.source_id "
        "WHERE s.title = %s AND c.outcome <> 'ok'",
        tag,
    )
    back = time.monotonic()
    for n, url in enumerate(away):  # the names resolve again, in that they name the site
        run_sql(
            desk,
            "UPDATE claims_source SET url = %s, host = %s WHERE url = %s",
            *(site.make_url("names-back", n), f"127.1.0.{n + 1}", url),
        )
    run_sql(
        desk,
        "UPDATE claims_source SET next_visit_at = now() WHERE title = %s "
        "AND checked_at IS NULL",
        tag,
    )
    tally = wait_for(desk, tag, sources=count, seconds=LONGEST_RECOVERY)
    passed = bool(notices) and not wrong and tally.rows == tally.pairs == count
    return say(
        tag,
        f"{len(wrong)} failures recorded, {notices} operator's notices; names back "
        f"(simulated in the rows): {tally.sources} of {count} sources checked, "
        f"{tally.rows} rows, after {time.monotonic() - back:.1f} s",
        passed=passed,
    )


def say(name: str, verdict: str, *, passed: bool) -> bool:
    """Print the verdict on one drill; gives `passed`."""
    print(f"{'ok  ' if passed else 'FAIL'} {name}: {verdict}", flush=True)
    return passed


def main(chosen: list[str]) -> int:
    """Run the drills (those named, else all) on one desk; 0 when all passed."""
    with serve_slowly() as site:
        settings = {
            "DESK_LEASE_SECONDS": str(LEASE_SECONDS),
            "DESK_DISPATCH_SECONDS": "2",
            "DESK_HOST_RATE": str(HOST_RATE),
            "DESK_FETCH_ALLOW": f"127.1.0.0/24:{site.port}",
            "DESK_WORKERS": "4",
        }
        with run_desk(settings) as desk:
            passed = [drill_pace(desk, site)] if not chosen or "pace" in chosen else []
            passed += [
                drill(desk, site, name, fault)
                for name, fault in FAULTS.items()
                if not chosen or name in chosen
            ]
            if not chosen or "DNS away" in chosen:
                passed.append(drill_names_away(desk, site))
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
