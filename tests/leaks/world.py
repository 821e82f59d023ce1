"""What was planted, under which marker, and the ids that lead to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from claims.models import (
    Article,
)

STEM = "zqmark"  # what every marker begins with, so that a search may look for it


def make_mark(name: str) -> str:
    """Give the marker of a field: letters alone, so that no escaping changes it."""
    return STEM + name.replace("_", "").replace(" ", "")


@dataclass
class World:
    """What was planted where; `ids` are public ids by the word before them in a path."""

    open_article: Article
    closed_article: Article
    marks: dict[str, set[str]] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)

    def mark(self, group: str, name: str) -> str:
        """Give a fresh marker of a group and remember it."""
        made = make_mark(group + name)
        self.marks.setdefault(group, set()).add(made)
        return made

    def all_of(self, groups: Iterable[str]) -> set[str]:
        """Give every marker of some groups."""
        return set().union(*(self.marks[group] for group in groups))
