"""Choosing one's keys."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims.errors import BadInput
from claims.models import Preference, TrailEntry, User
from claims.workflow.keys import ACTS, OFF, KeyAct, find_clashes, is_key, read_keys


@transaction.atomic
def choose_keys(
    person: User, *, wanted: Mapping[str, str], off: bool, now: datetime
) -> Preference:
    """Keep `wanted`, keys by the name of their act ("" for none); the rest stays the
    table's. `off` lets no single key act.

    Raises:
        BadInput: an act is unknown, a key is no single character, or one key would do
            two acts that are not told apart; `field` is the act that is in the way.
    """
    for name, key in wanted.items():
        if name not in ACTS:
            raise BadInput(_("There is no act “%s”.") % name, field=name)
        if not is_key(key):
            raise BadInput(_("Give one letter, digit or sign, or nothing."), field=name)
    if clashes := find_clashes(keys := read_keys(wanted)):
        words = " ".join(tell_clash(*pair, key=keys[pair[0].name]) for pair in clashes)
        raise BadInput(words, field=clashes[0][1].name)
    changed = {name: key for name, key in wanted.items() if key != ACTS[name].key}
    return keep_keys(person, changed | ({OFF: "off"} if off else {}), now=now)


@transaction.atomic
def reset_keys(person: User, *, now: datetime) -> Preference:
    """Give the person the table's keys again, all of them on."""
    return keep_keys(person, {}, now=now)


def tell_clash(one: KeyAct, other: KeyAct, *, key: str) -> str:
    """Say which two acts one key would do, and what to do about it."""
    told = {"key": key, "one": one.words, "other": other.words}
    return (
        _("“%(key)s” stands for both “%(one)s” and “%(other)s”: give one another key.")
        % told
    )


def keep_keys(person: User, keys: dict[str, str], *, now: datetime) -> Preference:
    """Store the keys and write it in the trail, unless they are what they were."""
    row, _made = Preference.objects.select_for_update().get_or_create(person=person)
    if row.keys == keys:
        return row
    before, row.keys = row.keys, keys
    row.save(update_fields=["keys"])
    TrailEntry.objects.append(
        "choose_keys",
        actor=person,
        now=now,
        subject=f"user:{person.public_id}",
        before=before,
        after=keys,
    )
    return row
