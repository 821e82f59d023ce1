"""Bringing a new article to the desk, by paste, by file or by address."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from claims.errors import DeskError, DuplicateArticle
from claims.intake import read_pasted, read_upload, submit_article
from claims.intake.reading import Reading
from claims.models import Article, Import, Role
from claims.web.forms import ArticleForm, put_refusal
from claims.web.imports import is_slow, start, take_names
from claims.web.once import once
from claims.web.requests import DeskRequest

SHOWN = 20  # of one's imports on the form's page
OVER = (Import.State.FILED, Import.State.CANCELLED)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def file_article(request: DeskRequest) -> HttpResponse:
    """Show the form; file what comes back and open it, or say what stands against it."""
    if request.method != "POST":
        return show_form(request, ArticleForm())
    form = ArticleForm(request.POST, request.FILES)
    existing = None
    if form.is_valid():
        try:
            row = begin(request, form.cleaned_data)
            if row is not None:
                return redirect("import", row.public_id)
            article = submit(request, form.cleaned_data)
        except DuplicateArticle as refusal:
            put_refusal(form, refusal)
            existing = find_existing(request, str(refusal.extra.get("article", "")))
        except DeskError as refusal:
            put_refusal(form, refusal)
        else:
            return redirect("article", article.public_id)
    return show_form(request, form, existing=existing, status=409 if existing else 422)


def begin(request: DeskRequest, given: dict[str, Any]) -> Import | None:
    """Start an import where the input is slow to read, or is to be looked at first.

    Raises: what the readers and `start_import` raise.
    """
    look = "look" in request.POST
    if is_slow(given):
        return start(request, given, look=look, reading=None)
    if look:
        return start(request, given, look=True, reading=read_input(given))
    return None


def submit(request: DeskRequest, given: dict[str, Any]) -> Article:
    """Read the one input that was given, and file it.

    Raises: what the readers and `submit_article` raise.
    """
    reading = read_input(given)
    return submit_article(
        reading,
        actor=request.user,
        now=timezone.now(),
        **take_names(given),
    )


def read_input(given: dict[str, Any]) -> Reading:
    """Read the pasted text or the file."""
    upload = given["file"]
    if isinstance(upload, UploadedFile):
        return read_upload(upload.name or "", upload.read())
    return read_pasted(given["text"])


def find_existing(request: DeskRequest, public_id: str) -> Article | None:
    """Give the article that has the same text already, where the person may open it."""
    return Article.objects.visible_to(request.user).filter(public_id=public_id).first()


def show_form(
    request: DeskRequest,
    form: ArticleForm,
    *,
    existing: Article | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the form with whatever was typed."""
    may = request.user.ranks(Role.EDITOR)
    mine = Import.objects.visible_to(request.user).exclude(state__in=OVER)
    context = {
        "form": form,
        "existing": existing,
        "may_file": may,
        "imports": list(mine.defer("body", "reading")[:SHOWN]),
    }
    return render(request, "articles/new.html", context, status=status)
