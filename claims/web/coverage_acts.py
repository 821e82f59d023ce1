"""Waiving a sentence, opening it again, and accepting that a claim's words were cut."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.errors import DeskError
from claims.models import Sentence
from claims.verdicts.clearance import accept_cut
from claims.verdicts.coverage import unwaive_sentence, waive_sentence
from claims.web.acts import bind, try_act
from claims.web.claim_desk import find_claim
from claims.web.clearance import find_article, render_clearance
from claims.web.forms import DeskForm, ReasonForm, put_refusal
from claims.web.once import once
from claims.web.queries import render_queries
from claims.web.requests import DeskRequest


class WaiverForm(ReasonForm):
    """A sentence of a version, and whether it is to be waived or opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    index = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    waived = forms.BooleanField(required=False)
    home = forms.ChoiceField(
        choices=((one, one) for one in ("clearance", "article")),
        widget=forms.HiddenInput,
        required=False,
    )


@login_required
@require_POST
@once
def waive(request: DeskRequest, public_id: str) -> HttpResponse:
    """Waive a sentence or open it again; go back to where that was done."""
    article = find_article(request, public_id)
    form = WaiverForm(request.POST)
    if not form.is_valid():
        return render_clearance(request, article, refused=form, status=409)
    given = form.cleaned_data
    sentence = get_object_or_404(
        Sentence.objects.filter(version__article=article),
        version__number=given["version"],
        index=given["index"],
    )
    act = waive_sentence if given["waived"] else unwaive_sentence
    try:
        act(sentence, actor=request.user, now=timezone.now(), reason=given["reason"])
    except DeskError as refusal:
        put_refusal(form, refusal)
        return render_clearance(request, article, refused=form, status=409)
    if given["home"] == "article":
        return redirect("article", public_id)
    return redirect(f"{reverse('clearance', args=[public_id])}#sentence-{given['index']}")


@login_required
@require_POST
@once
def cut(request: DeskRequest, public_id: str) -> HttpResponse:
    """Accept that an orphaned claim's words were cut on purpose."""
    claim = find_claim(request, public_id)
    form: DeskForm = ReasonForm(request.POST)
    now = timezone.now()
    if try_act(form, bind(accept_cut, claim), actor=request.user, now=now):
        return redirect("claim-queries", public_id)
    return render_queries(request, claim, refused=form, status=409)
