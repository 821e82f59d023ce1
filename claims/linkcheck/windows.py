"""The stretches of a text where a passage's own words crowd together."""

from collections import Counter
from collections.abc import Iterator

from claims.linkcheck.fold import INVISIBLE
from claims.linkcheck.words import TOKEN

MOST_ANCHORS = 16
MOST_PLACES = 120  # of one anchor; a word more frequent than that tells little
MOST_WINDOWS = 8


def choose_anchors(part: str) -> list[str]:
    """The passage's telling pieces, lower case: long words and figures, else bigrams."""
    part = INVISIBLE.sub("", part).lower()
    tokens = [m[0] for m in TOKEN.finditer(part)]
    words = {t for t in tokens if len(t) >= 4 or t[0].isdigit()}
    single = sum(1 for t in tokens if len(t) == 1 and t >= "\u0e00")
    if single * 2 > len(tokens) or len(words) < 2:
        squeezed = part if single * 2 <= len(tokens) else "".join(part.split())
        words |= {squeezed[i : i + 3] for i in range(0, max(1, len(squeezed) - 2), 2)}
        words = {w for w in words if w.strip()}
        return sorted(words, key=len, reverse=True)[: 3 * MOST_ANCHORS]
    return sorted(words, key=len, reverse=True)[:MOST_ANCHORS]


def find_places(anchor: str, lowered: str) -> Iterator[int]:
    at = lowered.find(anchor)
    count = 0
    while at >= 0 and count < MOST_PLACES:
        yield at
        count += 1
        at = lowered.find(anchor, at + len(anchor))


def find_windows(part: str, text: str) -> list[tuple[int, int]]:
    """At most eight spans of `text`, likeliest first, each wide enough for the passage.

    A text not much longer than the passage is one window.
    """
    width = int(len(part) * 1.5) + 60
    if len(text) <= width * 2:
        return [(0, len(text))]
    lowered = text.lower()
    if len(lowered) != len(text):  # İ and the like: spans must hold in the text itself
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    hits = sorted(
        (at, anchor)
        for anchor in choose_anchors(part)
        for at in find_places(anchor, lowered)
    )
    return pick_windows(hits, width=width, end=len(text))


def pick_windows(
    hits: list[tuple[int, str]], *, width: int, end: int
) -> list[tuple[int, int]]:
    """The windows with the most different anchors, none beginning inside a better one.

    Two at most hold the very same anchors: a sentence repeated down the page must not keep
    the passage itself from being looked at.
    """
    ranked: list[tuple[int, int, frozenset[str]]] = []
    last = 0
    held: Counter[str] = Counter()
    for at, anchor in hits:
        while last < len(hits) and hits[last][0] < at + width:
            held[hits[last][1]] += 1
            last += 1
        ranked.append((-len(held), at, frozenset(held)))
        held[anchor] -= 1
        if not held[anchor]:
            del held[anchor]
    chosen: list[int] = []
    times: Counter[frozenset[str]] = Counter()
    for _, at, anchors in sorted(ranked, key=lambda window: window[:2]):
        if len(chosen) == MOST_WINDOWS:
            break
        if times[anchors] < 2 and all(abs(at - other) > width // 3 for other in chosen):
            chosen.append(at)
            times[anchors] += 1
    return [(max(0, at - width), min(end, at + width + width // 4)) for at in chosen]
