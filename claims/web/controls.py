"""Form controls written without the template engine: a claim's page has sixty of them.

Each reads as Django's own template writes it (django/forms/widgets/), blanks apart; a
control that is not known here, or whose choices are in groups, is left to those.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape

Control = Mapping[str, Any]  # what a widget's `get_context` has under "widget"
FOLDER = "django/forms/widgets/"


class QuickRenderer(DjangoTemplates):
    """Django's renderer of forms, with the common controls done by hand."""

    def render(
        self,
        template_name: str,
        context: dict[str, Any],
        request: HttpRequest | None = None,
    ) -> str:
        """Give the HTML of a control, or of whatever else the template is for."""
        write = WRITERS.get(template_name)
        if write is None or is_grouped(context["widget"]):
            return super().render(template_name, context, request)
        return write(context["widget"])


def is_grouped(control: Control) -> bool:
    """Say whether choices stand under headings of their own."""
    return any(name for name, _options, _index in control.get("optgroups", ()))


def write_value(value: Any) -> str:
    """Give a value as it stands in an attribute."""
    return conditional_escape(value if isinstance(value, str) else str(value))


def write_words(value: Any) -> str:
    """Give a value as it stands in the text of the page."""
    return conditional_escape(value if isinstance(value, str) else localize(value))


def write_attributes(control: Control) -> str:
    """Give the attributes; True has no value, False is left out."""
    return "".join(
        f" {write_words(name)}" + ("" if value is True else f'="{write_value(value)}"')
        for name, value in control["attrs"].items()
        if value is not False
    )


def write_input(control: Control) -> str:
    """Give an input of any type."""
    value = control["value"]
    shown = "" if value is None else f' value="{write_value(value)}"'
    kind, name = write_words(control["type"]), write_words(control["name"])
    return f'<input type="{kind}" name="{name}"{shown}{write_attributes(control)}>'


def write_textarea(control: Control) -> str:
    """Give a text area; its first line break is not part of the value."""
    name, value = write_words(control["name"]), control["value"]
    inside = write_words(value) if value else ""
    return f'<textarea name="{name}"{write_attributes(control)}>\n{inside}</textarea>'


def list_options(control: Control) -> list[Control]:
    """Give the choices in turn."""
    return [one for _name, options, _index in control["optgroups"] for one in options]


def write_select(control: Control) -> str:
    """Give a list to choose from."""
    options = "".join(
        f'\n  <option value="{write_value(one["value"])}"{write_attributes(one)}>'
        f"{write_words(one['label'])}</option>"
        for one in list_options(control)
    )
    name = write_words(control["name"])
    return f'<select name="{name}"{write_attributes(control)}>{options}\n</select>'


def write_choices(control: Control) -> str:
    """Give radio buttons or check boxes, each with its label."""
    given = control["attrs"]
    shown = {name: given[name] for name in ("id", "class") if given.get(name)}
    rows = "".join(f"<div>\n    {write_choice(one)}</div>" for one in list_options(control))
    return f"<div{write_attributes({'attrs': shown})}>{rows}\n</div>"


def write_choice(control: Control) -> str:
    """Give one radio button or check box in its label."""
    if not control["wrap_label"]:
        return write_input(control)
    key = control["attrs"].get("id")
    to = f' for="{write_words(key)}"' if key else ""
    return f"<label{to}>{write_input(control)} {write_words(control['label'])}</label>"


INPUTS = (
    "text", "hidden", "number", "email", "url", "password", "date", "datetime", "time",
    "checkbox", "file",
)  # fmt: skip
WRITERS: dict[str, Callable[[Control], str]] = {
    **{f"{FOLDER}{name}.html": write_input for name in INPUTS},
    f"{FOLDER}textarea.html": write_textarea,
    f"{FOLDER}select.html": write_select,
    f"{FOLDER}radio.html": write_choices,
    f"{FOLDER}checkbox_select.html": write_choices,
}
