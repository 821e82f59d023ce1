"""The pieces dates are made of: a node in the text, and a closed span of time."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(slots=True)
class Node:
    """A date expression, `text[start:end]`, not yet put on the calendar.

    `shape` names what it is (day, month, weekday, clock, offset, range …); `at` holds its
    typed parts, among them inner nodes under "of", "left", "right", "day".
    """

    start: int
    end: int
    shape: str
    rule: str
    at: dict[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> Any:
        """The part `name`, None when the expression does not say it."""
        return self.at.get(name)


@dataclass(frozen=True, slots=True)
class Time:
    """A closed span of days, with a minute of the day, or two, when a clock is read."""

    low: date
    high: date
    grain: str = "day"
    minute: int | None = None
    until: int | None = None

    @property
    def iso(self) -> str:
        """ISO 8601 at the grain: a year, a month, a day, a local minute or `low/high`."""
        if self.minute is not None and self.low == self.high:
            hour, minute = divmod(self.minute, 60)
            start = f"{self.low.isoformat()}T{hour:02d}:{minute:02d}"
            if self.until is None:
                return start
            hour, minute = divmod(self.until, 60)
            return f"{start}/{self.low.isoformat()}T{hour:02d}:{minute:02d}"
        form = {"year": 4, "month": 7}.get(self.grain, 10)
        low, high = self.low.isoformat()[:form], self.high.isoformat()[:form]
        return low if low == high else f"{low}/{high}"


@dataclass(slots=True)
class Answer:
    """What a node denotes: the reading proposed, the others, and why in words."""

    time: Time | None
    reason: str
    others: list[tuple[Time, str]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
