"""The exact ClaimReview that was served, and the public record of a changed verdict."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.claim import Anchor, Claim
from claims.models.verdict import Verdict


class Publication(models.Model):
    """One document as the public saw it; `document` is the JSON text, byte for byte."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="publications")
    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="+")
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    page = models.JSONField(help_text="What the page shows beside it: quote, sources …")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("claim",),
                condition=Q(is_current=True),
                name="publication_one_current",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | (Q(is_current=False) & ~Q(withdrawn_reason="")),
                name="publication_withdrawn_has_reason",
            ),
        )
        triggers = (
            pgtrigger.ReadOnly(
                name="publication_document_fixed",
                fields=["claim", "verdict", "document", "sha256", "page", "published_at"],
            ),
            pgtrigger.Protect(name="publication_kept", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"publication of {self.claim_id} at {self.published_at:%Y-%m-%d %H:%M}"


class Correction(models.Model):
    """Binds an old publication to the one that put it right, and says why."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="corrections")
    old = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="corrected_by"
    )
    new = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="corrects"
    )
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_reason"),
        )
        triggers = (
            pgtrigger.Protect(
                name="correction_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"correction of {self.claim_id}"


class CorrectionUse(models.Model):
    """One place where what was put right stood when it was: the claim's own anchor, or
    that of another claim that asserts the same. Append-only."""

    correction = models.ForeignKey(
        Correction, on_delete=models.PROTECT, related_name="uses"
    )
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    anchor = models.ForeignKey(Anchor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("correction", "anchor"), name="correction_use_once"
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="correction_use_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            ),
        )

    def __str__(self) -> str:
        return f"use of {self.claim_id}"
