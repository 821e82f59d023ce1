"""One visit under way: its tries, its redirects, and what comes next. Pure.

The loop in `visiting` does what `Errand.receive` says; nothing here touches the network.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random
from typing import Literal

from claims.linkcheck.answer import Answer, may_move_on
from claims.linkcheck.attempts import choose_wait, count_tries
from claims.linkcheck.rules import FetchRules, Wanted
from claims.linkcheck.urls import Target, UrlRefused, join_url, read_url
from claims.linkcheck.visit import Attempt, Failure, Hop, Visit

Next = Literal["go", "again", "done"]
MOVED = frozenset({300, 301, 302, 303, 307, 308})


class Errand:
    """The state of one visit. `target` is where the next request goes.

    After "again" from `receive`, `wait_s` is the pause before the next try.
    """

    __slots__ = (
        "_attempts",
        "_chain",
        "_cookies",
        "_first",
        "_random",
        "_rules",
        "_seen",
        "_waited_s",
        "began",
        "deadline",
        "target",
        "transfer",
        "visit",
        "wait_s",
        "wanted",
    )

    def __init__(self, wanted: Wanted, *, rules: FetchRules, random: Random) -> None:
        self.wanted = wanted
        self.target: Target | None = None
        self.transfer: object = None
        self.visit: Visit | None = None
        self.began = self.deadline = self.wait_s = self._waited_s = 0.0
        self._first: Target | None = None
        self._rules = rules
        self._random = random
        self._attempts: tuple[Attempt, ...] = ()
        self._chain: tuple[Hop, ...] = ()
        self._cookies: frozenset[str] = frozenset()
        self._seen: frozenset[tuple[str, int]] = frozenset()

    def set_out(self, *, now: float) -> Next:
        """Read the wanted URL and begin the first try; "done" when it cannot be visited."""
        self.began = now
        try:
            self._first = read_url(self.wanted.url)
        except UrlRefused as refusal:
            return self.refuse(refusal.failure, refusal.detail, now=now)
        self.begin_try(now=now)
        return "go"

    def begin_try(self, *, now: float) -> None:
        """Start again at the wanted URL, without cookies, with a fresh deadline."""
        self.target = self._first
        self.deadline = now + self._rules.timeout_s
        self._chain = ()
        self._cookies = frozenset()
        self._seen = frozenset()

    def get_validators(self) -> Sequence[str]:
        """Give the conditional request headers for this hop (RFC 9110, 13.1).

        Only for the very address that the validators came from.
        """
        known = self.wanted.known
        if not (known.etag or known.last_modified) or not self.target:
            return ()
        if (known.final_url or self.wanted.url) != self.target.url:
            return ()
        if known.etag:
            return (f"If-None-Match: {known.etag}",)
        return (f"If-Modified-Since: {known.last_modified}",)

    def receive(self, answer: Answer, *, now: float) -> Next:
        """Take in one answer and say what comes next."""
        if not answer.failure:
            moved = self._follow(answer, now=now)
            if moved:
                return moved
        return self._end_try(answer, now=now)

    def refuse(self, failure: Failure, detail: str, *, now: float) -> Next:
        """End the visit: this target is not to be requested."""
        return self._end_try(Answer(failure=failure, detail=detail), now=now)

    def _follow(self, answer: Answer, *, now: float) -> Next | Literal[""]:
        """Step to where `answer` leads; "" when it leads nowhere."""
        how, reference = self._find_way(answer)
        if not reference or not self.target:
            return ""
        here = self.target
        self._seen |= {(here.url, len(self._cookies))}
        if answer.headers.sets_cookie:
            self._cookies |= {answer.headers.get("set-cookie", "").partition("=")[0]}
        try:
            there = join_url(here.url, reference)
        except UrlRefused as refusal:
            self._chain += (Hop(here.url, answer.status, how),)
            self.target = Target(reference[:2000], "", "", 0, is_address=False)
            return self.refuse(refusal.failure, refusal.detail, now=now)
        if how != "http" and there.url == here.url:
            return ""  # a page that renews itself is where the reader stays
        self._chain += (Hop(here.url, answer.status, how),)
        self.target = there
        if (there.url, len(self._cookies)) in self._seen:
            return self.refuse("loop", "redirected to a page already seen", now=now)
        if len(self._chain) > self._rules.hops:
            return self.refuse("too_many_hops", f"over {self._rules.hops} hops", now=now)
        return "go"

    def _find_way(self, answer: Answer) -> tuple[str, str]:
        if answer.status in MOVED:
            return "http", answer.headers.get("location", "")
        if answer.status != 200 or not may_move_on(answer):
            return "", ""
        from claims.linkcheck.onward import find_onward  # an HTML parser: few pages need it

        return find_onward(answer.body, answer.headers) or ("", "")

    def _end_try(self, answer: Answer, *, now: float) -> Next:
        if 300 <= answer.status < 400 and not answer.failure and self._is_broken(answer):
            answer.failure = "protocol"
            answer.detail = f"status {answer.status} without what it needs"
        attempt = Attempt(answer.status, answer.failure, self._waited_s)
        self._attempts = (*self._attempts, attempt)
        if (answer.failure or answer.status >= 400) and self._tries_again(answer):
            return "again"
        self.visit = self._make_visit(answer, now=now)
        return "done"

    def _is_broken(self, answer: Answer) -> bool:
        """Say whether the answer makes no sense: moved nowhere, or an unasked 304."""
        if answer.status == 304:
            return not self.get_validators()
        return answer.status in MOVED and answer.status != 300

    def _tries_again(self, answer: Answer) -> bool:
        """Say whether a failed try is to be repeated, and set the wait before it."""
        tries = len(self._attempts)
        attempts = 1 if self.wanted.once else self._rules.attempts
        if tries >= count_tries(answer.status, answer.failure, attempts=attempts):
            return False
        wait = choose_wait(
            tries,
            retry_after=answer.headers.get("retry-after", ""),
            now=datetime.now(UTC),
            random=self._random,
        )
        if wait is None:
            return False
        self.wait_s = self._waited_s = wait
        return True

    def _make_visit(self, answer: Answer, *, now: float) -> Visit:
        return Visit(
            url=self.wanted.url,
            final_url=self.target.url if self.target else "",
            status=answer.status,
            failure=answer.failure,
            detail=answer.detail,
            chain=self._chain,
            attempts=self._attempts,
            headers=answer.headers,
            body=answer.body,
            truncated=answer.truncated,
            size=answer.size,
            elapsed_ms=round((now - self.began) * 1000),
            peer=answer.peer,
            not_modified=answer.status == 304 and not answer.failure,
        )
