"""Correcting claims in the browser: plain forms, which htmx and keys only quicken."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.errors import BadInput, DeskError
from claims.intake import add_claim
from claims.intake.editing import correct_value, respan_claim, retype_claim
from claims.intake.splitting import merge_claims, split_claim
from claims.intake.typed_values import read_words
from claims.intake.undo import undo_edit
from claims.models import Article, Claim
from claims.web.acts import act_on_claim, rebase_form, try_act
from claims.web.articles import render_article
from claims.web.claim_desk import find_claim, render_claim
from claims.web.correcting import (
    KindForm,
    MakeForm,
    MergeForm,
    SpanForm,
    SplitForm,
    ValueForm,
    cut_parts,
    find_own_edit,
    find_words,
    list_near,
    offer_near,
)
from claims.web.forms import DeskForm
from claims.web.once import once
from claims.web.requests import DeskRequest
from claims.wording import say


@login_required
@require_POST
@once
def correct(request: DeskRequest, public_id: str) -> HttpResponse:
    """Take another of the readings, or the one typed in words."""
    form = ValueForm(request.POST)
    return act_on_claim(request, public_id, put_value, form, name="value_form")


def put_value(claim: Claim, *, words: str, reading: int | None, **given: Any) -> object:
    """Correct the value from a form's fields."""
    if reading is None:
        value = read_words(claim.kind, words, article=claim.article, old=claim.value)
    elif reading < len(claim.readings):
        value = claim.readings[reading]
    else:
        raise BadInput("There is no such reading any more.", field="reading")
    return correct_value(claim, value=value, **given)


@login_required
@require_POST
@once
def retype(request: DeskRequest, public_id: str) -> HttpResponse:
    """Make it a claim of another kind."""
    form = KindForm(request.POST)
    return act_on_claim(request, public_id, retype_claim, form, name="kind_form")


@login_required
@require_POST
@once
def respan(request: DeskRequest, public_id: str) -> HttpResponse:
    """Put it on other words."""
    form = SpanForm(request.POST)
    return act_on_claim(request, public_id, put_span, form, name="span_form")


def put_span(claim: Claim, *, words: str, **given: Any) -> object:
    """Re-mark to the place of `words` nearest to where the claim stands."""
    text = claim.article.current.text if claim.article.current else ""
    near = (claim.anchor.start if claim.anchor else None) or 0
    start, end = find_words(text, words.replace("\r\n", "\n"), near=near)
    return respan_claim(claim, start=start, end=end, **given)


@login_required
@require_POST
@once
def split(request: DeskRequest, public_id: str) -> HttpResponse:
    """Make a claim of each part; then show the first on the article's page."""
    return replace_claim(request, public_id, put_parts, SplitForm(request.POST), "split")


def put_parts(claim: Claim, *, parts: str, **given: Any) -> list[Claim]:
    """Split from a form's fields."""
    return split_claim(claim, at=cut_parts(claim, parts), **given)


@login_required
@require_POST
@once
def merge(request: DeskRequest, public_id: str) -> HttpResponse:
    """Make one claim of it and a neighbour; then show that on the article's page."""
    form = MergeForm(request.POST)
    offer_near(form, list_near(find_claim(request, public_id)))
    return replace_claim(request, public_id, put_merged, form, "merge")


def put_merged(claim: Claim, *, other: str, **given: Any) -> list[Claim]:
    """Merge from a form's fields."""
    second = Claim.objects.get(article_id=claim.article_id, public_id=other)
    return [merge_claims([claim, second], **given)]


def replace_claim(
    request: DeskRequest,
    public_id: str,
    act: Callable[..., list[Claim]],
    form: DeskForm,
    name: str,
) -> HttpResponse:
    """Do an act that leaves other claims in this one's place."""
    claim = find_claim(request, public_id)
    heirs: list[Claim] = []

    def keep(**given: Any) -> None:
        heirs.extend(act(claim, **given))

    if try_act(form, keep, actor=request.user, now=timezone.now()):
        home = reverse("article", args=[claim.article.public_id])
        messages.success(request, tell_heirs([heir.number for heir in heirs]))
        return redirect(f"{home}#claim-{heirs[0].number}")
    form.auto_id = f"{name}_form-%s"
    fresh = find_claim(request, public_id)
    rebase_form(form, fresh)
    bound = {f"{name}_form": form, "refused": form}
    return render_claim(request, fresh, bound=bound, status=409)


def tell_heirs(numbers: list[int]) -> str:
    """Say which claims stand in the place of what was split or merged."""
    if len(numbers) == 1:
        return _("Merged into claim %(n)s.") % {"n": numbers[0]}
    told = ", ".join(str(number) for number in numbers)
    return _("Split into claims %(numbers)s.") % {"numbers": told}


@login_required
@require_POST
@once
def make(request: DeskRequest, public_id: str) -> HttpResponse:
    """Make a claim of marked words of the article."""
    article = find_article(request, public_id)
    home = reverse("article", args=[public_id])
    form = MakeForm(request.POST, auto_id="make-%s")
    made: list[Claim] = []

    def keep(**given: Any) -> None:
        made.append(mark_words(article, **given))

    if try_act(form, keep, actor=request.user, now=timezone.now()):
        return redirect(f"{home}#claim-{made[0].number}")
    return render_article(request, public_id, make_form=form)


def mark_words(article: Article, *, words: str, start: int | None, **given: Any) -> Claim:
    """Make a claim of the place of `words` nearest to `start`."""
    text = article.current.text if article.current else ""
    first, last = find_words(text, words, near=start or 0)
    return add_claim(article, start=first, end=last, **given)


@login_required
@require_POST
def undo(request: DeskRequest, public_id: str, edit: int) -> HttpResponse:
    """Take one's own last correction in the article back."""
    find_article(request, public_id)
    home = reverse("article", args=[public_id])
    found = find_own_edit(public_id, edit, request.user)
    if found is None:
        raise Http404
    try:
        claim = undo_edit(found, actor=request.user, now=timezone.now())
    except DeskError as refusal:
        messages.error(request, say(refusal.detail))
        return redirect(home)
    messages.success(request, _("Undone."))
    if "from_claim" in request.POST:
        return redirect("claim", claim.public_id)
    return redirect(f"{home}#claim-{claim.number}")


def find_article(request: DeskRequest, public_id: str) -> Article:
    """Give the article with its current version.

    Raises:
        Http404: there is none that this person may open.
    """
    articles = Article.objects.visible_to(request.user).select_related("current")
    return get_object_or_404(articles, public_id=public_id)
