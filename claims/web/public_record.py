"""What the public reads beside the checks: corrections, method, old documents, embeds."""

from csp.decorators import csp_replace
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import conditional_page, require_safe

from claims.models import Correction, Publication, Rating
from claims.web.checks import find_publication, is_in_doubt
from claims.web.pages import take_page
from claims.web.query import read_key

PAGE = 30
for_five_minutes = cache_control(public=True, max_age=300)


@require_safe
@for_five_minutes
@conditional_page
def list_corrections(request: HttpRequest) -> HttpResponse:
    """Every changed verdict, newest first, with what it was and why it changed."""
    rows = Correction.objects.select_related(
        "claim__article", "old__verdict__rating", "new__verdict__rating"
    ).annotate(public_id=F("new__sha256"))
    after = read_key(request, "after")
    place = Correction.objects.filter(new__sha256=after)
    page = take_page(rows, after=after, size=PAGE, among=place)
    context = {"page": page, "room": "corrections"}
    return render(request, "checks/corrections.html", context)


@require_safe
@for_five_minutes
@conditional_page
def show_method(request: HttpRequest) -> HttpResponse:
    """How the desk works, with the scale as it stands."""
    scale = Rating.objects.filter(active=True)
    return render(request, "checks/method.html", {"scale": scale, "room": "method"})


@require_safe
@for_five_minutes
@conditional_page
def give_old_document(_request: HttpRequest, public_id: str, digest: str) -> HttpResponse:
    """A ClaimReview as once served, by its digest; 410 once its check is withdrawn."""
    rows = Publication.objects.filter(claim__public_id=public_id, sha256=digest)
    publication = rows.order_by("-pk").first()
    if publication is None:
        raise Http404
    if publication.withdrawn_at or find_publication(public_id).withdrawn_at:
        return HttpResponse("{}", status=410, content_type="application/ld+json")
    return HttpResponse(publication.document, content_type="application/ld+json")


@require_safe
@for_five_minutes
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # typed for bare views
@conditional_page
def show_embed(request: HttpRequest, public_id: str) -> HttpResponse:
    """A check small enough for other sites' frames: no script, one kilobyte of style."""
    publication = find_publication(public_id)
    status = 410 if publication.withdrawn_at else 200
    context = {
        "publication": publication,
        "verdict": publication.verdict,
        "in_doubt": is_in_doubt(publication.claim),
    }
    return render(request, "checks/embed.html", context, status=status)
