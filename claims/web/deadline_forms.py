"""The form of a deadline."""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.web.forms import MadeOnForm


class MomentInput(forms.DateTimeInput):
    """A control of the browser for day and time; ISO both ways, in the desk's time zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        """Write moments as the control wants them, whatever the locale."""
        super().__init__(format="%Y-%m-%dT%H:%M")


class DeadlineForm(MadeOnForm):
    """By when; empty takes the deadline away."""

    due_at = forms.DateTimeField(
        label=_("Due"), required=False, widget=MomentInput(),
        help_text=_("Empty: no deadline."),
        error_messages={"invalid": _("Give a day and a time, such as 2026-05-03 14:00.")},
    )  # fmt: skip
