"""Sources: the board of their link health, and one source with all its visits."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.errors import DeskError
from claims.evidence import ask_check
from claims.evidence.reads import note_source
from claims.models import Evidence, OutcomeClass, Source
from claims.web.link_health import ALTERED, GONE, HOLDS, MOVED, UNSEEN
from claims.web.pages import take_page
from claims.web.query import read_key
from claims.web.requests import DeskRequest

PAGE = 40
VISITS = 50
CITED = 100
FILTERS = {
    "holds": Q(outcome__in=("ok", "rate_limited_then_ok", "temporary_then_ok")),
    "moved": Q(outcome=OutcomeClass.REDIRECTED),
    "unseen": Q(
        outcome__in=("", "blocked_or_login", "server_error", "timeout", "unsafe", "invalid")
    ),
    "altered": Q(outcome__in=(OutcomeClass.DRIFTED, OutcomeClass.QUOTE_MISSING)),
    "dead": Q(outcome__in=(OutcomeClass.GONE, OutcomeClass.SOFT_404)),
}

MARKS = {
    "holds": HOLDS,
    "moved": MOVED,
    "unseen": UNSEEN,
    "altered": ALTERED,
    "dead": GONE,
}


@login_required
@require_safe
def list_sources(request: DeskRequest) -> HttpResponse:
    """Every source this person may know of, newest first, by health if asked."""
    wanted = read_key(request, "health")
    sources = Source.objects.visible_to(request.user)
    if wanted in FILTERS:
        sources = sources.filter(FILTERS[wanted], kind=Source.Kind.WEB)
    page = take_page(
        sources.for_list(request.user), after=read_key(request, "after"), size=PAGE
    )
    context = {
        "page": page,
        "health": wanted if wanted in FILTERS else "",
        "filters": [(key, MARKS[key]) for key in FILTERS],
        "query": request.GET.urlencode(),
    }
    return render(request, "sources/sources.html", context)


@login_required
@require_safe
def show_source(request: DeskRequest, public_id: str) -> HttpResponse:
    """One source: what it is, what every visit saw, and which claims rest on it."""
    source = find_source(request, public_id)
    return render(request, "sources/source.html", describe_source(request, source))


@login_required
@require_safe
def show_visits(request: DeskRequest, public_id: str) -> HttpResponse:
    """The visits as the source page includes them; asked for while one is awaited."""
    source = find_source(request, public_id)
    if not request.htmx:
        return redirect("source", public_id)
    return render(request, "sources/_visits.html", describe_visits(source))


@login_required
@require_POST
def check_now(request: DeskRequest, public_id: str) -> HttpResponse:
    """Ask for a visit now; answers what the button stood in, now waiting."""
    source = find_source(request, public_id)
    refusal = ""
    try:
        source = ask_check(source, actor=request.user, now=timezone.now())
    except DeskError as error:
        refusal = error.detail
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
    """Give the newest visits."""
    return {"source": source, "visits": list(source.link_checks.all()[:VISITS])}


def describe_source(request: DeskRequest, source: Source) -> dict[str, Any]:
    """Give the context of the source page."""
    cited = Evidence.objects.visible_to(request.user).standing().filter(source=source)
    rows = cited.select_related("claim__article", "source").prefetch_related(
        "claim__anchors"
    )
    return describe_visits(source) | {"cited": list(rows[:CITED])}
