"""The person's keys as pages and scripts take them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.models import Preference, User
from claims.web.kept import KeptPieces
from claims.workflow.keys import ACTS, GROUPS, NOTHING, VERDICTS, Words, are_on, read_keys

STEPS = _("Verdict, a step of the scale")
_lists = KeptPieces(1_000_000)  # characters; one list has some 6,000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list of keys: the keys in turn, and what they do."""

    keys: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Keyboard:
    """All keys of one person. `keys` maps acts to keys; none of them acts unless `on`."""

    on: bool
    keys: dict[str, str]

    @property
    def table(self) -> dict[str, Any]:
        """What scripts read: the keys, addresses, and which follow the leader."""
        rooms = {act.name: reverse(act.page) for act in ACTS.values() if act.page}
        led = [act.name for act in ACTS.values() if act.group]
        none = {
            act.name: str(act.none) or NOTHING.format(act=str(act.words))
            for act in ACTS.values()
            if self.keys[act.name]
        }
        return {"on": self.on, "keys": self.keys, "rooms": rooms, "led": led, "none": none}

    @property
    def groups(self) -> list[tuple[Words, list[Line]]]:
        """The list a person reads: groups of lines; the steps of the scale are one line."""
        return [
            (words, [line for act in acts if (line := self.draw_line(act.name))])
            for words, acts in GROUPS
        ]

    def draw_line(self, name: str) -> Line | None:
        """Give an act's line, or None where it has no key or stands in another's line."""
        if name.startswith("verdict_") and name != "verdict_1":
            return None
        act, key = ACTS[name], self.keys[name]
        if name == "verdict_1":
            steps = (self.keys[f"verdict_{n}"] for n in range(1, VERDICTS + 1))
            return Line(tuple(filter(None, steps)), STEPS)
        if act.group and key:
            return Line(tuple(filter(None, (self.keys["go"], key))), act.words)
        return Line((key,), act.words) if key else None


def write_keys(keyboard: Keyboard) -> SafeString:
    """Give the list of keys that every page carries, and the table for its scripts; kept
    for as long as it shows the same."""
    key = (keyboard.on, *keyboard.keys.items(), get_language())
    template = get_template("parts/_keys.html")
    html = _lists.give(key, lambda: template.render({"keyboard": keyboard}))
    return mark_safe(html)  # noqa: S308  # a template's output  # nosec B308 B703


def find_preference(user: User) -> Preference:
    """Give the person's settings; unsaved defaults where they never chose. One query a
    request, however often it is asked."""
    try:
        return user.preference
    except Preference.DoesNotExist:
        return Preference(person=user)


def find_keyboard(request: HttpRequest) -> Keyboard | None:
    """Give the keys of the signed-in person; strangers have none."""
    user = request.user
    if not isinstance(user, User):
        return None
    chosen = find_preference(user).keys
    return Keyboard(are_on(chosen), read_keys(chosen))
