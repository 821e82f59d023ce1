"""Bringing a new article to the desk, by paste, by file or by address."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from claims.errors import DeskError, DuplicateArticle
from claims.intake import read_pasted, read_upload, read_url, submit_article
from claims.intake.reading import Reading
from claims.models import Article, Role
from claims.web.forms import ArticleForm, put_refusal
from claims.web.previews import keep_reading
from claims.web.requests import DeskRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def file_article(request: DeskRequest) -> HttpResponse:
    """Show the form; file what comes back and open it, or say what stands against it."""
    if request.method != "POST":
        return show_form(request, ArticleForm())
    form = ArticleForm(request.POST, request.FILES)
    existing = None
    if form.is_valid():
        try:
            if "look" in request.POST:
                key = keep_reading(
                    request, read_input(form.cleaned_data), form.cleaned_data
                )
                return redirect("article-preview", key)
            article = submit(request, form.cleaned_data)
        except DuplicateArticle as refusal:
            put_refusal(form, refusal)
            existing = find_existing(request, str(refusal.extra.get("article", "")))
        except DeskError as refusal:
            put_refusal(form, refusal)
        else:
            return redirect("article", article.public_id)
    return show_form(request, form, existing=existing, status=409 if existing else 422)


def submit(request: DeskRequest, given: dict[str, Any]) -> Article:
    """Read the one input that was given, and file it.

    Raises: what the readers and `submit_article` raise.
    """
    reading = read_input(given)
    return submit_article(
        reading,
        actor=request.user,
        now=timezone.now(),
        title=given["title"],
        byline=given["byline"],
        published_on=given["published_on"],
        locale=given["locale"] or "US",
        again=given["again"],
        beside=given["beside"],
    )


def read_input(given: dict[str, Any]) -> Reading:
    """Read the pasted text, the file, or the page at the address."""
    upload = given["file"]
    if isinstance(upload, UploadedFile):
        return read_upload(upload.name or "", upload.read())
    return read_url(given["url"]) if given["url"] else read_pasted(given["text"])


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
    context = {"form": form, "existing": existing, "may_file": may}
    return render(request, "articles/new.html", context, status=status)
