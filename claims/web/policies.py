"""The newsroom's policies, and how far its reviewers agree."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from claims.errors import DeskError
from claims.models import Kind, Policy, Role
from claims.verdicts.policies import MOST, RISKS, set_policy, stamp_policies
from claims.web.forms import RISK_WORDS, MadeOnForm, put_refusal
from claims.web.once import once
from claims.web.requests import DeskRequest
from claims.workflow.policy import Needs


class PolicyForm(MadeOnForm):
    """What a kind or a risk flag needs; the strictest that applies counts."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=(("", _("Every kind")), *Kind.choices)
    )
    risk = forms.ChoiceField(
        label=_("Risk"),
        required=False,
        choices=(("", _("Every risk")), *((one, RISK_WORDS[one]) for one in RISKS)),
    )
    min_sources = forms.IntegerField(
        label=_("Sources at least"), min_value=0, max_value=MOST["min_sources"], initial=1
    )
    primary_required = forms.BooleanField(label=_("A primary source"), required=False)
    independent_secondary = forms.IntegerField(
        label=_("Else independent sources at least"), min_value=0,
        max_value=MOST["independent_secondary"], initial=0, required=False,
    )  # fmt: skip
    two_reviewers = forms.BooleanField(
        label=_("Two reviewers"), required=False, initial=True
    )
    locator_required = forms.BooleanField(
        label=_("Page, paragraph or timecode"), required=False
    )
    capture_days = forms.IntegerField(
        label=_("Seen within days"), required=False, min_value=0,
        max_value=MOST["capture_days"],
    )  # fmt: skip
    shelf_days = forms.IntegerField(
        label=_("Verdict good for days"), required=False, min_value=0,
        max_value=MOST["shelf_days"],
    )  # fmt: skip
    reason = forms.CharField(label=_("Why it changes"), required=False, max_length=2000)

    def read_needs(self) -> dict[str, Any]:
        """Give the service's arguments."""
        given = dict(self.cleaned_data)
        given["independent_secondary"] = given["independent_secondary"] or 0
        named = {name: given.pop(name) for name in ("kind", "risk", "reason", "made_on")}
        return {"needs": Needs(**given), **named}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def show_policies(request: DeskRequest) -> HttpResponse:
    """Show every policy row, newest version first; a chief's POST sets one."""
    form = PolicyForm(
        request.POST if request.method == "POST" else None,
        initial={"made_on": stamp_policies()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            set_policy(actor=request.user, now=timezone.now(), **form.read_needs())
        except DeskError as refusal:
            put_refusal(form, refusal)
        else:
            return redirect("policies")
    context = {
        "form": form,
        "policies": Policy.objects.select_related("changed_by"),
        "is_chief": request.user.ranks(Role.CHIEF),
    }
    status = 409 if form.errors else 200
    return render(request, "desk/policies.html", context, status=status)
