"""Death over time: when a failing source is suspect, dead, or due again. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

State = Literal["", "suspect", "confirmed"]
Need = Literal["published", "open"]

GOOD = frozenset(
    {
        "ok",
        "redirected",
        "rate_limited_then_ok",
        "temporary_then_ok",
        "drifted",
        "quote_missing",
    }
)
FAILED = frozenset({"gone", "soft_404", "server_error", "timeout", "invalid", "unsafe"})
RECHECKS = (timedelta(hours=6), timedelta(days=1), timedelta(days=3))
LEAST_SPAN = timedelta(days=3)
FAILURES = 3
FAILURES_410 = 2  # RFC 9110, 15.5.11: 410 says that the state is likely to be permanent
EVERY: Mapping[Need, timedelta] = {
    "published": timedelta(days=1),
    "open": timedelta(days=7),
}
DEAD_EVERY = timedelta(days=30)
MONTHLY = timedelta(days=30)
STABLE_AFTER = 4  # unchanged visits in a row before the pace slackens
OURS = 0.3
LEAST_HOSTS = 4  # fewer hosts than this in a batch prove nothing about the line


@dataclass(frozen=True, slots=True)
class Past:
    """One visit that was recorded: its time (aware), class, whether it was a 410, and
    whether the text was other than at the visit before."""

    at: datetime
    klass: str
    was_410: bool = False
    changed: bool = False


def list_failures(history: Sequence[Past]) -> list[Past]:
    """The failures since the last success, oldest first.

    `history` is oldest first. A blocked visit neither fails nor clears: it tells nothing.
    """
    failures: list[Past] = []
    for past in history:
        if past.klass in GOOD:
            failures.clear()
        elif past.klass in FAILED:
            failures.append(past)
    return failures


def judge_death(history: Sequence[Past]) -> State:
    """suspect after a failure; confirmed after three over at least three days, or two that
    said 410; "" when the last visit that could tell was good.

    The two 410s must lie six hours apart, so that one bad deployment does not count twice.
    """
    failures = list_failures(history)
    if not failures:
        return ""
    said_410 = [past for past in failures if past.was_410]
    if len(said_410) >= FAILURES_410 and said_410[-1].at - said_410[0].at >= RECHECKS[0]:
        return "confirmed"
    long_enough = failures[-1].at - failures[0].at >= LEAST_SPAN
    return "confirmed" if len(failures) >= FAILURES and long_enough else "suspect"


def count_stable(history: Sequence[Past]) -> int:
    """Good visits in a row, newest backwards, before which nothing had changed."""
    count = 0
    for past in reversed(history):
        if past.klass not in GOOD or past.changed:
            break
        count += 1
    return count


def next_visit(history: Sequence[Past], *, need: Need, now: datetime) -> datetime:
    """When to look again; never before `now`.

    Failing sources by the ladder, counted from the first failure: 6 h, 1 day, 3 days, then
    daily until the death is confirmed. Dead ones monthly. Good ones by need; after four
    visits without a change the pause doubles with each, up to a month.
    """
    if not history:
        return now
    failures = list_failures(history)
    last = history[-1].at
    if judge_death(history) == "confirmed":
        return max(now, last + DEAD_EVERY)
    if failures:
        return max(now, climb(failures, last=last))
    stable = count_stable(history)
    pause = EVERY[need]
    if stable >= STABLE_AFTER:
        pause = min(MONTHLY, pause * (1 << min(10, stable - STABLE_AFTER + 1)))
    return max(now, last + pause)


def climb(failures: Sequence[Past], *, last: datetime) -> datetime:
    """The ladder's next rung after the last visit of a suspect source."""
    first = failures[0].at
    rungs = [first + wait for wait in RECHECKS]
    return next((rung for rung in rungs if rung > last), last + timedelta(days=1))


def is_our_fault(batch: Mapping[str, tuple[int, int]]) -> bool:
    """Whether so many hosts failed together that the line, not the web, is broken.

    `batch` maps host to (visits that got no answer at all, visits). A host has failed when
    all of its visits did. True above 30 % of hosts, of four or more: then nothing of the
    batch is to be recorded.
    """
    hosts = [(failed, total) for failed, total in batch.values() if total]
    if len(hosts) < LEAST_HOSTS:
        return False
    down = sum(1 for failed, total in hosts if failed >= total)
    return down > OURS * len(hosts)
