"""The contact log of a claim: for people with clearance, and every reading is noted."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from claims.errors import NotAllowed
from claims.evidence.contacts import log_contact, mark_reporter
from claims.evidence.reads import note_contacts, require_clearance
from claims.models import Claim, Contact, Role
from claims.web.acts import bind, try_act
from claims.web.claim_desk import find_claim
from claims.web.forms import DeskForm
from claims.web.once import once
from claims.web.requests import DeskRequest
from claims.web.surroundings import read_sentence
from claims.wording import say


class MomentInput(forms.DateTimeInput):
    """A date and time control of the browser, in the desk's own time zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        """Write moments as the control wants them, whatever the locale."""
        super().__init__(format="%Y-%m-%dT%H:%M")


class ContactForm(DeskForm):
    """One conversation; `corrects` names the entry it stands in for."""

    asked = forms.CharField(label=_("Who was asked"), max_length=300)
    medium = forms.ChoiceField(label=_("How"), choices=Contact.Medium.choices)
    spoke_at = forms.DateTimeField(
        label=_("When"), widget=MomentInput(), input_formats=["%Y-%m-%dT%H:%M"]
    )
    confirmed = forms.CharField(
        label=_("What they confirmed, or did not"), max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    corrects = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why the earlier entry is corrected"), required=False, max_length=2000
    )


class MarkForm(DeskForm):
    """Whether the claim rests on the reporter alone, and why."""

    rests = forms.BooleanField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=2000)


def find_open_claim(request: DeskRequest, public_id: str) -> Claim:
    """Give the claim to a person with clearance, or 404.

    Raises:
        PermissionDenied: they may open the claim and have no clearance.
    """
    claim = find_claim(request, public_id)
    try:
        require_clearance(request.user)
    except NotAllowed as refusal:
        raise PermissionDenied(say(refusal.detail)) from refusal
    return claim


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def show_contacts(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show who was asked and what they confirmed; a POST logs another conversation."""
    claim = find_open_claim(request, public_id)
    if request.method != "POST":
        return render_contacts(request, claim)
    form = ContactForm(request.POST)
    if try_act(form, bind(log_contact, claim), actor=request.user, now=timezone.now()):
        return redirect("contacts", public_id)
    return render_contacts(request, claim, form=form, status=409)


@login_required
@require_POST
@once
def mark(request: DeskRequest, public_id: str) -> HttpResponse:
    """Set or lift the mark that the claim rests on the reporter alone."""
    claim = find_open_claim(request, public_id)
    form = MarkForm(request.POST)
    if try_act(form, bind(mark_reporter, claim), actor=request.user, now=timezone.now()):
        return redirect("contacts", public_id)
    return render_contacts(request, claim, mark_form=form, status=409)


def render_contacts(
    request: DeskRequest,
    claim: Claim,
    *,
    form: ContactForm | None = None,
    mark_form: MarkForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the log, and note that it was read."""
    note_contacts(claim, actor=request.user, now=timezone.now())
    rows = Contact.objects.visible_to(request.user).filter(claim=claim)
    rows = rows.select_related("logged_by", "corrects", "corrected_by", "source")
    context: dict[str, Any] = {
        "claim": claim,
        "words": read_sentence(claim),
        "contacts": list(rows),
        "marks": list(claim.reporter_marks.select_related("by")),
        "is_reviewer": request.user.ranks(Role.REVIEWER),
        "form": form or ContactForm(initial={"spoke_at": timezone.localtime()}),
        "mark_form": mark_form or MarkForm(auto_id="mark-%s"),
    }
    return render(request, "claims/contacts.html", context, status=status)
