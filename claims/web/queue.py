"""The queue: work in tabs, narrowed by facets in the address, counted as it is listed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.models import Article, Claim, Kind
from claims.models.claim import ClaimQuerySet
from claims.web.pages import take_page
from claims.web.query import read_key
from claims.web.queue_tabs import KEYS, TABS, count_tabs, filter_tab
from claims.web.requests import DeskRequest

PAGE = 25


@login_required
@require_safe
def show_queue(request: DeskRequest) -> HttpResponse:
    """One tab of the queue, a page of it, with its facets and every tab's count."""
    tab = read_key(request, "tab")
    tab = tab if tab in KEYS else KEYS[0]
    claims = Claim.objects.visible_to(request.user)
    listed = filter_tab(claims, tab, request.user)
    narrowed = narrow(listed, request)
    page = take_page(
        narrowed.for_queue(),
        after=read_key(request, "after"),
        size=PAGE,
        oldest_first=True,
    )
    counts = count_tabs(claims, request.user)
    context = {
        "tabs": [(one, counts[one.key]) for one in TABS],
        "tab": next(one for one in TABS if one.key == tab),
        "page": page,
        "n_listed": counts[tab] if narrowed is listed else narrowed.count(),
        "n_tab": counts[tab],
        "n_mine": counts["mine"],
        "query": request.GET.urlencode(),
        **list_facets(listed, request),
    }
    return render(request, "claims/queue.html", context)


def narrow(claims: ClaimQuerySet, request: DeskRequest) -> ClaimQuerySet:
    """Keep what the facets in the address ask for; unknown values are passed over."""
    kind, article = read_key(request, "kind"), read_key(request, "article")
    if kind in Kind.values:
        claims = claims.filter(kind=kind)
    if article:
        claims = claims.filter(article__public_id=article)
    return claims


def list_facets(claims: ClaimQuerySet, request: DeskRequest) -> dict[str, Any]:
    """Give the facets of a tab: kinds and articles with their counts, and what is chosen.

    Each count is of the tab, narrowed by the other facet only, so that choosing it gives
    that many.
    """
    kind, article = read_key(request, "kind"), read_key(request, "article")
    of_article = claims.filter(article__public_id=article) if article else claims
    of_kind = claims.filter(kind=kind) if kind in Kind.values else claims
    kinds = of_article.order_by().values_list("kind").annotate(n=Count("pk"))
    articles = of_kind.order_by().values_list("article__public_id", "article__title")
    mine = Article.objects.visible_to(request.user)
    chosen = mine.filter(public_id=article).first() if article else None
    return {
        "kinds": sorted(
            ((key, Kind(key).label, n) for key, n in kinds), key=lambda row: -row[2]
        ),
        "articles": articles.annotate(n=Count("pk")).order_by("-n", "article")[:12],
        "kind": kind if kind in Kind.values else "",
        "kind_label": Kind(kind).label if kind in Kind.values else "",
        "article": chosen,
    }
