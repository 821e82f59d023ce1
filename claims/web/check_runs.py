"""Visits asked for together: an article's sources, or a filtered part of the board."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.errors import DeskError
from claims.evidence.runs import MOST, ask_checks, read_progress
from claims.models import CheckRun, Evidence, Role, Source
from claims.web.clearance import find_article
from claims.web.forms import DeskForm, put_refusal
from claims.web.link_board import describe_filters, filter_sources, read_filters
from claims.web.requests import DeskRequest

SHOWN = 20  # sources that a preview names


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_filtered(request: DeskRequest) -> HttpResponse:
    """Show what would be visited; a POST asks for it."""
    wanted = read_filters(request.GET if request.method != "POST" else request.POST)
    rows = filter_sources(
        Source.objects.visible_to(request.user).filter(kind=Source.Kind.WEB), wanted
    )
    form = DeskForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            run = ask_checks(
                rows, actor=request.user, now=timezone.now(), about=describe_filters(wanted)
            )
        except DeskError as refusal:
            put_refusal(form, refusal)
        else:
            return redirect("check-run", run.public_id)
    context = {
        "form": form,
        "wanted": wanted,
        "about": describe_filters(wanted),
        "count": rows.order_by()[: MOST + 1].count(),
        "most": MOST,
        "shown": list(rows.order_by("-pk")[:SHOWN]),
        "may_check": request.user.ranks(Role.REVIEWER),
    }
    status = 409 if form.errors else 200
    return render(request, "sources/check_filtered.html", context, status=status)


@login_required
@require_POST
def check_article(request: DeskRequest, public_id: str) -> HttpResponse:
    """Ask for a visit to every page that the article's claims cite."""
    article = find_article(request, public_id)
    cited = Evidence.objects.visible_to(request.user).standing()
    rows = Source.objects.filter(
        pk__in=cited.filter(claim__article=article).values("source")
    )
    try:
        run = ask_checks(rows, actor=request.user, now=timezone.now(), article=article)
    except DeskError as refusal:
        form = DeskForm({})
        form.is_valid()
        put_refusal(form, refusal)
        context = {"form": form, "article": article}
        return render(request, "sources/check_refused.html", context, status=409)
    return redirect("check-run", run.public_id)


@login_required
@require_safe
def show_run(request: DeskRequest, public_id: str) -> HttpResponse:
    """How far a run has come."""
    rows = CheckRun.objects.visible_to(request.user).select_related("asked_by", "article")
    run = get_object_or_404(rows, public_id=public_id)
    context = {"run": run, "progress": read_progress(run)}
    return render(request, "sources/check_run.html", context)
