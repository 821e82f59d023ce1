"""What stands between an article and print, and clearing it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from claims.errors import DeskError
from claims.models import Article, Claim, Clearance, Evidence, Role
from claims.verdicts.blockers import Blocker, find_blockers
from claims.verdicts.clearance import clear_article
from claims.verdicts.undoing import find_last_act
from claims.web.forms import DeskForm, put_refusal
from claims.web.once import once
from claims.web.requests import DeskRequest
from claims.web.undoing import offer_undo
from claims.workflow.coverage import Unit


class ClearForm(DeskForm):
    """The version that was looked at, and a chief's reason for an override."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    override_reason = forms.CharField(
        label=_("Why it may be printed all the same"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2}),
    )


def find_article(request: DeskRequest, public_id: str) -> Article:
    """Give the article with its current version, or 404."""
    rows = Article.objects.visible_to(request.user).select_related("current")
    return get_object_or_404(rows, public_id=public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def show_clearance(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show blockers, sentences and past clearances; a POST clears the article."""
    article = find_article(request, public_id)
    if request.method != "POST":
        return render_clearance(request, article)
    form = ClearForm(request.POST)
    if form.is_valid() and refuse_old(form, article):
        try:
            clear_article(
                article,
                actor=request.user,
                now=timezone.now(),
                override_reason=form.cleaned_data["override_reason"],
            )
        except DeskError as refusal:
            put_refusal(form, refusal)
        else:
            return redirect("clearance", public_id)
    return render_clearance(request, article, form=form, status=409)


def refuse_old(form: ClearForm, article: Article) -> bool:
    """Say whether the form was made for the current version; put the refusal on it."""
    current = article.current.number if article.current else 0
    if form.cleaned_data["version"] == current:
        return True
    form.add_error(None, _("A newer version came in since this page was opened."))
    return False


def render_clearance(
    request: DeskRequest,
    article: Article,
    *,
    form: DeskForm | None = None,
    refused: DeskForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page; `refused` is a waiver form that was refused."""
    number = article.current.number if article.current else 0
    fresh = ClearForm(initial={"version": number})
    context = {
        "article": article,
        "form": form or fresh,
        "refused": refused,
        "is_editor": request.user.ranks(Role.EDITOR),
        "is_chief": request.user.ranks(Role.CHIEF),
        "sentences": list_sentences(article),
        "last_act": offer_undo(find_last_act(article, request.user), request.user),
        **describe_clearance(article),
    }
    return render(request, "articles/clearance.html", context, status=status)


def describe_clearance(
    article: Article,
    *,
    claims: Sequence[Claim] | None = None,
    sentences: Sequence[Unit] | None = None,
    evidence: Iterable[Evidence] | None = None,
) -> dict[str, Any]:
    """Give what the article page and this one say of clearing; `claims` and the rest as
    `find_blockers` takes them."""
    today = timezone.localdate()
    found = find_blockers(
        article, today=today, claims=claims, sentences=sentences, evidence=evidence
    )
    rows = Claim.objects.filter(article=article).values_list("public_id", "number")
    numbers = {one.public_id: one.number for one in claims} if claims else dict(rows)
    cleared = Clearance.objects.filter(version__article=article)
    return {
        "blockers": [(one, find_place(one, numbers)) for one in found],
        "clearances": list(cleared.select_related("version", "by")),
    }


def find_place(blocker: Blocker, numbers: dict[str, int]) -> str:
    """Give the fragment or the claim that a blocker is about, for its link."""
    kind, _, key = blocker.subject.partition(":")
    return f"claim-{numbers[key]}" if kind == "claim" else f"{kind}-{key}"


def list_sentences(article: Article) -> list[dict[str, Any]]:
    """Give each sentence with its words, claims and waiver, in order."""
    version = article.current
    if version is None:
        return []
    rows = list(version.sentences.select_related("waived_by"))
    live = Claim.objects.filter(article=article).exclude(status=Claim.Status.DISMISSED)
    spans = [
        (claim, anchor.start, anchor.end or 0)
        for claim in live.for_queue()
        if (anchor := claim.anchor) is not None and anchor.start is not None
    ]
    return [
        {
            "row": row,
            "words": version.text[row.start : row.end],
            "claims": [c for c, start, end in spans if start < row.end and end > row.start],
        }
        for row in rows
    ]
