"""Putting a source's words right, and handing over the file it was cited from."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from claims.evidence.descriptions import describe_source, read_words
from claims.evidence.files import read_bytes
from claims.linkcheck.capture_store import CaptureLost
from claims.models import SourceFile
from claims.web.acts import bind, try_act
from claims.web.downloads import hand_over
from claims.web.forms import DateInput, MadeOnForm
from claims.web.once import once
from claims.web.requests import DeskRequest
from claims.web.sources import find_source
from claims.workflow.lost_updates import stamp


class SourceForm(MadeOnForm):
    """What a source is called, who published it, and when."""

    title = forms.CharField(label=_("Title"), required=False, max_length=500)
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=200)
    published_on = forms.DateField(label=_("Dated"), required=False, widget=DateInput())
    is_primary = forms.BooleanField(label=_("Primary source"), required=False)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def describe(request: DeskRequest, public_id: str) -> HttpResponse:
    """The form with what is known; a POST puts it right."""
    source = find_source(request, public_id)
    words = read_words(source)
    form = SourceForm(
        request.POST if request.method == "POST" else None,
        initial=words | {"made_on": stamp(words)},
    )
    if form.is_bound and try_act(
        form, bind(describe_source, source), actor=request.user, now=timezone.now()
    ):
        return redirect("source", public_id)
    context = {"source": source, "form": form}
    status = 409 if form.errors else 200
    return render(request, "sources/describe.html", context, status=status)


@login_required
@require_safe
def give_file(request: DeskRequest, public_id: str) -> HttpResponse:
    """The bytes that were handed in, to be saved: never shown as a page of the desk."""
    source = find_source(request, public_id)
    filed = get_object_or_404(SourceFile, source=source)
    try:
        body, name = read_bytes(filed)
    except CaptureLost as lost:
        raise Http404 from lost
    return hand_over(body, filed.media_type, name)
