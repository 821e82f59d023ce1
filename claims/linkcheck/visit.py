"""The record of one visit to a URL: all that the pure verdict is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Failure = Literal[
    "",  # an HTTP answer was read
    "invalid",  # not a URL that can be visited
    "unsafe",  # an address, scheme or port the desk refuses, on this hop or a later one
    "dns",
    "connect",
    "tls",
    "timeout",  # the whole deadline, or a body slower than the floor
    "loop",  # a redirect came back to a URL already seen
    "too_many_hops",
    "protocol",  # not HTTP, or broken off in mid-answer
]
CLASSES = (
    "ok",
    "redirected",
    "gone",
    "soft_404",
    "blocked_or_login",
    "rate_limited_then_ok",
    "temporary_then_ok",
    "server_error",
    "timeout",
    "unsafe",
    "drifted",
    "quote_missing",
    "invalid",
)


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer that led elsewhere: `how` is http, meta, header or script."""

    url: str
    status: int
    how: str = "http"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try within a visit: its status (0 when none came), failure and wait before it."""

    status: int
    failure: Failure
    waited_s: float = 0.0


@dataclass(slots=True)
class Visit:
    """What one visit saw; the last attempt's answer, with the earlier attempts listed.

    `body` is decoded (content-encoding undone) and cut at the cap, `truncated` says so;
    `size` counts the decoded bytes read. `headers` have lower-case names, last hop only.
    `peer` is the address that was connected to.
    `not_modified` means a 304 to our validators. `reading` is the body as it was read
    for one question, kept for the next.
    """

    url: str
    final_url: str = ""
    status: int = 0
    failure: Failure = ""
    detail: str = ""
    chain: tuple[Hop, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    truncated: bool = False
    size: int = 0
    elapsed_ms: int = 0
    peer: str = ""
    not_modified: bool = False
    reading: object = field(default=None, repr=False, compare=False)
    _sha256: str = field(default="", repr=False, compare=False)

    def hash_body(self) -> str:
        """Give the SHA-256 of the body, "" when there is none."""
        if self.body and not self._sha256:
            import hashlib  # late: OpenSSL costs more to load than a short run to fetch

            self._sha256 = hashlib.sha256(self.body).hexdigest()
        return self._sha256


@dataclass(slots=True)
class Known:
    """What earlier visits left behind, and what the desk needs to see.

    `quotes` are the passages cited from this source. `text` and `text_sha256` are the main
    text at the last good visit ("" when there was none), `etag` and `last_modified` its
    validators; `body_sha256`, `final_url` and `title` its body, where that was and what it
    was called ("" when the verdict on such a body has to be thought about again).
    `sibling_text` is the host's own answer for a page that cannot exist ("" unknown) and
    `sibling_status` its status (0 unknown). `other_pages` are the texts, by URL, of pages
    of the same site where a passage may have moved to.
    """

    quotes: tuple[str, ...] = ()
    text: str = ""
    text_sha256: str = ""
    etag: str = ""
    last_modified: str = ""
    final_url: str = ""
    body_sha256: str = ""
    title: str = ""
    sibling_text: str = ""
    sibling_status: int = 0
    other_pages: Mapping[str, str] = field(default_factory=dict)


def is_unchanged(visit: Visit, known: Known) -> bool:
    """Say whether the whole page came as at the last good visit, byte for byte.

    A URL that names a place or a passage on the page asks for more than that.
    """
    return bool(
        known.body_sha256
        and known.text
        and visit.status == 200
        and not visit.failure
        and not visit.truncated
        and visit.final_url == known.final_url
        and "#" not in visit.url
        and visit.hash_body() == known.body_sha256
    )


@dataclass(frozen=True, slots=True)
class PassageFound:
    """How one cited passage stands on the page: state is found, altered, moved or missing.

    `start` and `end` are code points into the page's text, -1 when missing; `now` is the
    wording found there; `changes` lists what differs as (kind, was, is) where kind is
    number, date, negation, name or word; a moved passage has ("url", "", where).
    """

    quote: str
    state: str
    start: int = -1
    end: int = -1
    now: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(slots=True)
class Outcome:
    """The verdict on one visit. `klass` is one of CLASSES and sums up the other fields.

    `alive` is whether this visit got the page; None when it cannot tell (blocked, refused,
    bad certificate). False is one visit's failure: death is confirmed by `ladder` alone.
    `reasons` are stable codes, the weightiest first. `drift` is "" (none or unknown),
    "minor" or "major"; `text` is the page's main text, for the next visit to compare with.
    `canonical` is the address that the page names as its own, "" for none and None where
    it was not read anew.
    """

    klass: str
    alive: bool | None
    reasons: tuple[str, ...] = ()
    soft_404: bool = False
    passages: tuple[PassageFound, ...] = ()
    drift: str = ""
    drift_changes: tuple[tuple[str, str, str], ...] = ()
    title: str = ""
    text: str = ""
    text_sha256: str = ""
    canonical: str | None = None
