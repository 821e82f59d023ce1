"""What was captured of a source, a claim's or an article's evidence, as WARC files."""

from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from claims.evidence.exports import export_evidence
from claims.models import Article, Claim, Source
from claims.web.claim_desk import find_claim
from claims.web.clearance import find_article
from claims.web.downloads import stream_over
from claims.web.requests import DeskRequest
from claims.web.sources import find_source


@login_required
@require_GET
def give_for_source(request: DeskRequest, public_id: str) -> StreamingHttpResponse:
    """Every capture of the source."""
    return give_warc(request, find_source(request, public_id))


@login_required
@require_GET
def give_for_claim(request: DeskRequest, public_id: str) -> StreamingHttpResponse:
    """Every capture of what is cited for the claim, as far as this person may know it."""
    return give_warc(request, find_claim(request, public_id))


@login_required
@require_GET
def give_for_article(request: DeskRequest, public_id: str) -> StreamingHttpResponse:
    """Every capture of what is cited in the article, as far as this person may know it."""
    return give_warc(request, find_article(request, public_id))


def give_warc(
    request: DeskRequest, about: Source | Claim | Article
) -> StreamingHttpResponse:
    """Give the file, written as it is sent."""
    parts = export_evidence(about, reader=request.user, now=timezone.now())
    return stream_over(parts, "application/warc", f"{about.public_id}.warc.gz")
