"""Many visits at once on one wire: `visit_all` and `fetch_one`.

Needs no signals, no event loop and no state outside the call: usable from any worker.
"""

import time
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from heapq import heappop, heappush
from random import Random

from claims.linkcheck.attempts import read_retry_after
from claims.linkcheck.errand import Errand
from claims.linkcheck.fetch import Transfer, Wire
from claims.linkcheck.guard import Guard
from claims.linkcheck.pace import HostPace, OpenPace, Pace
from claims.linkcheck.rules import MOST_IN_FLIGHT, FetchRules, Wanted
from claims.linkcheck.siblings import Siblings
from claims.linkcheck.visit import Known, Visit

LONGEST_PAUSE_S = 1.0
LARGEST_BATCH = 256
LONGEST_TURN_S = 0.1
Ended = tuple[Wanted, Visit]


def visit_all(
    wanted: Iterable[Wanted],
    *,
    rules: FetchRules,
    pace: Pace | None = None,
    siblings: Siblings | None = None,
) -> Iterator[Ended]:
    """Visit every wanted URL once and yield each with its visit, in the order they end.

    `wanted` is read as places come free. Nothing is raised for a URL, however broken: its
    visit says what happened. `pace` is the host's own politeness unless one is given.
    """
    for batch in visit_in_batches(wanted, rules=rules, pace=pace, siblings=siblings):
        yield from batch


def visit_in_batches(
    wanted: Iterable[Wanted],
    *,
    rules: FetchRules,
    pace: Pace | None = None,
    siblings: Siblings | None = None,
) -> Iterator[list[Ended]]:
    """As `visit_all`, in lists of the visits that ended together; never an empty list."""
    walk = _Walk(wanted, rules=rules, pace=pace, siblings=siblings)
    most = LARGEST_BATCH
    try:
        while walk.goes_on():
            ended = walk.step(most)
            if ended:
                given = time.monotonic()
                yield ended
                # While the caller works nothing is read, and deadlines run: short turns.
                took = max(1e-6, time.monotonic() - given)
                most = max(1, min(LARGEST_BATCH, int(len(ended) * LONGEST_TURN_S / took)))
    finally:
        walk.wire.close()


def fetch_one(
    url: str, *, rules: FetchRules | None = None, known: Known | None = None
) -> Visit:
    """Visit `url` once, now. Blocks; raises nothing for the URL's sake."""
    rules = rules or FetchRules(siblings=False)
    return next(visit_all([Wanted(url, known or Known())], rules=rules))[1]


