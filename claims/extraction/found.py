"""What a rule hands back, and what it is given: the two shapes every finder shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

KINDS = (
    "date",
    "equipment",
    "personnel_count",
    "count",
    "quantity",
    "money",
    "percent",
    "quote",
    "statement",
    "event",
    "place",
)


@dataclass(frozen=True, slots=True)
class Found:
    """One checkable assertion in a text.

    `start` and `end` are code points into the text, end-exclusive; the words are
    `text[start:end]`, never a copy. `value` is the reading the desk proposes, in the shape
    of its kind (see docs/claims.md); `readings` are the other readings with a reason each,
    best first. `rule` is the stable id of the rule, `confidence` is 0 to 1, `reason` one
    line in words for the person who must trust it.
    """

    start: int
    end: int
    kind: str
    value: Mapping[str, Any]
    rule: str
    confidence: float
    reason: str = ""
    readings: Sequence[Mapping[str, Any]] = ()
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """A text under extraction: what every finder reads, and what earlier finders masked.

    `text` is NFC with `\n` line ends; `ref_date` is the publication date that relative
    dates resolve against; `locale` (US, GB, AU, IN, ES …) decides day/month order, the bare
    dollar sign and the ton; `sentences` are (start, end) pairs in order; `masked` is `text`
    with every span that later rules must not read replaced by a same-length run of U+FFFC,
    so that offsets never shift.
    """

    text: str
    ref_date: date | None
    locale: str = "US"
    language: str = "en"
    sentences: list[tuple[int, int]] = field(default_factory=list)
    masked: str = ""

    def __post_init__(self) -> None:
        self.masked = self.masked or self.text

    def mask(self, spans: Sequence[tuple[int, int]]) -> None:
        """Hide `spans` from the rules that come later; offsets stay as they are."""
        pieces, at = [], 0
        for left, end in sorted(spans):
            start = max(left, at)
            if end > start:
                pieces += [self.masked[at:start], "\ufffc" * (end - start)]
                at = end
        pieces.append(self.masked[at:])
        self.masked = "".join(pieces)
