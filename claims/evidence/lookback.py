"""What a page said when it was cited, and what it says now, from its captures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from claims.linkcheck.capture_store import CaptureLost, read_body
from claims.linkcheck.drift import compare_texts, cut_sentences
from claims.linkcheck.page import read_page
from claims.linkcheck.passages import find_passage
from claims.linkcheck.phrases import fold_words
from claims.linkcheck.words import read_words
from claims.models import Capture, Source

AROUND = 320  # code points either side of a passage
ALIKE = 60.0  # per cent: two sentences that are shown as one, changed
FACTS = frozenset({"number", "date", "negation", "name"})


@dataclass(frozen=True, slots=True)
class InContext:
    """A cited passage on a page: `state` is found, altered or missing."""

    state: str
    before: str = ""
    words: str = ""
    after: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence then and now: `kind` is same, changed, removed or added."""

    kind: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """Two captures side by side; `level` is "", minor or major, as the watch judges it."""

    then: Capture
    now: Capture
    level: str
    lines: list[Line]


def read_text(capture: Capture, *, main: bool = False) -> str:
    """Give the captured page's text, or the article in it.

    Raises:
        CaptureLost: its body is gone, or is not what was kept.
    """
    body = read_body(capture.sha256, place=capture.place)
    page = read_page(body, capture.headers, capture.final_url)
    if main:
        return page.main or page.text
    return "\n".join(part for part in (page.text, page.embedded) if part)


def find_newest(source: Source) -> Capture | None:
    """Give the source's newest capture."""
    return source.captures.order_by("-at", "-pk").first()


def find_cited(source: Source, cited_at: datetime | None) -> Capture | None:
    """Give the capture that stood when the source was cited: the last before it, else the
    first after it."""
    rows = source.captures.order_by("-at", "-pk")
    before = rows.filter(at__lte=cited_at).first() if cited_at else None
    return before or source.captures.order_by("at", "pk").first()


def place_passage(passage: str, text: str) -> InContext:
    """Give where `passage` stands in `text`, between its neighbours."""
    found = find_passage(passage, text)
    if found.state == "missing":
        return InContext("missing")
    start, end = max(0, found.start - AROUND), found.end + AROUND
    before, after = text[start : found.start], text[found.end : end]
    return InContext(
        found.state,
        ("…" if start else "") + before,
        text[found.start : found.end],
        after + ("…" if end < len(text) else ""),
        found.changes,
    )


def compare_captures(then: Capture, now: Capture) -> ThenAndNow:
    """Give what became of the article between two captures, sentence by sentence.

    Raises:
        CaptureLost: a body is gone.
    """
    old, new = read_text(then, main=True), read_text(now, main=True)
    return ThenAndNow(then, now, compare_texts(old, new).level, [*pair_lines(old, new)])


def pair_lines(old: str, new: str) -> Iterator[Line]:
    """Yield the sentences of both texts in the order of `new`."""
    was, now = cut_sentences(old), cut_sentences(new)
    matcher = SequenceMatcher(
        None, [fold_words(one) for one in was], [fold_words(one) for one in now], False
    )
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            yield from (Line("same", one, one) for one in now[k:m])
        else:
            yield from pair_changed(was[i:j], now[k:m])


def pair_changed(was: Sequence[str], now: Sequence[str]) -> Iterator[Line]:
    """Yield what replaced what: likest first within the run, the rest gone or come."""
    left = list(was)
    for sentence in now:
        best = max(left, key=lambda one: fuzz.ratio(one, sentence), default="")
        if best and fuzz.ratio(best, sentence) >= ALIKE:
            for gone in left[: left.index(best)]:
                yield Line("removed", gone, "")
            left = left[left.index(best) + 1 :]
            yield Line("changed", best, sentence)
        else:
            yield Line("added", "", sentence)
    yield from (Line("removed", gone, "") for gone in left)


def is_fact(words: str) -> bool:
    """Say whether changed words hold a figure, date, name or negation."""
    return any(word.kind in FACTS for word in read_words(words))


__all__ = [
    "CaptureLost",
    "InContext",
    "Line",
    "ThenAndNow",
    "compare_captures",
    "find_cited",
    "find_newest",
    "is_fact",
    "place_passage",
    "read_text",
]
