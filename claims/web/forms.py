"""Forms check shape; services check meaning. A service's refusal is put on its field."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.errors import ClaimChanged, DeskError
from claims.evidence.files import LARGEST, HandedIn
from claims.models import Claim, Evidence, Rating, Role, Source, User
from claims.verdicts.policies import RISKS
from claims.web.merging import show_both
from claims.wording import say


def put_refusal(form: forms.BaseForm, refusal: DeskError) -> None:
    """Show a refusal at the field it names, or above the form."""
    if isinstance(refusal, ClaimChanged):
        show_both(form, refusal)
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, say(refusal.detail))


class DeskForm(forms.Form):
    """A form whose fields carry the desk's classes and say themselves what is wrong."""

    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give every text control the class `input`, and no colon after labels."""
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxInput | forms.RadioSelect):
                field.widget.attrs.setdefault("class", "input")


class MadeOnForm(DeskForm):
    """A form that changes what stands; `made_on` is the stamp of what it was made on, so
    that a second save meets the first (`claims.workflow.lost_updates`)."""

    made_on = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class NothingForm(DeskForm):
    """For acts that need no more than a press of their button."""


class DateInput(forms.DateInput):
    """A date control of the browser; ISO both ways."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Write dates as the control wants them, whatever the locale."""
        super().__init__(attrs, format="%Y-%m-%d")


class ArticleForm(DeskForm):
    """A new article: pasted, as a file or by its address; exactly one of the three."""

    text = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea({"rows": 14})
    )
    file = forms.FileField(label=_("File"), required=False)
    url = forms.CharField(label=_("Address"), required=False, max_length=4000)
    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    byline = forms.CharField(label=_("Byline"), required=False, max_length=300)
    published_on = forms.DateField(
        label=_("Publication date"), required=False, widget=DateInput()
    )
    locale = forms.ChoiceField(
        label=_("Numbers and dates as in"),
        choices=(("US", _("United States")), ("GB", _("United Kingdom")),
                 ("AU", _("Australia")), ("IN", _("India")), ("ES", _("Spain"))),
        required=False,
    )  # fmt: skip
    again = forms.BooleanField(
        label=_("File it again as a separate article"), required=False
    )
    beside = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for one input and no more."""
        cleaned = super().clean() or {}
        given = [key for key in ("text", "file", "url") if cleaned.get(key)]
        if len(given) > 1:
            self.add_error(given[1], _("Give the text, a file or an address: one of them."))
        elif not given and not self.errors:
            self.add_error("text", _("Paste the text, choose a file, or give an address."))
        return cleaned


class MoveForm(DeskForm):
    """Keep, dismiss or restore."""

    to = forms.ChoiceField(choices=Claim.Status.choices, widget=forms.HiddenInput)
    note = forms.CharField(label=_("Reason"), required=False, max_length=2000)


class ReasonForm(DeskForm):
    """An act that must be explained; the service says when the reason is missing."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2}),
    )


class VerdictForm(DeskForm):
    """A review or an adjudication: a step of the scale, reasons, and as of when."""

    rating = forms.ModelChoiceField(
        queryset=Rating.objects.filter(active=True),
        to_field_name="code",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a step of the scale.")},
    )
    rationale = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Give the reasons in words.")},
    )
    as_of = forms.DateField(
        label=_("As of"), widget=DateInput(), initial=timezone.localdate
    )
    shelf_days = forms.IntegerField(
        label=_("Good for days"), required=False, min_value=1, max_value=3650,
        help_text=_("Empty: as long as policy says. Then it is to be checked again."),
    )  # fmt: skip


class AssignForm(MadeOnForm):
    """Who is asked for the first and the second review."""

    reviewer = forms.ModelChoiceField(
        label=_("First"), queryset=User.objects.none(), required=False,
        to_field_name="public_id", empty_label=_("Anybody"),
    )  # fmt: skip
    second_reviewer = forms.ModelChoiceField(
        label=_("Second"), queryset=User.objects.none(), required=False,
        to_field_name="public_id", empty_label=_("Anybody"),
    )  # fmt: skip

    message = forms.CharField(
        label=_("Message to them"), required=False, max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer everybody who may review."""
        super().__init__(*args, **kwargs)
        able = User.objects.filter(is_active=True).exclude(role=Role.VIEWER)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = able.order_by("last_name", "first_name", "username")
                field.label_from_instance = name_person  # type: ignore[assignment]  # Django's own hook

    def clean(self) -> dict[str, Any]:
        """Leave out nothing: the service takes both."""
        return super().clean() or {}


def name_person(person: Any) -> str:
    """Give the name a list of people shows."""
    return str(person.name)


class EvidenceForm(DeskForm):
    """A source, and what it is cited for."""

    kind = forms.ChoiceField(label=_("Source"), choices=Source.Kind.choices)
    file = forms.FileField(
        label=_("Or a file: PDF or image"), required=False,
        widget=forms.FileInput({"accept": ".pdf,.png,.jpg,.jpeg,.gif,.webp"}),
    )  # fmt: skip
    url = forms.CharField(
        label=_("Address"), required=False, max_length=4000,
        widget=forms.TextInput({"data-first": ""}),
    )  # fmt: skip
    title = forms.CharField(label=_("Title"), required=False, max_length=500)
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=200)
    published_on = forms.DateField(label=_("Dated"), required=False, widget=DateInput())
    stance = forms.ChoiceField(
        label=_("Stance"), choices=Evidence.Stance.choices, widget=forms.RadioSelect,
        initial="supports",
    )  # fmt: skip
    passage = forms.CharField(
        label=_("Passage, word for word"), required=False, max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    locator = forms.CharField(
        label=_("Page, paragraph or timecode"), required=False, max_length=200
    )
    value_found = forms.CharField(label=_("Value found"), required=False, max_length=300)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000)
    is_primary = forms.BooleanField(label=_("Primary source"), required=False)
    confidential = forms.BooleanField(label=_("Confidential"), required=False)

    def clean_file(self) -> HandedIn | None:
        """Give the file as the service takes it; of one too large no more than shows it."""
        upload = self.cleaned_data["file"]
        if upload is None:
            return None
        return HandedIn(upload.name or "", upload.read(LARGEST + 1))


RISK_WORDS = {
    "legal": _("legal"),
    "safety": _("safety"),
    "deaths": _("deaths"),
    "accusation": _("accusation"),
    "embargo": _("embargo"),
}


class RisksForm(MadeOnForm):
    """The flags that the claim is to have; none ticked takes all away."""

    risks = forms.MultipleChoiceField(
        label=_("Risk flags"),
        choices=[(one, RISK_WORDS[one]) for one in RISKS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
