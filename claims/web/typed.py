"""What a person typed into a form that was refused, to be shown where the form is gone."""

from collections.abc import Mapping
from typing import Any

from django import forms

# Which words of the claim page's context say that it shows the form.
SHOWN_BY: dict[str, tuple[str, ...]] = {
    "verdict_form": ("may_submit", "may_adjudicate"),
    "alarm_form": ("may_dismiss_alarm",),
    "publish_form": ("may_publish",),
    "withdraw_form": ("may_unpublish",),
    "correction_form": ("may_correct",),
    "value_form": ("may_edit",),
    "kind_form": ("may_edit",),
    "span_form": ("may_edit",),
    "split_form": ("may_edit",),
    "merge_form": ("near",),
    "assign_form": ("may_assign",),
    "risks_form": ("may_flag",),
    "deadline_form": ("is_editor",),
    "reassign_form": ("may_reassign",),
    "cite_form": ("is_reviewer",),
}


def list_typed(form: forms.BaseForm | None) -> list[tuple[str, str]]:
    """Give label and words of every field that words were typed into, in form order."""
    if form is None or not form.is_bound:
        return []
    said = [(field, field.value()) for field in form if not field.is_hidden]
    return [
        (str(field.label), value)
        for field, value in said
        if type(field.field) is forms.CharField and isinstance(value, str) and value.strip()
    ]


def is_gone(bound: Mapping[str, forms.BaseForm], context: Mapping[str, Any]) -> bool:
    """Say whether the claim's page, of `context`, has no place for the form refused."""
    refused = bound.get("refused")
    names = [name for name, form in bound.items() if form is refused and name != "refused"]
    if names == ["move_form"]:
        wanted = bound["move_form"]["to"].value()
        return all(step.after != wanted for step in context["moves"])
    return not any(context.get(one) for name in names for one in SHOWN_BY.get(name, ()))
