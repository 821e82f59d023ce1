"""A question to the search, taken apart into words and operators."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.timezone import make_aware

from claims.models import Claim, Kind, Rating, User

LONGEST = 500  # characters of a question; the rest is not read
OPERATORS = ("kind", "status", "verdict", "article", "by", "before", "after")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart: words for the full text, operators, and what was wrong."""

    words: str
    operators: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def read_question(text: str) -> Asked:
    """Take a question apart; phrases, OR and -not stay with the words."""
    asked = Asked("", {}, [])
    words = []
    for word in text.replace("\x00", " ")[:LONGEST].split():
        name, colon, value = word.partition(":")
        if not colon or not name.isalpha() or not (value or name in OPERATORS):
            words.append(word)
        elif name not in OPERATORS:
            near = difflib.get_close_matches(name, OPERATORS, n=1)
            operators = near[0] if near else ", ".join(OPERATORS)
            asked.wrong.append(f"There is no “{name}:”. Try {operators}.")
        elif fault := find_fault(name, value):
            asked.wrong.append(fault)
        else:
            asked.operators[name] = list_values(name).get(value.casefold(), value)
    return Asked(" ".join(words), asked.operators, asked.wrong)


def find_fault(name: str, value: str) -> str:
    """Say which values an operator takes where it does not take `value`; else ""."""
    if name in ("before", "after"):
        fits = read_day(value) is not None
        return "" if fits else f"“{value}” is no day. {name}: takes one as 2024-05-17."
    known = list_values(name)
    if not known:
        return "" if value else f"Give a word after “{name}:”."
    if value.casefold() in known:
        return ""
    near = difflib.get_close_matches(value.casefold(), known, n=1) if value else []
    if near:
        return f"“{value}” is no {name}. Did you mean {near[0]}?"
    shown = {stored: word for word, stored in known.items()}
    values = ", ".join(shown.values())
    if not value:
        return f"Give a word after “{name}:”. It takes {values}."
    return f"“{value}” is no {name}. It takes {values}."


def list_values(name: str) -> dict[str, str]:
    """Give what an operator takes, each as it is stored by each word for it: its own, and
    the one that pages show in the reader's language, with a hyphen for a space."""
    choices: Iterable[tuple[str, object]] = ()
    if name in ("kind", "status"):
        choices = Kind.choices if name == "kind" else Claim.Status.choices
    elif name == "verdict":
        choices = Rating.objects.values_list("code", "label")
    elif name == "by":
        names = User.objects.values_list("username", flat=True)
        return {one.casefold(): one for one in names}
    known = {stored: stored for stored, _label in choices}
    return known | {str(label).casefold().replace(" ", "-"): key for key, label in choices}


def read_day(value: str) -> datetime | None:
    """Give the moment a day begins at the desk; None where `value` is no ISO date."""
    try:
        return make_aware(datetime.combine(date.fromisoformat(value), time.min))
    except (ValueError, OverflowError):
        return None
