"""One source: what it is, what every visit saw, and which claims rest on it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.errors import DeskError
from claims.evidence import ask_check
from claims.evidence.lookback import CaptureLost, find_newest, place_passage, read_text
from claims.evidence.reads import note_source
from claims.models import Evidence, Source
from claims.web.query import read_key
from claims.web.requests import DeskRequest
from claims.wording import say

VISITS = 50
CITED = 100
PASSAGES = 20  # of one source that are looked up on its page
LONGEST_NUMBER = 19  # digits of a row key


@login_required
@require_safe
def show_source(request: DeskRequest, public_id: str) -> HttpResponse:
    """One source: what it is, what every visit saw, and which claims rest on it."""
    source = find_source(request, public_id)
    context = describe_source(request, source) | describe_past(source)
    cited = context["cited"]
    return render(
        request, "sources/source.html", context | describe_passages(source, cited)
    )


@login_required
@require_safe
def list_visits(request: DeskRequest, public_id: str) -> HttpResponse:
    """Every visit there ever was, a page at a time."""
    source = find_source(request, public_id)
    rows = source.link_checks.order_by("-pk")
    before = read_key(request, "before")
    if before.isdigit() and len(before) < LONGEST_NUMBER:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: VISITS + 1])
    context = {
        "source": source,
        "visits": found[:VISITS],
        "before": found[VISITS - 1].pk if len(found) > VISITS else None,
    }
    return render(request, "sources/all_visits.html", context)


@login_required
@require_POST
def check_now(request: DeskRequest, public_id: str) -> HttpResponse:
    """Ask for a visit now; answers what the button stood in, now waiting."""
    source = find_source(request, public_id)
    refusal = ""
    try:
        source = ask_check(source, actor=request.user, now=timezone.now())
    except DeskError as error:
        refusal = say(error.detail)
    row = find_row(request, source)
    if request.htmx and row is not None:
        context = {"row": row, "claim": row.claim, "refusal": refusal}
        return render(request, "claims/_evidence.html", context)
    context = describe_source(request, source) | {"refusal": refusal}
    if request.htmx:
        return render(request, "sources/_visits.html", context)
    if refusal:
        return render(request, "sources/source.html", context, status=409)
    if row is not None:
        return redirect("claim", row.claim.public_id)
    return redirect("source", public_id)


def find_row(request: DeskRequest, source: Source) -> Evidence | None:
    """Give the citation the person pressed the button in, if it was in one."""
    rows = Evidence.objects.visible_to(request.user).standing().filter(source=source)
    wanted = request.POST.get("evidence", "").replace("\0", "")
    return rows.select_related("source", "claim__article").filter(public_id=wanted).first()


def find_source(request: DeskRequest, public_id: str) -> Source:
    """Give a source this person may know of, or 404; notes reading a confidential one."""
    source = get_object_or_404(Source.objects.visible_to(request.user), public_id=public_id)
    note_source(source, actor=request.user, now=timezone.now())
    return source


def describe_visits(source: Source) -> dict[str, Any]:
    """Give the newest visits, and whether there are older ones."""
    rows = list(source.link_checks.all()[: VISITS + 1])
    return {"source": source, "visits": rows[:VISITS], "more_visits": len(rows) > VISITS}


def describe_passages(source: Source, cited: list[Evidence]) -> dict[str, Any]:
    """Give each cited passage in the newest capture's text, as far as there is one."""
    newest = find_newest(source)
    quoted = [row for row in cited if row.passage][:PASSAGES]
    if newest is None or not quoted:
        return {"newest": newest, "placed": {}}
    try:
        text = read_text(newest)
    except CaptureLost:
        return {"newest": newest, "placed": {}, "lost": True}
    return {
        "newest": newest,
        "placed": {row.pk: place_passage(row.passage, text) for row in quoted},
    }


def describe_past(source: Source) -> dict[str, Any]:
    """Give what was kept of the page, here and in public archives."""
    captures = list(source.captures.order_by("-at", "-pk")[:CITED])
    return {"captures": captures, "mementos": list(source.mementos.all()[:CITED])}


def describe_source(request: DeskRequest, source: Source) -> dict[str, Any]:
    """Give the context of the source page."""
    cited = Evidence.objects.visible_to(request.user).standing().filter(source=source)
    rows = cited.select_related("claim__article", "source").prefetch_related(
        "claim__anchors"
    )
    return describe_visits(source) | {"cited": list(rows[:CITED])}
