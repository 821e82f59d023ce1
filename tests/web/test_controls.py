"""Form controls: written by hand they read as Django's own templates write them."""

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from claims.web.controls import FOLDER, WRITERS, QuickRenderer

NASTY = "\"><script>alert('1')</script>&amp; ’x’"
CHOICES = [("", "–"), (1, 1234.5), (NASTY, NASTY), ("it", gettext_lazy("Claims"))]
GIVEN = {"class": "input", "data-note": NASTY, "required": True, "disabled": False}
GROUPED = [("Europe", [("fr", "France")]), ("Asia", [("jp", "Japan"), ("in", "India")])]
WIDGETS: list[tuple[forms.Widget, Any]] = [
    (forms.TextInput(), NASTY),
    (forms.TextInput(), None),
    (forms.TextInput(), mark_safe("<b>")),
    (forms.HiddenInput(), 12345),
    (forms.NumberInput(), 12345.5),
    (forms.EmailInput(), "a@example.org"),
    (forms.URLInput(), "https://example.org/?a=1&b=2"),
    (forms.PasswordInput(), "never shown"),
    (forms.DateInput(), "2024-05-18"),
    (forms.DateTimeInput(), "2024-05-18T09:00"),
    (forms.TimeInput(), "09:00"),
    (forms.FileInput(), None),
    (forms.ClearableFileInput(), None),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.Textarea(), NASTY),
    (forms.Textarea(), "\nbegins with a line break"),
    (forms.Textarea(), None),
    (forms.Select(choices=CHOICES), NASTY),
    (forms.Select(choices=GROUPED), "jp"),
    (forms.RadioSelect(choices=CHOICES), 1),
    (forms.RadioSelect(choices=GROUPED), "fr"),
    (forms.CheckboxSelectMultiple(choices=CHOICES), ["it", NASTY]),
    (forms.SelectMultiple(choices=CHOICES), ["it"]),
]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_a_control_reads_as_djangos_own(
    widget: forms.Widget, value: Any, language: str
) -> None:
    with translation.override(language):
        for name, attributes in (("field", GIVEN | {"id": "f-1"}), (NASTY, {})):
            ours, theirs = (
                widget.render(name, value, attributes, renderer=renderer)
                for renderer in (QuickRenderer(), DjangoTemplates())
            )
            assert fold(ours) == fold(theirs)


def test_every_control_written_by_hand_is_compared() -> None:
    compared = {getattr(widget, "template_name", "") for widget, _value in WIDGETS}
    assert set(WRITERS) <= compared
    assert f"{FOLDER}clearable_file_input.html" not in WRITERS


def fold(html: str) -> str:
    """Leave out the blanks between and before tags, where they mean nothing."""
    return re.sub(r"\s+(?=<(?!/textarea))|(?<=>)\n?[ ]+", "", html.strip())
