"""Taking a claim up, handing in a verdict, taking it back, settling a dispute."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from claims.verdicts import (
    adjudicate,
    assign_reviewers,
    open_round,
    release_claim,
    start_review,
    submit_review,
    withdraw_review,
)
from claims.web.acts import act_on_claim
from claims.web.forms import AssignForm, NothingForm, VerdictForm
from claims.web.once import once
from claims.web.rationales import insert_canned
from claims.web.requests import DeskRequest


@login_required
@require_POST
def start(request: DeskRequest, public_id: str) -> HttpResponse:
    """Take up the first or the second review."""
    return act_on_claim(request, public_id, start_review, NothingForm(request.POST))


@login_required
@require_POST
@once
def submit(request: DeskRequest, public_id: str) -> HttpResponse:
    """Hand in the review one has taken up."""
    if "canned" in request.POST:
        return insert_canned(request, public_id)
    form = VerdictForm(request.POST)
    return act_on_claim(request, public_id, submit_review, form, name="verdict_form")


@login_required
@require_POST
def withdraw(request: DeskRequest, public_id: str) -> HttpResponse:
    """Take one's first review back, before the second is in."""
    return act_on_claim(request, public_id, withdraw_review, NothingForm(request.POST))


@login_required
@require_POST
def release(request: DeskRequest, public_id: str) -> HttpResponse:
    """Let go of a claim that was taken up."""
    return act_on_claim(request, public_id, release_claim, NothingForm(request.POST))


@login_required
@require_POST
@once
def decide(request: DeskRequest, public_id: str) -> HttpResponse:
    """Adjudicate a dispute as a third person."""
    if "canned" in request.POST:
        return insert_canned(request, public_id)
    form = VerdictForm(request.POST)
    return act_on_claim(request, public_id, adjudicate, form, name="verdict_form")


@login_required
@require_POST
def reopen(request: DeskRequest, public_id: str) -> HttpResponse:
    """Open a new round on a claim in recheck."""
    return act_on_claim(request, public_id, open_round, NothingForm(request.POST))


@login_required
@require_POST
@once
def assign(request: DeskRequest, public_id: str) -> HttpResponse:
    """Ask particular people for the first and the second review."""
    form = AssignForm(request.POST)
    return act_on_claim(request, public_id, assign_reviewers, form, name="assign_form")
