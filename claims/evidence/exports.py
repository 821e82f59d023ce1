"""Captures as pages for a WARC file: of a source, a claim or a whole article."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from claims.errors import BadInput
from claims.evidence.reads import note_evidence, note_source
from claims.linkcheck.capture_store import CaptureLost, read_body
from claims.linkcheck.warc import CapturedPage, LostPage, stream_warc
from claims.models import Article, Capture, Claim, Evidence, Source, User


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


def export_evidence(
    about: Source | Claim | Article, *, reader: User, now: datetime
) -> Iterator[bytes]:
    """Yield what was captured for `about` as a WARC file, as far as `reader` may know it.

    `about` was found among what is open to the reader. Confidential sources are in it by
    clearance alone, and then it is a reading: it is noted before the first byte.
    """
    if isinstance(about, Source):
        note_source(about, actor=reader, now=now)
        captures = find_captures(source=about.public_id, confidential=reader.clearance)
        return stream_warc(read_or_miss(captures), title=f"source {about.public_id}")
    rows = Evidence.objects.visible_to(reader).standing().select_related("source")
    if isinstance(about, Claim):
        wanted, article, name = {"claim": about.public_id}, about.article, "claim"
        rows = rows.filter(claim=about)
    else:
        wanted, article, name = {"article": about.public_id}, about, "article"
        rows = rows.filter(claim__article=about)
    note_evidence(rows, actor=reader, now=now, article=article)
    captures = find_captures(**wanted, confidential=reader.clearance)
    return stream_warc(read_or_miss(captures), title=f"{name} {about.public_id}")


def read_pages(captures: QuerySet[Capture]) -> Iterator[CapturedPage]:
    """Give each capture with its body, read when its turn comes.

    Raises:
        CaptureLost: a body is not in the store, or is not what was kept.
    """
    for row in captures.iterator(chunk_size=50):
        yield read_page(row)


def read_or_miss(captures: QuerySet[Capture]) -> Iterator[CapturedPage | LostPage]:
    """Give each capture with its body, read when its turn comes, or that it is lost."""
    for row in captures.iterator(chunk_size=50):
        try:
            yield read_page(row)
        except CaptureLost:
            yield LostPage(row.source.url, row.final_url, row.at, row.sha256)


def read_page(row: Capture) -> CapturedPage:
    """Give one capture with its body.

    Raises:
        CaptureLost: the body is not in the store, or is not what was kept.
    """
    return CapturedPage(
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
