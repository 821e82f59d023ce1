"""Short ways to bring a claim to where a page test begins."""

from datetime import date

from django.utils import timezone

from claims.models import Claim, Evidence, Rating, Source, User
from claims.verdicts import start_review, submit_review


def cite_page(
    claim: Claim, *, by: User, url: str = "https://harbour.example/log"
) -> Evidence:
    """Cite a web page as a row, without a visit."""
    now = timezone.now()
    source, _ = Source.objects.get_or_create(
        url_key=url,
        defaults={
            "url": url,
            "title": "Harbour log",
            "host": "harbour.example",
            "created_by": by,
            "created_at": now,
            "checked_at": now,
            "outcome": "ok",
        },
    )
    return Evidence.objects.create(
        claim=claim,
        source=source,
        stance="supports",
        passage="She sailed with 412 aboard.",
        added_by=by,
        added_at=now,
    )


def review(claim: Claim, person: User, code: str, *, why: str = "The log says so.") -> None:
    """Take up a review and hand it in."""
    now = timezone.now()
    claim.refresh_from_db()
    start_review(claim, actor=person, now=now)
    submit_review(
        claim,
        actor=person,
        now=now,
        rating=Rating.objects.get(code=code),
        rationale=why,
        as_of=date(2024, 4, 2),
    )
    claim.refresh_from_db()


def decide(claim: Claim, first: User, second: User, code: str = "true") -> Claim:
    """Bring an open claim to a verdict by two agreeing reviews."""
    cite_page(claim, by=first)
    review(claim, first, code)
    review(claim, second, code)
    return claim
