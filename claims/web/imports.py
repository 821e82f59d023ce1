"""A text on its way in: how far its reading is, and a look at it before it is stored."""

from collections import Counter
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.errors import BadInput, DeskError
from claims.intake.importing import (
    LONG_FILE,
    LONG_TEXT,
    Named,
    cancel_import,
    file_import,
    name_day,
    preview_import,
    start_import,
)
from claims.intake.preview import Preview
from claims.intake.readers import refuse_scheme
from claims.intake.reading import Reading
from claims.models import Import, Kind
from claims.models.imports import RUNNING
from claims.web.forms import ArticleForm, put_refusal
from claims.web.marks import Mark, cut_text
from claims.web.requests import DeskRequest
from claims.wording import say

State = Import.State
STEPS = (State.WAITING, State.READING, State.FILING, State.FILED)


def is_slow(given: dict[str, Any]) -> bool:
    """Say whether reading the input takes longer than a person waits for a page."""
    upload = given["file"]
    size = upload.size or 0 if isinstance(upload, UploadedFile) else 0
    return bool(given["url"]) or size > LONG_FILE or len(given["text"]) > LONG_TEXT


def take_names(given: dict[str, Any]) -> dict[str, Any]:
    """Give what the form says of a text, beside the text itself."""
    names = ("title", "byline", "published_on", "again", "beside")
    return {name: given[name] for name in names} | {"locale": given["locale"] or "US"}


def start(
    request: DeskRequest, given: dict[str, Any], *, look: bool, reading: Reading | None
) -> Import:
    """Start the import of the one input that was given; see `start_import`.

    Raises: what `start_import` raises; BadInput: the address is none for the web.
    """
    upload, body = given["file"], None
    origin, name = Import.Origin.PASTE, ""
    if given["url"]:
        origin, name = Import.Origin.URL, given["url"].strip()
        refuse_scheme(name)
    elif isinstance(upload, UploadedFile):
        origin, name = Import.Origin.FILE, upload.name or ""
        upload.seek(0)
        body = upload.read()
    else:
        body = given["text"].encode()
    return start_import(
        origin,
        actor=request.user,
        now=timezone.now(),
        name=name,
        body=None if reading else body,
        named=Named(**take_names(given)),
        look=look,
        reading=reading,
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_import(request: DeskRequest, public_id: str) -> HttpResponse:
    """Where an import is; a POST cancels it, or files what was read."""
    rows = Import.objects.visible_to(request.user).select_related("article")
    row = get_object_or_404(rows, public_id=public_id)
    refused: DeskError | None = None
    was_failed = row.state == State.FAILED
    if request.method == "POST":
        try:
            act(request, row)
        except DeskError as refusal:
            refused = refusal
        else:
            return redirect(*(("article-new",) if was_failed else ("import", public_id)))
        row = get_object_or_404(rows, public_id=public_id)
    if row.article is not None:
        return redirect("article", row.article.public_id)
    if row.state == State.READY:
        try:
            return show_preview(request, row, refused)
        except DeskError as refusal:  # no editor any more, or the day is missing or far off
            refused = refused or refusal
    if row.state == State.FAILED:
        return show_failure(request, row)
    return show_progress(request, row, refused)


def wants_day(refused: DeskError | None) -> bool:
    """Say whether nothing but the publication date is missing or unfit."""
    return refused is not None and refused.field == "published_on"


def act(request: DeskRequest, row: Import) -> None:
    """Cancel or file, as the button says."""
    stamp: dict[str, Any] = {"actor": request.user, "now": timezone.now()}
    if "drop" in request.POST:
        cancel_import(row, **stamp)
        return
    if day := request.POST.get("published_on", ""):
        name_day(row, day=read_day(day), **stamp)
        if row.look:
            return
    beside = request.POST.get("beside", "").replace("\0", "")[:16]
    file_import(row, again="again" in request.POST, beside=beside, **stamp)


def read_day(words: str) -> date:
    """Give the day that a form names.

    Raises:
        BadInput: it names none.
    """
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise BadInput("This is no day.", field="published_on") from None


def show_progress(
    request: DeskRequest, row: Import, refused: DeskError | None
) -> HttpResponse:
    """Show how far it has come, or that it was cancelled."""
    context = {
        "row": row,
        "is_running": row.state in RUNNING,
        "step": STEPS.index(State(row.state)) + 1 if row.state in STEPS else 0,
        "steps": len(STEPS),
        "words": say(refused.detail) if refused else "",
        "asks_day": row.state == State.READY and wants_day(refused),
    }
    status = 409 if refused else 200
    return render(request, "articles/import.html", context, status=status)


def show_failure(request: DeskRequest, row: Import) -> HttpResponse:
    """Show the form again, filled with what was given, and why it was not read."""
    named = ("title", "byline", "published_on", "locale")
    typed = {name: row.given[name] or "" for name in named}
    body, files = bytes(row.body or b""), {}
    if row.origin == Import.Origin.PASTE:
        typed["text"] = body.decode()
    elif row.origin == Import.Origin.URL:
        typed["url"] = row.name
    else:
        files["file"] = SimpleUploadedFile(row.name, body or b" ")
    form = ArticleForm(typed, files)
    form.is_valid()
    refusal = row.refusal or {}
    put_refusal(form, DeskError(refusal.get("detail", ""), field=refusal.get("field", "")))
    context = {"form": form, "may_file": True, "failed": row}
    return render(request, "articles/new.html", context)


def show_preview(
    request: DeskRequest, row: Import, refused: DeskError | None
) -> HttpResponse:
    """Show what was read beside what would be stored, and what stands against it."""
    preview = preview_import(row, actor=request.user, now=timezone.now())
    refusal = row.tell_refusal(request.user) or {}
    detail = refused.detail if refused else refusal.get("detail", "")
    twin = refused.extra.get("article") if refused else refusal.get("article")
    context = describe_preview(preview) | {"words": say(detail), "twin": twin}
    status = 409 if refused else 200
    return render(request, "articles/preview.html", context, status=status)


def describe_preview(preview: Preview) -> dict[str, Any]:
    """Give what the page shows: the text marked, counts by kind, notes and links."""
    reading = preview.reading
    marks = [
        Mark(one.start, one.end, number, "detected", str(Kind(one.kind).label))
        for number, one in enumerate(preview.found, 1)
    ]
    counts = Counter(one.kind for one in preview.found)
    return {
        "preview": preview,
        "paragraphs": cut_text(reading.text, marks),
        "kinds": [(Kind(key).label, n) for key, n in counts.most_common()],
        "links": [(reading.text[one.start : one.end], one.url) for one in reading.links],
    }
