"""When a try within a visit is repeated, and after what wait. Pure."""

from datetime import UTC, datetime
from random import Random

from claims.linkcheck.visit import Failure

LONGEST_WAIT_S = 60.0
TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504, *range(520, 528), 529, 530})
# A page that is missing in mid-deployment is back a moment later: look twice.
LOOK_TWICE = frozenset({404})
MANY_TRIES: frozenset[Failure] = frozenset({"timeout", "connect"})
TWO_TRIES: frozenset[Failure] = frozenset({"dns", "protocol"})


def count_tries(status: int, failure: Failure, *, attempts: int) -> int:
    """Give how many tries in all an outcome like this deserves, at most `attempts`."""
    if failure in MANY_TRIES:
        return attempts
    if failure in TWO_TRIES:
        return min(2, attempts)
    if failure:
        return 1
    if status in TEMPORARY:
        return attempts
    return min(2, attempts) if status in LOOK_TWICE else 1


def choose_wait(
    tries: int, *, retry_after: str, now: datetime, random: Random
) -> float | None:
    """Give the seconds to wait after `tries` failed tries, or None: give up.

    Half a second, doubled each time, with a quarter of jitter; Retry-After goes first
    (RFC 9110, 10.2.3), and one beyond a minute ends the visit.
    """
    asked = read_retry_after(retry_after, now=now)
    if asked is None:
        return 0.5 * float(1 << (tries - 1)) * random.uniform(0.75, 1.25)
    if asked > LONGEST_WAIT_S:
        return None
    return max(asked, 0.25) + random.uniform(0.05, 0.3)


def read_retry_after(value: str, *, now: datetime) -> float | None:
    """Give the seconds that a Retry-After value asks for; None when it says nothing."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    from email.utils import parsedate_to_datetime  # late: few answers need it

    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())
