"""Handing work on: another reviewer, days away, a verdict that was reached before."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from claims.models import Absence, Claim, Role, User
from claims.verdicts.absences import end_absence, list_open_work, record_absence
from claims.verdicts.past import reuse_verdict
from claims.verdicts.reassigning import reassign_review
from claims.web.acts import act_on_claim, try_act
from claims.web.forms import NothingForm
from claims.web.handing_on_forms import AbsenceForm, ReassignForm, ReuseForm
from claims.web.once import once
from claims.web.requests import DeskRequest

SHOWN = 50  # absences


@login_required
@require_POST
@once
def reassign(request: DeskRequest, public_id: str) -> HttpResponse:
    """Give a review that is asked for or under way to somebody else."""
    form = ReassignForm(request.POST)
    return act_on_claim(request, public_id, reassign_review, form, name="reassign_form")


@login_required
@require_POST
def reuse(request: DeskRequest, public_id: str) -> HttpResponse:
    """Fill one's started review in from a past verdict."""
    return act_on_claim(request, public_id, reuse_verdict, ReuseForm(request.POST))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def show_absences(request: DeskRequest) -> HttpResponse:
    """Who is away and what waits for them; a POST writes an absence down."""
    posted = request.POST if request.method == "POST" else None
    form = AbsenceForm(posted, initial={"person": request.user.public_id})
    if posted is not None:
        done = try_act(form, record_absence, actor=request.user, now=timezone.now())
        if done:
            return redirect("absences")
    today = timezone.now().date()
    rows = Absence.objects.filter(ended_at__isnull=True, ends_on__gte=today)
    editor = request.user.ranks(Role.EDITOR)
    listed = [
        {
            "row": row,
            "work": list_work(row.person, request.user),
            "may_end": editor or row.person_id == request.user.pk,
        }
        for row in rows.select_related("person").order_by("starts_on")[:SHOWN]
    ]
    context = {
        "form": form,
        "listed": listed,
        "may_record": request.user.ranks(Role.REVIEWER),
        "is_editor": editor,
    }
    return render(
        request, "desk/absences.html", context, status=409 if form.errors else 200
    )


def list_work(person: User, reader: User) -> list[Claim]:
    """Give the work that waits for `person`, as far as `reader` may see it."""
    seen = Claim.objects.visible_to(reader).filter(pk__in=list_open_work(person))
    return list(seen.for_queue().defer("article__current__text")[:SHOWN])


@login_required
@require_POST
def finish_absence(request: DeskRequest, public_id: str) -> HttpResponse:
    """Call an absence off."""
    absence = get_object_or_404(Absence, public_id=public_id)
    form = NothingForm(request.POST)

    def act(**given: Any) -> object:
        return end_absence(absence, **given)

    if try_act(form, act, actor=request.user, now=timezone.now()):
        return redirect("absences")
    return render(request, "desk/absences.html", {"form": form, "listed": []}, status=409)
