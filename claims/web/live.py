"""Whether a page is still as it was read: a version to compare, cheap enough to ask often.

The page asks again every few seconds while it is looked at; an unchanged version answers
304 without a body. What changed is in the page itself, which is then read once more.
"""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.db.models import Max
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.evidence.runs import count_done
from claims.models import Article, CheckRun, Claim, Evidence, Import, Source, TrailEntry
from claims.web.requests import DeskRequest

CITED = 100  # citations that a source's page shows


@login_required
@require_safe
@never_cache
def watch_article(request: DeskRequest, public_id: str) -> HttpResponse:
    """The version of an article, its claims and what was seen of its sources."""
    articles = Article.objects.visible_to(request.user).only("pk", "public_id")
    return answer_article(request, get_object_or_404(articles, public_id=public_id))


@login_required
@require_safe
@never_cache
def watch_claim(request: DeskRequest, public_id: str) -> HttpResponse:
    """The version of a claim's page: its article's, for acts elsewhere show on it too."""
    claims = Claim.objects.visible_to(request.user).select_related("article")
    claim = get_object_or_404(claims, public_id=public_id)
    return answer_article(request, claim.article)


@login_required
@require_safe
@never_cache
def watch_source(request: DeskRequest, public_id: str) -> HttpResponse:
    """The version of a source's page: its visits, and where the claims citing it stand."""
    sources = Source.objects.visible_to(request.user)
    source = get_object_or_404(sources, public_id=public_id)
    cited = Evidence.objects.visible_to(request.user).standing().filter(source=source)
    states = cited.order_by("pk").values_list("pk", "claim__status", "passage_state")
    version = f"{source.checked_at} {source.asked_at} {list(states[:CITED])}"
    return answer_version(request, version, source.checked_at)


@login_required
@require_safe
@never_cache
def watch_run(request: DeskRequest, public_id: str) -> HttpResponse:
    """The version of a run of visits: how many are done."""
    run = get_object_or_404(CheckRun.objects.visible_to(request.user), public_id=public_id)
    return answer_version(request, str(count_done(run)), timezone.now())


@login_required
@require_safe
@never_cache
def watch_import(request: DeskRequest, public_id: str) -> HttpResponse:
    """The version of an import's page: the state it is in."""
    rows = Import.objects.visible_to(request.user).only("state", "changed_at")
    row = get_object_or_404(rows, public_id=public_id)
    return answer_version(request, f"{row.state} {row.changed_at}", row.changed_at)


@login_required
@require_safe
@never_cache
def watch_desk(request: DeskRequest) -> HttpResponse:
    """The version of the lists: whether anybody, or the desk itself, did anything."""
    newest = TrailEntry.objects.order_by("-pk").values_list("pk", "at").first()
    return answer_version(request, str(newest), newest[1] if newest else None)


def answer_article(request: DeskRequest, article: Article) -> HttpResponse:
    """Answer with the version of an article that this person may open; two queries."""
    chain = TrailEntry.objects.filter(chain=article.public_id).order_by("-seq")
    newest = chain.values_list("seq", "at").first()
    cited = Source.objects.filter(
        evidence__claim__article=article, evidence__withdrawn_at__isnull=True
    )
    seen = cited.aggregate(at=Max("checked_at"))["at"]
    moments = [at for at in (newest[1] if newest else None, seen) if at]
    return answer_version(request, f"{newest} {seen}", max(moments, default=None))


def answer_version(
    request: DeskRequest, version: str, changed_at: datetime | None
) -> HttpResponse:
    """Answer 304 where the asker has this version, else when it came to be.

    The version is keyed and hashed: how much is going on elsewhere is nobody's business.
    """
    etag = salted_hmac("live", version, algorithm="sha256").hexdigest()[:20]
    if request.headers.get("If-None-Match", "").strip('"') == etag:
        answer = HttpResponse(status=304)
    else:
        at = changed_at.isoformat() if changed_at else None
        answer = JsonResponse({"changed_at": at})
    answer["ETag"] = f'"{etag}"'
    return answer
