"""The galley sheet, and the files an article leaves the desk in."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.galley import FORMS, Sheet, compose_sheet, write_form
from claims.galley.forms import name_file
from claims.galley.page import describe_sheet
from claims.web.clearance import find_article
from claims.web.downloads import hand_over
from claims.web.requests import DeskRequest


def find_sheet(request: DeskRequest, public_id: str) -> Sheet:
    """Give the article's sheet as the person may read it, or 404."""
    article = find_article(request, public_id)
    return compose_sheet(article, reader=request.user, now=timezone.localtime())


@login_required
@require_safe
def show_galley(request: DeskRequest, public_id: str) -> HttpResponse:
    """The sheet as a page that prints."""
    context = describe_sheet(find_sheet(request, public_id))
    ways = [(name, form.words) for name, form in FORMS.items()]
    return render(request, "galley/galley.html", context | {"ways": ways})


@login_required
@require_safe
def give_file(request: DeskRequest, public_id: str, form: str) -> HttpResponse:
    """One file, always to be saved: nothing of it is shown from this address."""
    if form not in FORMS:
        raise Http404
    sheet = find_sheet(request, public_id)
    content, kind = write_form(sheet, form)
    return hand_over(content, kind.media_type, name_file(sheet, kind))
