"""The queue: work in tabs, narrowed by facets in the address, counted as it is listed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import Article, Claim, Kind, SavedFilter
from claims.models.claim import ClaimQuerySet
from claims.web.bulk import describe_bulk
from claims.web.narrowing import narrow
from claims.web.pages import Page, take_page
from claims.web.query import read_key
from claims.web.queue_tabs import (
    KEYS,
    TABS,
    count_some,
    count_tabs,
    filter_tab,
    is_long,
    take_some,
)
from claims.web.requests import DeskRequest
from claims.web.undoing import offer_done
from claims.web.urgency import RANKED, dress_ranked, rank_claims

PAGE = 25


@login_required
@require_safe
def show_queue(request: DeskRequest) -> HttpResponse:
    """One tab of the queue, a page of it, with its facets and every tab's count."""
    tab = read_key(request, "tab")
    tab = tab if tab in KEYS else KEYS[0]
    claims = Claim.objects.visible_to(request.user)
    listed = filter_tab(claims, tab, request.user)
    narrowed = narrow(listed, request.GET.dict())
    counts = count_tabs(request.user)
    context = {
        "tabs": [(one, counts[one.key]) for one in TABS],
        "tab": next(one for one in TABS if one.key == tab),
        "n_listed": counts[tab] if narrowed is listed else count_some(narrowed),
        **take_rows(narrowed, request),
        "n_tab": counts[tab],
        "n_mine": counts["mine"],
        "query": request.GET.urlencode(),
        "last_act": offer_done(read_key(request, "done"), request.user),
        **list_facets(listed, request, long=is_long(counts[tab])),
        **describe_bulk(request.user),
        "saved": list(SavedFilter.objects.offered_to(request.user)),
    }
    return render(request, "claims/queue.html", context)


def take_rows(claims: ClaimQuerySet, request: DeskRequest) -> dict[str, Any]:
    """Give a page of the list: the most urgent first, or by age where that is asked for."""
    if read_key(request, "order") == "oldest" or read_key(request, "after"):
        page = take_page(
            claims.for_queue(),
            after=read_key(request, "after"),
            size=PAGE,
            oldest_first=True,
        )
        return {"page": page, "by_age": True}
    ranked = rank_claims(claims, now=timezone.now())
    number = int(read_key(request, "page") or 1) if has_number(request) else 1
    part = ranked[(number - 1) * PAGE : number * PAGE]
    rows = claims.for_queue().filter(pk__in=[key for key, _ in part])
    return {
        "page": Page(dress_ranked(list(rows), part), "", number == 1),
        "more": number + 1 if len(ranked) > number * PAGE else None,
        "earlier": number - 1 if number > 1 else None,
        "rest": len(ranked) == RANKED,
    }


def has_number(request: DeskRequest) -> bool:
    """Say whether the address names a page of the ranked list."""
    number = read_key(request, "page")
    return number.isdigit() and 0 < int(number) <= RANKED // PAGE


def list_facets(
    claims: ClaimQuerySet, request: DeskRequest, *, long: bool
) -> dict[str, Any]:
    """Give the facets of a tab: kinds and articles with their counts, and what is chosen.

    Each count is of the tab, narrowed by the other facet only, so that choosing it gives
    that many. Of a long tab only the first MOST claims are counted: at least that many.
    """
    kind, article = read_key(request, "kind"), read_key(request, "article")
    of_article = claims.filter(article__public_id=article) if article else claims
    of_kind = claims.filter(kind=kind) if kind in Kind.values else claims
    of_kinds = take_some(of_article, long=long).values_list("kind")
    kinds = [(key, Kind(key).label, n) for key, n in of_kinds.annotate(n=Count("pk"))]
    articles = take_some(of_kind, long=long).values_list(
        "article__public_id", "article__title"
    )
    mine = Article.objects.visible_to(request.user)
    chosen = mine.filter(public_id=article).first() if article else None
    return {
        "kinds": sorted(kinds, key=lambda row: -row[2]),
        "articles": articles.annotate(n=Count("pk")).order_by("-n", "article")[:12],
        "is_long": long,
        "kind": kind if kind in Kind.values else "",
        "kind_label": Kind(kind).label if kind in Kind.values else "",
        "article": chosen,
    }
