"""Corrections from the inside: readers' requests, and what a revision touches."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.evidence.reads import note_requests
from claims.models import Claim, CorrectionRequest, Role
from claims.publishing import ask_correction, settle_request
from claims.publishing.requests import LONGEST
from claims.web.acts import act_on_claim, try_act
from claims.web.claim_desk import find_claim
from claims.web.forms import DeskForm, ReasonForm
from claims.web.once import once
from claims.web.pages import take_page
from claims.web.query import read_key
from claims.web.requests import DeskRequest
from claims.web.surroundings import read_sentence
from claims.workflow import list_open_acts
from claims.workflow.sameness import find_uses

PAGE = 30


class SettleForm(DeskForm):
    """The editor's answer to a reader, and whether the request is accepted."""

    accept = forms.BooleanField(required=False, widget=forms.HiddenInput)
    answer = forms.CharField(
        label=_("What the reader is told"), required=False,
        max_length=LONGEST["answer"], widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip


@login_required
@require_safe
def list_requests(request: DeskRequest) -> HttpResponse:
    """What readers asked, the newest first: those open, or with ?state= the settled."""
    return render_requests(request)


@login_required
@require_POST
@once
def settle(request: DeskRequest, public_id: str) -> HttpResponse:
    """Accept a request, which sends the claim to recheck, or decline it."""
    refuse_others(request)
    rows = CorrectionRequest.objects.visible_to(request.user).select_related("claim")
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Http404
    form = SettleForm(request.POST, auto_id=f"settle-{public_id}-%s")
    if try_act(form, bind_request(row), actor=request.user, now=timezone.now()):
        return redirect("requests")
    return render_requests(request, refused=(public_id, form), status=409)


def bind_request(row: CorrectionRequest) -> Any:
    """Give `settle_request` with its request in place."""

    def call(**given: Any) -> CorrectionRequest:
        return settle_request(row, **given)

    return call


def refuse_others(request: DeskRequest) -> None:
    """Let editors in.

    Raises:
        PermissionDenied: the person is no editor.
    """
    if not request.user.ranks(Role.EDITOR):
        raise PermissionDenied("Editors read what readers ask.")


def render_requests(
    request: DeskRequest,
    *,
    refused: tuple[str, SettleForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the triage list; a refused form keeps what was typed in its row, or
    above the list where its row is settled by now."""
    refuse_others(request)
    state = read_key(request, "state")
    state = state if state in CorrectionRequest.State.values else "open"
    rows = CorrectionRequest.objects.visible_to(request.user).filter(state=state)
    rows = rows.select_related("claim__article", "publication", "settled_by")
    page = take_page(rows, after=read_key(request, "after"), size=PAGE)
    note_requests(page.rows, actor=request.user, now=timezone.now())
    for row in page.rows:
        form = SettleForm(auto_id=f"settle-{row.public_id}-%s")
        if refused and refused[0] == row.public_id:
            form = refused[1]
        row.form = form  # type: ignore[attr-defined]  # for the template only
    context = {"page": page, "state": state, "states": CorrectionRequest.State.choices}
    if refused and all(refused[0] != row.public_id for row in page.rows):
        context["lost"] = refused[1]
    return render(request, "desk/requests.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def revise(request: DeskRequest, public_id: str) -> HttpResponse:
    """Every place a revision touches; a POST with a reason sends the claim to recheck."""
    if request.method == "POST":
        form = ReasonForm(request.POST)
        return act_on_claim(
            request, public_id, ask_correction, form, name="correction_form"
        )
    claim = find_claim(request, public_id)
    refuse_others(request)
    return render(request, "claims/revise.html", describe_revision(claim, request))


def describe_revision(claim: Claim, request: DeskRequest) -> dict[str, Any]:
    """Give the page's context: publications, and uses in articles open to the person."""
    uses = find_uses(claim)
    keys = [use.pk for use in uses]
    seen = set(
        Claim.objects.visible_to(request.user)
        .filter(pk__in=keys)
        .values_list("pk", flat=True)
    )
    return {
        "claim": claim,
        "words": read_sentence(claim),
        "publications": list(claim.publications.select_related("verdict__rating")[:50]),
        "uses": [use for use in uses if use.pk in seen],
        "requests": list(
            CorrectionRequest.objects.open().filter(claim=claim).order_by("-pk")[:50]
        ),
        "may_correct": "ask_correction" in list_open_acts(request.user, claim),
        "form": ReasonForm(),
    }
