"""Making a verdict public, and taking it back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from claims.publishing import publish_claim, withdraw_publication
from claims.web.acts import act_on_claim
from claims.web.forms import ReasonForm
from claims.web.once import once
from claims.web.requests import DeskRequest


@login_required
@require_POST
@once
def publish(request: DeskRequest, public_id: str) -> HttpResponse:
    """Publish the newest verdict, with a reason where it corrects an earlier one."""
    form = ReasonForm(request.POST)
    return act_on_claim(request, public_id, publish_claim, form, name="publish_form")


@login_required
@require_POST
@once
def withdraw(request: DeskRequest, public_id: str) -> HttpResponse:
    """Take the public page back, and tell readers why."""
    form = ReasonForm(request.POST)
    return act_on_claim(
        request, public_id, withdraw_publication, form, name="withdraw_form"
    )
