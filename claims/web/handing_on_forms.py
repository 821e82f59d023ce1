"""The forms of handing work on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Role, User, Verdict
from claims.web.forms import DateInput, DeskForm, name_person


def list_able() -> Any:
    """Give who may review, by name."""
    able = User.objects.filter(is_active=True).exclude(role=Role.VIEWER)
    return able.order_by("last_name", "first_name", "username")


class PersonForm(DeskForm):
    """A form that names one person who may review."""

    person = forms.ModelChoiceField(
        label=_("Who"), queryset=User.objects.none(), to_field_name="public_id"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer everybody who may review."""
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = list_able()
            field.label_from_instance = name_person  # type: ignore[assignment]  # Django's own hook


class ReassignForm(PersonForm):
    """Who takes the review over, and why; nobody named: anybody."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let it be left to anybody."""
        super().__init__(*args, **kwargs)
        self.fields["person"].required = False


class AbsenceForm(PersonForm):
    """Who is away, from the first day to the last."""

    starts_on = forms.DateField(label=_("From"), widget=DateInput())
    ends_on = forms.DateField(label=_("To"), widget=DateInput())
    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class ReuseForm(DeskForm):
    """Which past verdict."""

    verdict = forms.ModelChoiceField(queryset=Verdict.objects.all())
