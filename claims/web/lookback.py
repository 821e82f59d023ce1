"""A source's past: its captures, its passages in context, then and now."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.evidence.lookback import (
    CaptureLost,
    Line,
    compare_captures,
    find_cited,
    find_newest,
    is_fact,
    read_text,
)
from claims.linkcheck.capture_store import read_body
from claims.models import Capture, Evidence, Source
from claims.web.changes import compare_words
from claims.web.downloads import hand_over
from claims.web.requests import DeskRequest
from claims.web.sources import find_source

AROUND = 2  # unchanged sentences that are shown next to a changed one


@login_required
@require_safe
def show_then_and_now(request: DeskRequest, public_id: str) -> HttpResponse:
    """Two captures of a page, sentence by sentence; by default cited and newest."""
    source = find_source(request, public_id)
    captures = list(source.captures.order_by("-at", "-pk")[:200])
    first = Evidence.objects.visible_to(request.user).filter(source=source)
    cited_at = first.order_by("pk").values_list("added_at", flat=True).first()
    then = choose_capture(request, "then", captures) or find_cited(source, cited_at)
    now = choose_capture(request, "now", captures) or find_newest(source)
    context: dict[str, Any] = {"source": source, "captures": captures}
    if then is not None and now is not None:
        try:
            compared = compare_captures(then, now)
        except CaptureLost:
            context["lost"] = True
        else:
            context |= {"compared": compared, "lines": fold_lines(compared.lines)}
    return render(request, "sources/then_and_now.html", context)


def choose_capture(
    request: DeskRequest, name: str, captures: list[Capture]
) -> Capture | None:
    """Give the capture that the address names, if it is the source's."""
    wanted = request.GET.get(name, "")
    return next((row for row in captures if str(row.pk) == wanted), None)


def fold_lines(lines: list[Line]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give (kind, pieces) for the eye; long runs of unchanged sentences become a gap.

    Pieces are (same, deleted, inserted, with “-fact” where a figure, date, name or negation
    changed; words).
    """
    near = {
        at + step
        for at, line in enumerate(lines)
        if line.kind != "same"
        for step in range(-AROUND, AROUND + 1)
    }
    shown: list[tuple[str, list[tuple[str, str]]]] = []
    for at, line in enumerate(lines):
        if at in near:
            shown.append((line.kind, cut_pieces(line)))
        elif not shown or shown[-1][0] != "gap":
            shown.append(("gap", []))
    return shown


def cut_pieces(line: Line) -> list[tuple[str, str]]:
    """Give the pieces of one sentence."""
    if line.kind == "same":
        return [("same", line.now)]
    return [
        (f"{kind}-fact" if kind != "same" and is_fact(words) else kind, words)
        for kind, words in compare_words(line.was, line.now)
        if words
    ]


def find_capture(source: Source, capture: int) -> Capture:
    """Give one of the source's captures, or 404."""
    return get_object_or_404(source.captures, pk=capture)


@login_required
@require_safe
def give_text(request: DeskRequest, public_id: str, capture: int) -> HttpResponse:
    """The captured page's text, to be saved."""
    row = find_capture(find_source(request, public_id), capture)
    try:
        words = read_text(row)
    except CaptureLost as lost:
        raise Http404 from lost
    return hand_over(words.encode(), "text/plain; charset=utf-8", f"{row.sha256[:16]}.txt")


@login_required
@require_safe
def give_body(request: DeskRequest, public_id: str, capture: int) -> HttpResponse:
    """The captured bytes, to be saved: never shown as a page of the desk."""
    row = find_capture(find_source(request, public_id), capture)
    try:
        body = read_body(row.sha256, place=row.place)
    except CaptureLost as lost:
        raise Http404 from lost
    return hand_over(body, "application/octet-stream", f"{row.sha256[:16]}.bin")
