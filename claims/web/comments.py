"""Comments on the claim's page: say, answer, change, resolve, reopen."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from claims.errors import DeskError
from claims.evidence.reads import note_comments, note_evidence
from claims.models import Claim, Comment, Evidence, Review, Role, Sentence, User
from claims.verdicts.comments import (
    add_comment,
    edit_comment,
    reopen_comment,
    resolve_comment,
)
from claims.web.acts import bind, try_act
from claims.web.claim_desk import find_claim
from claims.web.clearance import find_article
from claims.web.forms import DeskForm, ReasonForm, put_refusal
from claims.web.once import once
from claims.web.requests import DeskRequest
from claims.web.sentence_threads import (
    find_place,
    follow_sentences,
    list_same,
    list_units,
)

SHOWN = 200  # first comments on a page


class CommentForm(DeskForm):
    """Some words; `evidence` and `parent` say what they hang on, by public id."""

    body = forms.CharField(
        label=_("Comment"), max_length=4000, widget=forms.Textarea({"rows": 3}),
        help_text=_("@name tells a colleague."),
        error_messages={"required": _("Write something.")},
    )  # fmt: skip


class EditForm(CommentForm):
    """New words, and the revision they were made on."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def claim_comments(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show what is said about a claim and its evidence; a POST says something."""
    claim = find_claim(request, public_id)
    about: Claim | Evidence = claim
    chosen = request.POST.get("evidence") or request.GET.get("evidence")
    said = Comment.objects.filter(claim=claim)
    if chosen:
        rows = Evidence.objects.visible_to(request.user).filter(claim=claim)
        about = get_object_or_404(rows.select_related("source"), public_id=chosen)
        said = said.filter(evidence=about)
        note_evidence(
            [about], actor=request.user, now=timezone.now(), article=claim.article
        )
    home = reverse("claim-comments", args=[public_id])
    context = {
        "claim": claim,
        "article": claim.article,
        "home": home,
        "back": f"{home}?evidence={chosen}" if chosen else home,
        "cited": about if chosen else None,
    }
    return show_or_say(request, about, said, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def sentence_comments(request: DeskRequest, public_id: str, index: int) -> HttpResponse:
    """Show what is said about a sentence of the current text; a POST says something."""
    article = find_article(request, public_id)
    rows = Sentence.objects.select_related("version__article")
    sentence = get_object_or_404(rows, version=article.current, index=index)
    said = Comment.objects.filter(sentence__in=list_same(article, sentence))
    words = sentence.version.text[sentence.start : sentence.end]
    home = reverse("sentence-comments", args=[public_id, index])
    context = {"article": article, "words": words, "home": home, "back": home}
    return show_or_say(request, sentence, said, context)


@login_required
@require_safe
def article_comments(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show all that is said about an article: its claims, their evidence, its sentences."""
    article = find_article(request, public_id)
    said = Comment.objects.filter(article=article)
    threads = list_threads(said, request.user)
    keys = {one["first"].sentence_id for one in threads if one["first"].sentence_id}
    places = follow_sentences(article, keys, list_units(article))
    for one in threads:
        one["place"] = places.get(one["first"].sentence_id)
    context = {"article": article, "threads": threads, "all_of_it": True}
    return render(request, "comments/comments.html", context)


def show_or_say(
    request: DeskRequest, about: Any, rows: Any, context: dict[str, Any]
) -> HttpResponse:
    """Add the posted comment to `about`, or show what is said with the form."""
    posted = request.POST if request.method == "POST" else None
    form = CommentForm(posted, auto_id="say-%s")
    stamp = {"actor": request.user, "now": timezone.now()}
    if posted is not None and try_act(form, bind(add_comment, about), **stamp):
        return redirect(f"{context['back']}#comments")
    more = {
        **context,
        "form": form,
        "threads": list_threads(rows, request.user),
        "n_held": rows.on_what_opens_to(request.user).held_from(request.user).count(),
        "may_say": request.user.ranks(Role.REVIEWER),
        "is_rating": is_rating(about, request.user),
    }
    status = 409 if form.errors else 200
    return render(request, "comments/comments.html", more, status=status)


def is_rating(about: Claim | Evidence | Sentence, user: User) -> bool:
    """Say whether `user` has taken up a claim that is spoken of, and not handed in yet."""
    taken = Review.objects.taken_up_by(user)
    if isinstance(about, Sentence):
        return taken.filter(claim__anchors__sentence=about).exists()
    claim = about.claim if isinstance(about, Evidence) else about
    return taken.filter(claim=claim).exists()


def list_threads(rows: Any, user: User) -> list[dict[str, Any]]:
    """Give the first comments that `user` may read, each with its replies, oldest first."""
    seen = rows.filter(pk__in=Comment.objects.visible_to(user).values("pk"))
    found = list(
        seen.select_related(
            "by", "resolved_by", "evidence__source", "article", "claim", "sentence"
        )
    )
    note_comments(found, actor=user, now=timezone.now())
    replies: dict[int, list[Comment]] = {}
    for row in found:
        if row.parent_id is not None:
            replies.setdefault(row.parent_id, []).append(row)
    firsts = [row for row in found if row.parent_id is None][:SHOWN]
    return [{"first": row, "replies": replies.get(row.pk, [])} for row in firsts]


@login_required
@require_POST
@once
def reply(request: DeskRequest, public_id: str) -> HttpResponse:
    """Reply to a first comment."""
    return act_on_comment(request, public_id, add_comment, CommentForm(request.POST))


@login_required
@require_POST
@once
def resolve(request: DeskRequest, public_id: str) -> HttpResponse:
    """Close a comment, with a reason."""
    return act_on_comment(request, public_id, resolve_comment, ReasonForm(request.POST))


@login_required
@require_POST
def reopen(request: DeskRequest, public_id: str) -> HttpResponse:
    """Open a resolved comment again."""
    return act_on_comment(request, public_id, reopen_comment, DeskForm(request.POST))


def act_on_comment(
    request: DeskRequest, public_id: str, act: Any, form: DeskForm
) -> HttpResponse:
    """Do an act on a comment; a refusal comes back with what was typed."""
    comment = find_comment(request, public_id)

    def call(**given: Any) -> object:
        return act(comment, **given)

    if try_act(form, call, actor=request.user, now=timezone.now()):
        return redirect(f"{find_home(comment)}#comments")
    context = {"comment": comment, "form": form, "home": find_home(comment)}
    return render(request, "comments/again.html", context, status=409)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def edit(request: DeskRequest, public_id: str) -> HttpResponse:
    """Change one's own comment. Where it was changed meanwhile, both texts are shown, and
    saving again puts the typed one on top of the other."""
    comment = find_comment(request, public_id)
    if comment.by_id != request.user.pk:
        raise PermissionDenied("Only who wrote a comment changes it.")
    note_comments([comment], actor=request.user, now=timezone.now())
    context: dict[str, Any] = {"comment": comment, "home": find_home(comment)}
    if request.method != "POST":
        said = {"body": comment.body, "revision": comment.revision}
        context["form"] = EditForm(initial=said)
        return render(request, "comments/again.html", context)
    form = EditForm(request.POST)
    if form.is_valid():
        try:
            edit_comment(
                comment, actor=request.user, now=timezone.now(), **form.cleaned_data
            )
        except DeskError as refusal:
            put_refusal(form, refusal)
        else:
            return redirect(f"{find_home(comment)}#comments")
    return render(request, "comments/again.html", {**context, "form": form}, status=409)


def find_comment(request: DeskRequest, public_id: str) -> Comment:
    """Give a comment that this person may read, or 404."""
    rows = Comment.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related(
            "article__current", "claim", "evidence__source", "sentence", "by"
        ),
        public_id=public_id,
    )


def find_home(comment: Comment) -> str:
    """Give the address of the page that shows the comment."""
    if comment.claim is not None:
        home = reverse("claim-comments", args=[comment.claim.public_id])
        cited = comment.evidence
        return f"{home}?evidence={cited.public_id}" if cited else home
    place = find_place(comment)
    if place is None:
        return reverse("article-comments", args=[comment.article.public_id])
    return reverse("sentence-comments", args=[comment.article.public_id, place.index])
