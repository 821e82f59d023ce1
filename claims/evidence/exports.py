"""Captures as pages for a WARC file: of a source, a claim or a whole article."""

from collections.abc import Iterator

from django.db.models import QuerySet

from claims.errors import BadInput
from claims.linkcheck.capture_store import read_body
from claims.linkcheck.warc import CapturedPage
from claims.models import Article, Capture, Claim, Evidence, Source


def find_captures(
    *, source: str = "", claim: str = "", article: str = "", confidential: bool = False
) -> QuerySet[Capture]:
    """Give the captures of what is cited there, oldest first; arguments are public ids.

    Confidential sources are left out unless asked for by name of the flag.

    Raises:
        BadInput: there is no such source, claim or article.
    """
    if source:
        sources = Source.objects.filter(public_id=source)
        known = sources.exists()
    else:
        cited = Evidence.objects.standing()
        if claim:
            known = Claim.objects.filter(public_id=claim).exists()
            cited = cited.filter(claim__public_id=claim)
        else:
            known = Article.objects.filter(public_id=article).exists()
            cited = cited.filter(claim__article__public_id=article)
        sources = Source.objects.filter(pk__in=cited.values("source_id"))
    if not known:
        raise BadInput(f"There is no “{source or claim or article}” here.")
    if not confidential:
        sources = sources.filter(confidential=False)
    rows = Capture.objects.filter(source__in=sources)
    return rows.select_related("source", "link_check").order_by("at", "pk")


def read_pages(captures: QuerySet[Capture]) -> Iterator[CapturedPage]:
    """Give each capture with its body, read when its turn comes.

    Raises:
        CaptureLost: a body is not in the store, or is not what was kept.
    """
    for row in captures.iterator(chunk_size=50):
        yield CapturedPage(
            url=row.source.url,
            final_url=row.final_url,
            at=row.at,
            status=row.http_status,
            headers=row.headers,
            body=read_body(row.sha256, place=row.place),
            sha256=row.sha256,
            truncated=row.truncated,
            chain=row.chain,
            about={
                "source": row.source.public_id,
                "source-title": row.source.title,
                "outcome": row.link_check.outcome,
            },
        )
