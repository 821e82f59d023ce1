"""What a round of visits is allowed: time, bytes, tries, pace, exceptions."""

from dataclasses import dataclass, field

from claims.linkcheck.guard import Allowance
from claims.linkcheck.visit import Known

USER_AGENT = "Mozilla/5.0 (compatible; FactCheckDesk/1.0; link check)"
# libcurl's select() cannot watch file descriptors above 1023; a connection may use two.
MOST_IN_FLIGHT = 384


@dataclass(frozen=True, slots=True)
class FetchRules:
    """Limits of a round. Times are seconds, caps are decoded bytes.

    `timeout_s` bounds one attempt with all its redirects. `text_cap` grows to `quote_cap`
    only while a cited passage is unseen. `per_host_rate` is requests per second and host,
    0 lifts politeness. `siblings` allows the probe of a page that cannot exist. `most_open`
    bounds the visits begun and not ended, waiting ones included: the memory of a long list.
    """

    timeout_s: float = 20.0
    attempts: int = 4
    concurrency: int = 64
    per_host_rate: float = 1.0
    per_host_in_flight: int = 2
    allow: tuple[Allowance, ...] = ()
    hops: int = 20
    text_cap: int = 256 * 1024
    quote_cap: int = 3 * 1024 * 1024
    pdf_cap: int = 16 * 1024 * 1024
    siblings: bool = True
    most_open: int = 20_000
    user_agent: str = USER_AGENT


@dataclass(slots=True)
class Wanted:
    """One URL to visit, with what is known of it; `key` is the caller's own and untouched.

    `once` makes one try do, whatever it brings.
    """

    url: str
    known: Known = field(default_factory=Known)
    key: object = None
    once: bool = False