class _Walk:
    """The loop's state: errands ready to go, errands waiting, transfers under way."""

    def __init__(
        self,
        wanted: Iterable[Wanted],
        *,
        rules: FetchRules,
        pace: Pace | None,
        siblings: Siblings | None,
    ) -> None:
        self._rules = rules
        self._source = iter(wanted)
        self._exhausted = False
        self._open = 0
        self._ready: deque[Errand] = deque()
        self._waiting: list[tuple[float, int, Errand, bool]] = []
        self._turn = 0
        self._ended: list[Ended] = []
        self._random = Random()  # noqa: S311 -- jitter, not a secret  # nosec B311
        self._siblings = siblings or Siblings()
        self._asks = rules.siblings and siblings is not None
        self._pace = pace or _make_pace(rules)
        self._most_live = max(1, min(rules.concurrency, MOST_IN_FLIGHT))
        self.wire = Wire(rules, guard=Guard(rules.allow))

    def goes_on(self) -> bool:
        """Say whether there is anything left to begin, to wait for or to hand out."""
        return bool(self._open or self._ended) or not self._exhausted

    def step(self, most: int) -> list[Ended]:
        """Begin what may begin, wait for something to end, and give `most` ended visits."""
        now = time.monotonic()
        self._wake(now)
        self._fill(now)
        pause = LONGEST_PAUSE_S if not self._ended else 0.0
        if self._waiting:
            pause = max(0.0, min(pause, self._waiting[0][0] - now))
        if self.wire.live:
            for transfer in self.wire.wait(pause):
                self._receive(transfer, time.monotonic())
        elif pause and self._waiting:
            time.sleep(pause)
        ended, self._ended = self._ended[:most], self._ended[most:]
        return ended

    def _wake(self, now: float) -> None:
        while self._waiting and self._waiting[0][0] <= now:
            _, _, errand, again = heappop(self._waiting)
            if again:
                errand.begin_try(now=now)
            self._ready.append(errand)

    def _fill(self, now: float) -> None:
        while self.wire.live < self._most_live:
            if self._ready:
                self._launch(self._ready.popleft(), now)
            elif not self._exhausted and self._open < self._rules.most_open:
                self._begin_next(now)
            else:
                return

    def _begin_next(self, now: float) -> None:
        wanted = next(self._source, None)
        if wanted is None:
            self._exhausted = True
            return
        self._set_out(wanted, now)

    def _set_out(self, wanted: Wanted, now: float) -> None:
        self._open += 1
        errand = Errand(wanted, rules=self._rules, random=self._random)
        if errand.set_out(now=now) == "done":
            self._finish(errand, now)
        else:
            self._launch(errand, now)

    def _launch(self, errand: Errand, now: float) -> None:
        """Send the errand's next request, unless it is refused or has to wait its turn."""
        target = errand.target
        if target is None:  # an errand without a target has ended already
            return
        refused = self.wire.refuse_target(target)
        if refused:
            errand.refuse("unsafe", refused, now=now)
            self._finish(errand, now)
            return
        wait = self._pace.admit(target.host, now=now)
        if wait > 0:
            errand.deadline += wait  # our own politeness is not the page's slowness
            self._push(errand, now + wait, again=False)
            return
        self._send(errand, now)

    def _send(self, errand: Errand, now: float) -> None:
        transfer = errand.transfer
        if not isinstance(transfer, Transfer):
            transfer = self.wire.take()
            transfer.errand = errand
            transfer.quotes = errand.wanted.known.quotes
            errand.transfer = transfer
        if errand.target:
            self.wire.start(
                transfer,
                target=errand.target,
                timeout_s=errand.deadline - now,
                extra_headers=errand.get_validators(),
            )

    def _receive(self, transfer: Transfer, now: float) -> None:
        errand, answer = transfer.errand, transfer.answer
        if not isinstance(errand, Errand):
            return
        self._tell_pace(transfer, now)
        if answer.headers.sets_cookie:
            transfer.cookies = True
        step = errand.receive(answer, now=now)
        if step == "go":
            self._ready.append(errand)
        elif step == "again":
            self._give_back(errand)
            self._push(errand, now + errand.wait_s, again=True)
        else:
            self._finish(errand, now)

    def _tell_pace(self, transfer: Transfer, now: float) -> None:
        """Count the request as ended, and keep off a host that says for how long."""
        host, answer = transfer.target.host, transfer.answer
        self._pace.release(host, status=answer.status, now=now)
        if answer.status in {429, 503} and "retry-after" in answer.headers:
            asked = read_retry_after(answer.headers["retry-after"], now=datetime.now(UTC))
            if asked:
                self._pace.hold(host, seconds=asked, now=now)

    def _push(self, errand: Errand, at: float, *, again: bool) -> None:
        self._turn += 1
        heappush(self._waiting, (at, self._turn, errand, again))

    def _give_back(self, errand: Errand) -> None:
        if isinstance(errand.transfer, Transfer):
            self.wire.give_back(errand.transfer)
        errand.transfer = None

    def _finish(self, errand: Errand, now: float) -> None:
        """Hand the ended visit out, or first ask the host for a page that cannot exist."""
        self._give_back(errand)
        self._open -= 1
        if errand.visit is None:
            return
        wanted, visit = errand.wanted, errand.visit
        if wanted.key is self._siblings:
            self._ended += self._siblings.learn(wanted, visit)
            return
        held, probe = self._siblings.ask(wanted, visit) if self._asks else (False, None)
        if probe:
            self._set_out(probe, now)
        if not held:
            self._ended.append((wanted, visit))


def _make_pace(rules: FetchRules) -> Pace:
    if rules.per_host_rate <= 0:
        return OpenPace()
    return HostPace(rate=rules.per_host_rate, in_flight=rules.per_host_in_flight)
