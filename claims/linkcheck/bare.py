"""The verdict without reading the page: from status, failure and chain alone. Pure."""

from functools import lru_cache

from claims.linkcheck.visit import Failure, Outcome, Visit

BY_FAILURE: dict[Failure, tuple[str, bool | None]] = {
    "invalid": ("invalid", None),
    "unsafe": ("unsafe", None),
    "dns": ("server_error", False),
    "connect": ("server_error", False),
    "tls": ("invalid", None),
    "timeout": ("timeout", False),
    "loop": ("invalid", False),
    "too_many_hops": ("invalid", False),
    "protocol": ("invalid", False),
}
BLOCKED = frozenset({401, 402, 403, 407, 429, 451, 999})


def sum_up_bare(visit: Visit) -> Outcome:
    """Give the class that needs no body; `reasons` has the failure or the status."""
    if visit.failure:
        klass, alive = BY_FAILURE[visit.failure]
        return Outcome(klass, alive, (visit.failure,))
    klass, alive = _judge_status(visit)
    return Outcome(klass, alive, name_status(visit.status))


@lru_cache(maxsize=1000)
def name_status(status: int) -> tuple[str, ...]:
    """Give the reason code of a status."""
    return (f"http_{status}",)


def _judge_status(visit: Visit) -> tuple[str, bool | None]:
    if visit.not_modified or 200 <= visit.status < 300:
        return _judge_arrival(visit), True
    if visit.status in BLOCKED:
        return "blocked_or_login", None
    if visit.status >= 500:
        return "server_error", False
    return ("gone", False) if visit.status >= 400 else ("invalid", None)


def _judge_arrival(visit: Visit) -> str:
    earlier = visit.attempts[:-1]
    if earlier and earlier[-1].status == 429:
        return "rate_limited_then_ok"
    if earlier:
        return "temporary_then_ok"
    return "redirected" if visit.chain else "ok"
