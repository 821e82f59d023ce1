"""The one way an act on a claim goes: form, service, page; a refusal stays in the form."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from claims.errors import DeskError
from claims.models import Claim
from claims.web.claim_desk import find_claim, render_claim
from claims.web.forms import DeskForm, put_refusal
from claims.web.requests import DeskRequest


def try_act(form: DeskForm, act: Callable[..., object], **fixed: Any) -> bool:
    """Call `act` with the form's values; say if it was done. The form takes a refusal."""
    if not form.is_valid():
        return False
    try:
        act(**fixed, **form.cleaned_data)
    except DeskError as refusal:
        put_refusal(form, refusal)
        return False
    return True


def act_on_claim(
    request: DeskRequest,
    public_id: str,
    act: Callable[..., object],
    form: DeskForm,
    *,
    name: str = "act_form",
) -> HttpResponse:
    """Do `act` on the claim; then show it again, or with the refusal and what was typed.

    `name` is the name the page's template knows the form by.
    """
    claim = find_claim(request, public_id)
    done = try_act(form, bind(act, claim), actor=request.user, now=timezone.now())
    if done and not request.htmx:
        return redirect("claim", public_id)
    fresh = find_claim(request, public_id)
    if done:
        return render_claim(request, fresh)
    rebase_form(form, fresh)
    form.auto_id = f"{name}-%s"
    return render_claim(request, fresh, bound={name: form, "refused": form}, status=409)


def rebase_form(form: DeskForm, claim: Claim) -> None:
    """Put a refused form on the claim as it stands now: what was typed stays, and pressing
    again saves it on top of what the page shows."""
    if "revision" in form.fields:
        # Its items, as unpacking a QueryDict gives lists.
        typed = dict(form.data.items())
        form.data = typed | {form.add_prefix("revision"): str(claim.revision)}


def bind(act: Callable[..., object], claim: object) -> Callable[..., object]:
    """Give `act` with its first argument in place."""

    def call(**given: Any) -> object:
        return act(claim, **given)

    return call
