"""Flagging what a claim puts at risk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from claims.verdicts.risks import flag_risks
from claims.web.acts import act_on_claim
from claims.web.forms import RisksForm
from claims.web.once import once
from claims.web.requests import DeskRequest


@login_required
@require_POST
@once
def flag(request: DeskRequest, public_id: str) -> HttpResponse:
    """Set the claim's flags."""
    form = RisksForm(request.POST)
    return act_on_claim(request, public_id, flag_risks, form, name="risks_form")
