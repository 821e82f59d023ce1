"""Two people changed one thing: a refused form shows what stands beside what was typed."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.errors import ClaimChanged
from claims.web.changes import compare_words

STAMPS = ("made_on", "revision")  # hidden fields: what a form was made on
LABELS = {
    "quote": _("Words"),
    "reading": _("Reading"),
    "status": _("Status"),
    "kind": _("Kind"),
    "version": _("Version"),
}


@dataclass(frozen=True, slots=True)
class Both:
    """One field as it stands now, and as this person has it; `differs` where not alike.

    `changes` leads from the one to the other word by word, where both are texts.
    """

    label: str
    theirs: str
    mine: str
    differs: bool
    changes: Sequence[tuple[str, str]] = ()


def show_both(form: forms.BaseForm, refusal: ClaimChanged) -> None:
    """Put both versions on the form, as `form.both`, and put the form on what stands:
    saving again puts this person's version in place of the other.

    `form.mirrors` names the field that holds a thing of another name.
    """
    theirs = refusal.extra.get("theirs")
    if not theirs:
        return
    if not isinstance(theirs, Mapping):
        theirs = {refusal.field: theirs}
    mirrored: dict[str, str] = getattr(form, "mirrors", {})
    fields = {name: mirrored.get(name, name) for name in theirs}
    shown = [name for name in theirs if fields[name] in form.fields] or list(theirs)
    form.both = [compare(form, name, theirs[name], fields[name]) for name in shown]  # type: ignore[attr-defined]  # for the template only
    typed: Any = copy(form.data)
    for name in STAMPS:
        if name in refusal.extra and name in form.fields:
            typed[form.add_prefix(name)] = str(refusal.extra[name])
    form.data = typed


def compare(form: forms.BaseForm, name: str, value: object, mirror: str) -> Both:
    """Give one thing twice; `mine` is empty where the form has no field `mirror`."""
    field = form.fields.get(mirror)
    label = LABELS.get(name) or (field.label if field else name)
    typed = form.cleaned_data.get(mirror)
    if isinstance(field, forms.ChoiceField) and isinstance(typed, str):
        typed = dict(field.choices).get(typed, typed)  # type: ignore[arg-type]  # pairs, no groups
    mine = say(typed) if field else ""
    theirs = say(value)
    differs = bool(field) and mine != theirs
    texts = value and typed and type(field) is forms.CharField
    changes = compare_words(theirs, mine) if differs and texts else ()
    return Both(str(label), theirs, mine, differs, changes)


def list_sent(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Give name and value of all that a refused form was sent with, on what stands now."""
    data: Any = form.data
    rows = data.lists() if hasattr(data, "lists") else ((key, [data[key]]) for key in data)
    return [
        (name, value)
        for name, values in rows
        for value in values
        if name != "csrfmiddlewaretoken"
    ]


def say(value: Any) -> str:
    """Give a value in words, the same for a stored one and a typed one."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return str(_("yes")) if value else str(_("no"))
    if isinstance(value, list | tuple):
        return ", ".join(sorted(map(str, value))) or "–"
    if hasattr(value, "strftime"):
        return str(value)[:16]
    return str(getattr(value, "name", "") or value)
