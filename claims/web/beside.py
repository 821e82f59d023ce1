"""The sources of one claim beside its text: what each is cited for, in place."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.evidence.letters import key_sources
from claims.evidence.reads import note_evidence
from claims.models import Evidence
from claims.web.claim_desk import find_claim, find_evidence
from claims.web.requests import DeskRequest
from claims.web.sources import describe_passages

SHOWN = 8  # sources; the claim's own page has them all


@login_required
@require_safe
def show_beside(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show what the claim rests on, each passage in the newest capture of its page.

    A page of its own, or for htmx the sheet that is laid beside the text. Reading what is
    confidential is noted, as on the claim's page.
    """
    claim = find_claim(request, public_id)
    cited = list(find_evidence(claim, request.user)[: SHOWN + 1])
    shown, letters = cited[:SHOWN], key_sources(claim.article, request.user)
    note_evidence(shown, actor=request.user, now=timezone.now(), article=claim.article)
    for row in shown:
        row.letter = letters.get(row.source_id, "")  # type: ignore[attr-defined]  # for the template only
    context = {
        "claim": claim,
        "sources": [
            (rows, describe_passages(rows[0].source, rows)) for rows in gather(shown)
        ],
        "more": len(cited) > SHOWN,
    }
    template = "claims/_beside.html" if request.htmx else "claims/beside.html"
    return render(request, template, context)


def gather(cited: list[Evidence]) -> list[list[Evidence]]:
    """Give the citations of each source together, sources in the order they came."""
    by_source: dict[int, list[Evidence]] = {}
    for row in cited:
        by_source.setdefault(row.source_id, []).append(row)
    return list(by_source.values())
