"""Making a verdict public, taking it back, putting it right."""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from claims.errors import BadInput, TransitionRefused
from claims.models import (
    Alarm,
    Claim,
    Correction,
    CorrectionUse,
    Evidence,
    Publication,
    User,
    Verdict,
)
from claims.publishing.claimreview import (
    Checked,
    CitedSource,
    build_claimreview,
    write_document,
)
from claims.workflow import advance_claim, lock_claim, raise_alarm, write_trail
from claims.workflow.access import require
from claims.workflow.sameness import find_uses


@transaction.atomic
def publish_claim(
    claim: Claim, *, actor: User, now: datetime, reason: str = ""
) -> Publication:
    """Publish the claim's newest verdict; the exact document served is stored.

    Where an earlier publication stands with another verdict, it is replaced and a
    correction binds the two; `reason` is what readers are told and must be given.

    Raises:
        NotAllowed: the actor is no editor.
        TransitionRefused: the claim is not decided.
        BadInput: a correction without a reason.
    """
    require("publish", actor, claim)
    stored = lock_claim(claim)
    if stored.status != Claim.Status.DECIDED:
        raise TransitionRefused("Only a decided claim can be published.")
    verdict = stored.verdicts.select_related("rating").order_by("-pk")[0]
    old = stored.publications.filter(is_current=True).first()
    corrects = old is not None and old.verdict_id != verdict.pk
    if corrects and not reason.strip():
        raise BadInput("Tell readers what was put right.", field="reason")
    if old is not None:
        Publication.objects.filter(pk=old.pk).update(is_current=False)
    note = reason.strip() if corrects else ""
    new = write_publication(stored, verdict, actor=actor, now=now, correction=note)
    if old is not None and corrects:
        bound = Correction.objects.create(
            claim=stored, old=old, new=new, reason=note, at=now, by=actor
        )
        bind_uses(bound)
    advance_claim(
        stored,
        to=Claim.Status.PUBLISHED,
        actor=actor,
        now=now,
        reason=note,
        after={"document": new.sha256, "corrects": old.sha256 if corrects and old else ""},
    )
    claim.refresh_from_db()
    return new


def bind_uses(correction: Correction) -> None:
    """Bind the correction to every place where the assertion stands now."""
    uses = [
        CorrectionUse(correction=correction, claim=use, anchor=use.anchor)
        for use in find_uses(correction.claim)
        if use.anchor is not None
    ]
    CorrectionUse.objects.bulk_create(uses)


def write_publication(
    claim: Claim, verdict: Verdict, *, actor: User, now: datetime, correction: str
) -> Publication:
    """Write the document and what the page shows beside it."""
    cited = [
        row
        for row in Evidence.objects.standing().filter(claim=claim).select_related("source")
        if not row.source.confidential
    ]
    checked = read_checked(claim, verdict, cited, now=now, correction=correction)
    document = write_document(build_claimreview(checked))
    return Publication.objects.create(
        claim=claim,
        verdict=verdict,
        document=document,
        sha256=hashlib.sha256(document.encode()).hexdigest(),
        page=describe_page(claim, cited),
        published_by=actor,
        published_at=now,
    )


def read_checked(
    claim: Claim,
    verdict: Verdict,
    cited: list[Evidence],
    *,
    now: datetime,
    correction: str,
) -> Checked:
    """Gather what the document says."""
    article = claim.article
    return Checked(
        url=settings.SITE_URL + reverse("check", args=[claim.public_id]),
        claim=claim.quote,
        rating_label=verdict.rating.label,
        rating_value=verdict.rating.value,
        rationale=verdict.rationale,
        organisation=settings.NEWSROOM,
        organisation_url=settings.SITE_URL + "/",
        article_title=article.title,
        article_author=article.byline,
        article_published=article.published_on,
        article_url=article.source_url,
        as_of=verdict.as_of,
        published_at=now,
        language=article.language,
        sources=[
            CitedSource(str(row.source), row.source.url, row.source.publisher)
            for row in cited
        ],
        correction=correction,
    )


def describe_page(claim: Claim, cited: list[Evidence]) -> dict[str, Any]:
    """Give what the public page shows beside the document, frozen with it."""
    anchor = claim.anchor
    return {
        "quote": claim.quote,
        "prefix": anchor.prefix if anchor else "",
        "suffix": anchor.suffix if anchor else "",
        "kind": claim.kind,
        "evidence": [
            {
                "title": str(row.source),
                "url": row.source.url,
                "publisher": row.source.publisher,
                "stance": row.stance,
                "passage": row.passage,
                "locator": row.locator,
            }
            for row in cited
        ],
    }


@transaction.atomic
def withdraw_publication(
    claim: Claim, *, actor: User, now: datetime, reason: str
) -> Publication:
    """Take the current publication back; the claim stays decided, the page says withdrawn.

    Raises:
        NotAllowed: the actor is no editor.
        BadInput: no reason was given.
        TransitionRefused: the claim is not published.
    """
    require("withdraw", actor, claim)
    if not reason.strip():
        raise BadInput("Tell readers why it is withdrawn.", field="reason")
    stored = lock_claim(claim)
    if stored.status != Claim.Status.PUBLISHED:
        raise TransitionRefused("Only a published claim can be withdrawn.")
    current = stored.publications.select_for_update().get(is_current=True)
    current.is_current, current.withdrawn_at = False, now
    current.withdrawn_by, current.withdrawn_reason = actor, reason.strip()
    current.save(
        update_fields=("is_current", "withdrawn_at", "withdrawn_by", "withdrawn_reason")
    )
    advance_claim(
        stored, to=Claim.Status.DECIDED, actor=actor, now=now, reason=reason.strip()
    )
    claim.refresh_from_db()
    return current


@transaction.atomic
def ask_correction(claim: Claim, *, actor: User, now: datetime, reason: str) -> Claim:
    """Accept that a settled claim must be looked at again; it goes to recheck.

    Raises:
        NotAllowed: the actor is no editor.
        BadInput: no reason was given.
        TransitionRefused: the claim is neither decided nor published.
    """
    require("ask_correction", actor, claim)
    if not reason.strip():
        raise BadInput("Say what may be wrong.", field="reason")
    if claim.status not in (Claim.Status.DECIDED, Claim.Status.PUBLISHED):
        raise TransitionRefused("Only a decided or published claim can be corrected.")
    write_trail(claim, "ask_correction", actor=actor, now=now, reason=reason.strip())
    raise_alarm(
        claim,
        cause=Alarm.Cause.CORRECTION_ASKED,
        actor=actor,
        now=now,
        detail=reason.strip(),
        content=hashlib.sha256(f"{now.isoformat()} {reason}".encode()).hexdigest(),
    )
    claim.refresh_from_db()
    return claim
