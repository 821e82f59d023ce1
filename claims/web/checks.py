"""What the public reads: the checks, each with the exact document served with it."""

from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from claims.models import Claim, Correction, Kind, Publication, Rating
from claims.web.pages import take_page
from claims.web.query import read_key

PAGE = 30
RECORD = 50
for_a_minute = cache_control(public=True, max_age=60)


@require_safe
@for_a_minute
@conditional_page
def list_checks(request: HttpRequest) -> HttpResponse:
    """Current publications, newest first, of one kind and with one verdict if so asked."""
    ratings = list(Rating.objects.filter(active=True))
    kind, rating = read_key(request, "kind"), read_key(request, "verdict")
    kind = kind if kind in Kind.values else ""
    rating = rating if rating in {one.code for one in ratings} else ""
    asked = {"claim__kind": kind, "verdict__rating__code": rating}
    current = (
        Publication.objects.filter(is_current=True)
        .filter(**{name: value for name, value in asked.items() if value})
        .select_related("claim__article", "verdict__rating")
        .annotate(public_id=F("claim__public_id"))
    )
    after = read_key(request, "after")
    place = Publication.objects.filter(is_current=True, claim__public_id=after)
    page = take_page(current, after=after, size=PAGE, among=place)
    context = {
        "page": page,
        "kinds": Kind.choices,
        "kind": kind,
        "ratings": ratings,
        "rating": rating,
    }
    return render(request, "checks/checks.html", context)


@require_safe
@for_a_minute
@conditional_page
def show_check(request: HttpRequest, public_id: str) -> HttpResponse:
    """The permalink: verdict, rationale, sources, corrections; 410 once withdrawn."""
    publication = find_publication(public_id)
    claim = publication.claim
    history = Correction.objects.filter(claim=claim).select_related(
        "old__verdict__rating", "new__verdict__rating"
    )
    context = {
        "claim": claim,
        "article": claim.article,
        "publication": publication,
        "verdict": publication.verdict,
        "corrections": list(history[:RECORD]),
        "record": list(
            claim.publications.select_related("verdict__rating").order_by("-pk")[:RECORD]
        ),
        "scale": Rating.objects.filter(active=True),
        "in_doubt": is_in_doubt(claim),
        "cited": group_cited(publication.page["evidence"]),
    }
    if publication.withdrawn_at:
        return render(request, "checks/withdrawn.html", context, status=410)
    return render(request, "checks/check.html", context)


@require_safe
@for_a_minute
@conditional_page
def give_document(_request: HttpRequest, public_id: str) -> HttpResponse:
    """The ClaimReview as stored, byte for byte."""
    publication = find_publication(public_id)
    if publication.withdrawn_at:
        return HttpResponse("{}", status=410, content_type="application/ld+json")
    return HttpResponse(publication.document, content_type="application/ld+json")


def is_in_doubt(claim: Claim) -> bool:
    """Say whether a fact behind the claim's verdict changed, so that readers are told."""
    return claim.status == Claim.Status.RECHECK


def group_cited(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each source of a publication once, with every place it is cited for; its stance
    where all of them agree."""
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        key = row["url"], row["title"], row.get("publisher", "")
        found.setdefault(key, []).append(row)
    return [
        {
            "source": places[0],
            "places": places,
            "stance": places[0]["stance"]
            if len(set(map(read_stance, places))) == 1
            else "",
        }
        for places in found.values()
    ]


def read_stance(row: dict[str, Any]) -> str:
    """Give what a frozen citation does to the claim."""
    return str(row["stance"])


def find_publication(public_id: str) -> Publication:
    """Give the current publication of a claim, else its last, withdrawn one.

    Raises:
        Http404: the claim was never published.
    """
    rows = Publication.objects.select_related("claim__article", "verdict__rating")
    claim = get_object_or_404(Claim.objects.only("pk"), public_id=public_id)
    publication = rows.filter(claim=claim).order_by("-is_current", "-pk").first()
    if publication is None:
        raise Http404
    return publication
