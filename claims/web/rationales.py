"""Canned rationales: read by all, written by the chief, put into a review by a button."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from claims.models import CannedRationale, Rating, Role
from claims.verdicts.canned import (
    LONGEST,
    find_newest,
    list_canned,
    retire_rationale,
    write_rationale,
)
from claims.web.acts import bind, try_act
from claims.web.claim_desk import find_claim, render_claim
from claims.web.forms import DeskForm, NothingForm, VerdictForm
from claims.web.once import once, refuse
from claims.web.requests import DeskRequest


class RationaleForm(DeskForm):
    """A name to find it by, the words, and the step of the scale they go with."""

    name = forms.CharField(label=_("Name"), max_length=80)
    rating = forms.ModelChoiceField(
        label=_("For the verdict"), queryset=Rating.objects.filter(active=True),
        to_field_name="code", required=False, empty_label=_("Any verdict"),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Why"), max_length=LONGEST, widget=forms.Textarea({"rows": 4})
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def list_rationales(request: DeskRequest) -> HttpResponse:
    """Every wording on offer; a chief's POST adds one."""
    form = RationaleForm(request.POST if request.method == "POST" else None)
    given = {"actor": request.user, "now": timezone.now()}
    if form.is_bound and try_act(form, write_rationale, **given):
        return redirect("rationales")
    return show_page(request, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def edit_rationale(request: DeskRequest, public_id: str) -> HttpResponse:
    """One wording in the form; a chief's POST makes a new version of it.

    Where it was changed meanwhile both are shown, and the form posts to the newest version,
    or, where it is offered no more, adds a wording.
    """
    posted = request.method == "POST"
    rows = CannedRationale.objects.select_related("rating") if posted else list_canned()
    row = get_object_or_404(rows, public_id=public_id)
    rating = row.rating.code if row.rating else ""
    form = RationaleForm(
        request.POST if posted else None,
        initial={"name": row.name, "text": row.text, "rating": rating},
    )
    given = {"actor": request.user, "now": timezone.now(), "replaces": row}
    if form.is_bound and try_act(form, write_rationale, **given):
        return redirect("rationales")
    newest = find_newest(row)
    return show_page(request, form, row=None if newest.retired_at else newest)


@login_required
@require_POST
def retire(request: DeskRequest, public_id: str) -> HttpResponse:
    """Offer a wording no more."""
    row = get_object_or_404(list_canned(), public_id=public_id)
    form = NothingForm(request.POST)
    act = bind(retire_rationale, row)
    if try_act(form, act, actor=request.user, now=timezone.now()):
        return redirect("rationales")
    return show_page(request, RationaleForm(), refused=form)


def show_page(
    request: DeskRequest,
    form: RationaleForm,
    *,
    row: CannedRationale | None = None,
    refused: DeskForm | None = None,
) -> HttpResponse:
    """Render the list with its form."""
    context = {
        "rows": list_canned(),
        "form": form,
        "row": row,
        "refused_form": refused,
        "is_chief": request.user.ranks(Role.CHIEF),
    }
    status = 409 if form.errors or refused else 200
    return render(request, "desk/rationales.html", context, status=status)


def insert_canned(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show the claim with the words of the wording pressed put below what was typed."""
    row = list_canned().filter(public_id=request.POST.get("canned", "")).first()
    typed = request.POST.get("rationale", "").replace("\x00", "").strip()
    words = row.text if row else ""
    initial: dict[str, Any] = {
        name: request.POST[name]
        for name in ("rating", "as_of", "shelf_days")
        if request.POST.get(name)
    }
    if row and row.rating:
        initial.setdefault("rating", row.rating.code)
    initial["rationale"] = "\n\n".join(part for part in (typed, words) if part)
    form = VerdictForm(initial=initial, auto_id="verdict_form-%s")
    claim = find_claim(request, public_id)
    return refuse(render_claim(request, claim, bound={"verdict_form": form}))
