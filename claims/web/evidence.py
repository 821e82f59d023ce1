"""Citing a source for a claim, and taking a citation back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.evidence import cite_source, withdraw_evidence
from claims.evidence.reads import note_evidence
from claims.models import Evidence
from claims.web.acts import act_on_claim, try_act
from claims.web.claim_desk import find_claim, render_claim
from claims.web.forms import EvidenceForm, ReasonForm
from claims.web.once import once
from claims.web.requests import DeskRequest


@login_required
@require_POST
@once
def cite(request: DeskRequest, public_id: str) -> HttpResponse:
    """Add a source to the claim; a web page is visited soon after."""
    form = EvidenceForm(request.POST, request.FILES, prefix="cite")
    return act_on_claim(request, public_id, cite_source, form, name="cite_form")


@login_required
@require_POST
@once
def withdraw(request: DeskRequest, public_id: str) -> HttpResponse:
    """Take a citation back, with a reason; its history stays."""
    evidence = find_evidence(request, public_id, standing=False)
    form = ReasonForm(request.POST)

    def act(**given: Any) -> object:
        return withdraw_evidence(evidence, **given)

    done = try_act(form, act, actor=request.user, now=timezone.now())
    claim = find_claim(request, evidence.claim.public_id)
    if done and not request.htmx:
        return redirect("claim", claim.public_id)
    bound = {} if done else {"refused": form}
    return render_claim(request, claim, bound=bound, status=200 if done else 409)


def find_evidence(
    request: DeskRequest, public_id: str, *, standing: bool = True
) -> Evidence:
    """Give a citation this person may see, or 404; one withdrawn only if not `standing`."""
    rows = Evidence.objects.visible_to(request.user)
    if standing:
        rows = rows.standing()
    row = get_object_or_404(
        rows.select_related("source__file", "claim__article", "added_by"),
        public_id=public_id,
    )
    article = row.claim.article
    note_evidence([row], actor=request.user, now=timezone.now(), article=article)
    return row
