"""That a version was cleared for print, by whom, and over which objections."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.article import ArticleVersion
from claims.models.claim import Claim


class Clearance(models.Model):
    """One clearing of one version. Append-only: whether it still holds is the article's
    status, which any reopened claim, waiver taken back, query or new version resets.

    `overridden` lists the blockers the chief set aside as {code, detail, subject, key};
    `key` names the exact state of the subject, so that an override never covers more.
    """

    version = models.ForeignKey(
        ArticleVersion, on_delete=models.PROTECT, related_name="clearances"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    overridden = models.JSONField(default=list)
    override_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(overridden=[]) | ~Q(override_reason=""),
                name="clearance_override_has_reason",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="clearance_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            ),
        )

    def __str__(self) -> str:
        return f"clearance of {self.version}"


class Cut(models.Model):
    """An editor's word that an orphaned claim's sentence was cut on purpose."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="cuts")
    version = models.ForeignKey(ArticleVersion, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="cut_has_reason"),
        )
        triggers = (
            pgtrigger.Protect(
                name="cut_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"cut of {self.claim_id}"
