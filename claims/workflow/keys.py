"""Which key does what: one table for pages, scripts and every person's own settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

GO: Final = "go"  # the group of keys that follow the leader
OFF: Final = "single_keys"  # stored beside the acts: "off" where no single key acts
Words = str | Promise


@dataclass(frozen=True, slots=True)
class KeyAct:
    """One thing a key does. `group` is "" for a key alone, GO for one after the leader;
    a key stands once in its group. `page` is the URL name of the page that it opens."""

    name: str
    key: str
    words: Words
    group: str = ""
    page: str = ""
    none: Words = ""


NOTHING: Final = _("This key does nothing here: {act}.")
VERDICTS = 8
WALK = (
    KeyAct("next", "j", _("Next claim, sentence or row")),
    KeyAct("previous", "k", _("Previous claim, sentence or row")),
    KeyAct("next_open", "n", _("Next open one"), none=_("Nothing here needs you.")),
    KeyAct(
        "source",
        "o",
        _("The source beside the text"),
        none=_("No source yet. Choose a claim that has one, or add one."),
    ),
    KeyAct("back", "b", _("Back to the article or list")),
)
DO = (
    *(
        KeyAct(
            f"verdict_{n}",
            str(n),
            format_lazy(_("Verdict, step {n}"), n=n),
            none=_("A verdict needs a review of yours: start it first."),
        )
        for n in range(1, VERDICTS + 1)
    ),
    KeyAct("keep", "y", _("Keep the claim")),
    KeyAct(
        "waive",
        "x",
        _("Dismiss the claim, waive the sentence"),
        none=_("Choose a claim first. Sentences without one are waived under Clearance."),
    ),
    KeyAct("edit", "e", _("Correct the claim")),
    KeyAct("comment", "c", _("Comments")),
    KeyAct("add_source", "s", _("Add a source")),
    KeyAct("review", "r", _("Start the review")),
    KeyAct("make", "m", _("Make a claim of marked words")),
    KeyAct(
        "undo",
        "u",
        _("Undo what I did last"),
        none=_("Nothing of yours can be undone here. What was kept can be dismissed."),
    ),
)
DESK = (
    KeyAct("search", "/", _("Search"), page="search"),
    KeyAct("help", "?", _("All keys")),
    KeyAct("go", "g", _("Go to a room, with the key after it")),
)
ROOMS = (
    KeyAct("go_articles", "a", _("Articles"), GO, "home"),
    KeyAct("go_queue", "q", _("Queue"), GO, "queue"),
    KeyAct("go_sources", "s", _("Sources"), GO, "sources"),
    KeyAct("go_health", "h", _("How the desk is doing"), GO, "overview"),
    KeyAct("go_checks", "c", _("Published checks"), GO, "checks"),
    KeyAct("go_notices", "n", _("Notices"), GO, "notices"),
    KeyAct("go_queries", "w", _("Queries to writers"), GO, "queries"),
)
GROUPS: tuple[tuple[Words, tuple[KeyAct, ...]], ...] = (
    (_("Walk"), WALK),
    (_("Do"), DO),
    (_("Desk"), DESK),
    (_("Go, after the leader"), ROOMS),
)
ACTS: dict[str, KeyAct] = {act.name: act for _words, acts in GROUPS for act in acts}


def read_keys(chosen: Mapping[str, str]) -> dict[str, str]:
    """Give the key of every act by its name: the chosen one, else the table's; "" is none.

    Names that are no act (any more) are left out.
    """
    return {name: chosen.get(name, act.key) for name, act in ACTS.items()}


def are_on(chosen: Mapping[str, str]) -> bool:
    """Say whether single keys act for a person who chose so."""
    return chosen.get(OFF) != "off"


def is_key(key: str) -> bool:
    """Say whether `key` can be bound: one printable character that is no blank, or none."""
    return not key or (len(key) == 1 and key.isprintable() and not key.isspace())


def find_clashes(keys: Mapping[str, str]) -> list[tuple[KeyAct, KeyAct]]:
    """Give every two acts of one group that one key would do, in the table's order."""
    bound = [act for act in ACTS.values() if keys.get(act.name)]
    return [
        (one, other)
        for one, other in combinations(bound, 2)
        if one.group == other.group and keys[one.name] == keys[other.name]
    ]
