"""`/styleguide/`: every component in every state. Stands on trial desks only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.evidence.health import (
    ALTERED,
    DEAD,
    GONE,
    HOLDS,
    MISSING,
    MOVED,
    UNSEEN,
    WAITING,
)
from claims.models import Claim, Rating
from claims.web.coverage import Strip, draw_strip
from claims.web.marks import Mark, Paragraph, cut_text
from claims.web.shapes import VERDICTS

WORDS = "The freighter brought 240 soldiers and 18 tonnes of flour to Port Alder on Monday."
HEALTHS = (HOLDS, MOVED, UNSEEN, WAITING, ALTERED, MISSING, GONE, DEAD)


@require_safe
def show_styleguide(request: HttpRequest) -> HttpResponse:
    """Render the page.

    Raises:
        Http404: this desk is neither in DEBUG nor a demonstration.
    """
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    context = {
        "states": [(Claim(status=value), *mark_state(value)) for value in Claim.Status],
        "ratings": [Rating(mark=mark, label=mark) for mark in VERDICTS],
        "healths": HEALTHS,
        "strip": draw_sample(),
        "overlaps": overlap_marks(),
    }
    return render(request, "styleguide/styleguide.html", context)


def mark_state(status: str) -> tuple[list[Paragraph]]:
    """Give the sample text with one claim in this state."""
    start = WORDS.index("240")
    mark = Mark(start, start + len("240 soldiers"), 1, status, str(status), "240 soldiers")
    return (cut_text(WORDS, [mark]),)


def overlap_marks() -> list[Paragraph]:
    """Give the sample text with nested claims in three lanes, crossing ones, a waiver."""
    spans = (
        ("open", 0, 82),
        ("decided", 14, 52),
        ("disputed", 22, 34),
        ("recheck", 48, 70),
    )
    marks = [
        Mark(start, end, number, state, state, WORDS[start:end], letters="A")
        for number, (state, start, end) in enumerate(spans, start=1)
    ]
    waived = "Nobody minds."
    begin = len(WORDS) + 1
    marks.append(Mark(begin, begin + len(waived), note=_("opinion")))
    return cut_text(f"{WORDS} {waived}", marks)


def draw_sample() -> Strip:
    """Give a strip with a cell of each state."""
    return draw_strip([(90, "done"), (60, "todo"), (40, "waived"), (70, "open")])
