"""Queries to the writer: a claim's, an article's, and all that wait."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.errors import DeskError
from claims.intake.answers import apply_answers, preview_answers
from claims.models import Claim, Query, Role
from claims.verdicts.queries import answer_query, raise_query, withdraw_query
from claims.verdicts.repeats import find_repeats
from claims.web.acts import bind, try_act
from claims.web.changes import compare_words
from claims.web.claim_desk import find_claim
from claims.web.clearance import find_article
from claims.web.forms import DeskForm, ReasonForm, put_refusal
from claims.web.once import once
from claims.web.requests import DeskRequest
from claims.web.surroundings import read_sentence
from claims.wording import say

MOST = 500  # queries on one page


class QueryForm(DeskForm):
    """A question, words to put in, or both; a tick takes the words out."""

    question = forms.CharField(
        label=_("Question"), required=False, max_length=4000,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Words to put in their place"), required=False, max_length=4000
    )
    delete = forms.BooleanField(label=_("Take the words out"), required=False)

    def clean(self) -> dict[str, Any]:
        """Give what the service takes: no words is no replacement."""
        given = super().clean() or {}
        words, gone = given.get("words", ""), given.get("delete", False)
        if words and gone:
            self.add_error("words", _("Either put words in or take them out."))
        replacement = "" if gone else (words or None)
        return {"question": given.get("question", ""), "replacement": replacement}


class AnswerForm(DeskForm):
    """The writer's answer to one query."""

    choice = forms.ChoiceField(
        label=_("Answer"),
        choices=(
            ("accept", _("Accept the new words")),
            ("changed", _("Change it in my own words")),
            ("stet", _("Stet: it stands, with a reason")),
            ("attributed", _("The text attributes it")),
            ("answer", _("Answer the question")),
        ),
    )
    own_words = forms.CharField(label=_("Own words"), required=False, max_length=4000)
    attributed_to = forms.CharField(
        label=_("After whom, as named in the text"), required=False, max_length=200
    )
    answer = forms.CharField(
        label=_("Reason or answer"), required=False, max_length=4000,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Give no own words where none were typed."""
        given = super().clean() or {}
        return given | {"own_words": given.get("own_words") or None}


def find_query(request: DeskRequest, public_id: str) -> Query:
    """Give a query the person may see, or 404."""
    rows = Query.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows, public_id=public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def claim_queries(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show a claim's words through the versions and its queries; a POST raises one."""
    claim = find_claim(request, public_id)
    if request.method != "POST":
        return render_queries(request, claim)
    form = QueryForm(request.POST)
    now = timezone.now()
    if try_act(form, bind(raise_query, claim), actor=request.user, now=now):
        return redirect("claim-queries", public_id)
    return render_queries(request, claim, form=form, status=409)


def render_queries(
    request: DeskRequest,
    claim: Claim,
    *,
    form: DeskForm | None = None,
    refused: DeskForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page of one claim's words and queries."""
    anchors = list(claim.anchors.select_related("version").order_by("version__number"))
    history = [
        (row, compare_words(before.quote, row.quote) if before else [("same", row.quote)])
        for before, row in zip([None, *anchors], anchors, strict=False)
    ]
    context = {
        "claim": claim,
        "words": read_sentence(claim),
        "form": form or QueryForm(auto_id="ask-%s"),
        "refused": refused,
        "history": history,
        "repeats": find_repeats(claim),
        "cuts": list(claim.cuts.select_related("by", "version")),
        **list_for(request, Query.objects.filter(claim=claim)),
    }
    return render(request, "claims/queries.html", context, status=status)


def list_for(request: DeskRequest, rows: Any) -> dict[str, Any]:
    """Give queries with an answer form each, and what the person may do."""
    visible = rows.filter(pk__in=Query.objects.visible_to(request.user).values("pk"))
    queries = list(visible.for_list()[:MOST])
    return {
        "queries": [(one, AnswerForm(auto_id=f"q{one.pk}-%s")) for one in queries],
        "is_editor": request.user.ranks(Role.EDITOR),
        "is_reviewer": request.user.ranks(Role.REVIEWER),
    }


@login_required
@require_POST
@once
def answer(request: DeskRequest, public_id: str) -> HttpResponse:
    """Answer a query; back to its claim."""
    query = find_query(request, public_id)
    form = AnswerForm(request.POST)
    return act_on_query(request, query, answer_query, form)


@login_required
@require_POST
def withdraw(request: DeskRequest, public_id: str) -> HttpResponse:
    """Take a query back."""
    query = find_query(request, public_id)
    return act_on_query(request, query, withdraw_query, ReasonForm(request.POST))


def act_on_query(
    request: DeskRequest, query: Query, act: Any, form: DeskForm
) -> HttpResponse:
    """Do an act on a query and show its claim's queries, or the refusal there."""

    def call(**given: Any) -> object:
        return act(query, **given)

    home = query.claim.public_id
    if try_act(form, call, actor=request.user, now=timezone.now()):
        return redirect("claim-queries", home)
    claim = find_claim(request, home)
    return render_queries(request, claim, refused=form, status=409)


@login_required
@require_safe
def list_queries(request: DeskRequest) -> HttpResponse:
    """Every query that waits for something, printable."""
    context = list_for(request, Query.objects.pending())
    return render(request, "queries/queries.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_queries(request: DeskRequest, public_id: str) -> HttpResponse:
    """An article's queries and the preview of all answers; a POST applies them."""
    article = find_article(request, public_id)
    form = DeskForm()
    if request.method == "POST":
        form = DeskForm(request.POST)
        form.is_valid()
        base = request.POST.get("base", "")
        if not (base.isascii() and base.isdigit() and len(base) < 7):
            raise Http404
        try:
            now = timezone.now()
            apply_answers(article, actor=request.user, now=now, base=int(base))
        except DeskError as refusal:
            put_refusal(form, refusal)
        else:
            return redirect("versions", public_id)
    context = list_for(request, Query.objects.filter(claim__article=article))
    status = 409 if form.errors else 200
    try:
        preview = preview_answers(article)
        changes = compare_words(preview.old, preview.new) if preview.queries else []
    except DeskError as refusal:
        changes = []
        context["clash"] = say(refusal.detail)
    context |= {"article": article, "form": form, "changes": changes}
    return render(request, "queries/queries.html", context, status=status)
