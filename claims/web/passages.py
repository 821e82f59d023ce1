"""Picking a citation's passage from the captured text, by marking it or by sentences."""

import hashlib
import re
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from claims.errors import BadInput, DeskError
from claims.evidence.passages import (
    SETTLED_STATES,
    SourceText,
    choose_passage,
    cut_part,
    find_ends,
    join_sentences,
    read_cited,
    read_source,
)
from claims.models import Evidence, Role
from claims.web.evidence import find_evidence
from claims.web.forms import MadeOnForm, put_refusal
from claims.web.once import once
from claims.web.requests import DeskRequest
from claims.workflow.lost_updates import stamp

SPAN = re.compile(r"(\d{1,8})-(\d{1,8})")


class PassageForm(MadeOnForm):
    """Words that were marked or typed; where there are none, the sentences chosen."""

    passage = forms.CharField(
        label=_("Passage, word for word"), required=False, max_length=20_000,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    locator = forms.CharField(
        label=_("Page, paragraph or timecode"), required=False, max_length=200
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def show_passages(request: DeskRequest, public_id: str) -> HttpResponse:
    """The captured text of a citation's source; a POST sets the passage."""
    row = find_evidence(request, public_id)
    seen = read_source(row.source)
    form = PassageForm(
        request.POST if request.method == "POST" else None,
        initial={**read_cited(row), "made_on": stamp(read_cited(row))},
    )
    if form.is_bound and form.is_valid() and choose(request, row, seen, form):
        return redirect("claim", row.claim.public_id)
    context = describe_text(request, row, seen) | {"form": form}
    status = 409 if form.errors else 200
    return render(request, "sources/passage.html", context, status=status)


def choose(
    request: DeskRequest, row: Evidence, seen: SourceText, form: PassageForm
) -> bool:
    """Set the passage; say if it was done. The form takes a refusal."""
    given = form.cleaned_data
    try:
        words = read_sentences(request, seen) or given["passage"]
        choose_passage(
            row, actor=request.user, now=timezone.now(), passage=words,
            locator=given["locator"], seen=seen, made_on=given["made_on"],
        )  # fmt: skip
    except DeskError as refusal:
        put_refusal(form, refusal)
        return False
    return True


def read_sentences(request: DeskRequest, seen: SourceText) -> str:
    """Give the words of the ticked sentences, "" when none is.

    Raises:
        BadInput: the text is no longer the one they were ticked in.
    """
    ticked = [SPAN.fullmatch(one) for one in request.POST.getlist("sentence")]
    spans = [(int(one[1]), int(one[2])) for one in ticked if one]
    if not spans:
        return ""
    if request.POST.get("seen") != name_text(seen):
        raise BadInput(
            "A newer copy of the page came in meanwhile. Choose from it.", field="passage"
        )
    return join_sentences(seen.text, spans)


def name_text(seen: SourceText) -> str:
    """Give what a page remembers the text by."""
    return hashlib.sha256(seen.text.encode()).hexdigest()[:16]


def describe_text(request: DeskRequest, row: Evidence, seen: SourceText) -> dict[str, Any]:
    """Give the context of the page: one part of the text, cut into sentences."""
    words = request.GET.get("find", "").replace("\x00", "").strip()
    part = find_part(seen.text, words) if words else read_part(request)
    spans, parts = cut_part(seen.text, part)
    ticked = request.POST.getlist("sentence")
    lines = [
        (f"{start}-{end}", seen.text[start:end], f"{start}-{end}" in ticked)
        for start, end in spans
    ]
    return {
        "row": row,
        "claim": row.claim,
        "seen": seen,
        "seen_name": name_text(seen),
        "lines": lines,
        "part": part,
        "parts": parts,
        "find": words,
        "may_choose": request.user.ranks(Role.REVIEWER)
        and row.claim.status not in SETTLED_STATES,
    }


def read_part(request: DeskRequest) -> int:
    """Give the part that the address asks for, from 0."""
    asked = request.GET.get("part", "")
    return int(asked) - 1 if re.fullmatch(r"[1-9]\d{0,3}", asked) else 0


def find_part(text: str, words: str) -> int:
    """Give the part in which `words` stand first, whatever their case; else the first."""
    at = text.casefold().find(words.casefold())
    return next((n for n, end in enumerate(find_ends(text)) if 0 <= at < end), 0)
