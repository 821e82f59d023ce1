"""The board of articles, and the reading desk of one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Article
from claims.web.clearance import describe_clearance
from claims.web.correcting import MakeForm, describe_marking
from claims.web.pages import take_page
from claims.web.query import read_key
from claims.web.reading_desk import read_desk
from claims.web.requests import DeskRequest

PAGE = 30


@login_required
@require_safe
def show_board(request: DeskRequest) -> HttpResponse:
    """Articles, newest first, each with how far its checking has come."""
    articles = Article.objects.visible_to(request.user).for_list()
    page = take_page(articles, after=read_key(request, "after"), size=PAGE)
    return render(request, "articles/board.html", {"page": page})


@login_required
@require_safe
def show_article(request: DeskRequest, public_id: str) -> HttpResponse:
    """The text with its claims marked, and the claims in reading order."""
    return render_article(request, public_id)


def render_article(
    request: DeskRequest, public_id: str, *, make_form: MakeForm | None = None
) -> HttpResponse:
    """Render the page; a refused `make_form` keeps what was typed.

    Raises:
        Http404: there is none that this person may open.
    """
    articles = Article.objects.visible_to(request.user)
    article = get_object_or_404(
        articles.select_related("current__created_by", "created_by"), public_id=public_id
    )
    context = read_desk(article, request.user)
    context |= describe_clearance(
        article,
        claims=context.pop("standing"),
        sentences=context.pop("sentences"),
        evidence=context.pop("evidence"),
    )
    context |= describe_marking(article, request.user)
    if make_form is not None:
        context["make_form"] = make_form
    status = 409 if make_form else 200
    return render(request, "articles/article.html", context, status=status)
