"""What each visit to a source saw. Append-only: the database refuses change and removal."""

import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.source import OutcomeClass, Source


class LinkCheck(models.Model):
    """One visit to one source's URL.

    `lease` is the lease under which it was made: a lease writes at most one row a source,
    so a task that runs twice cannot record a visit twice. `passages` lists
    {evidence, state, now, changes} for each passage that was looked for.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="link_checks")
    lease = models.CharField(max_length=36)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=24, choices=OutcomeClass)
    alive = models.BooleanField(null=True)
    reasons = models.JSONField(default=list)
    http_status = models.PositiveIntegerField(default=0)
    final_url = models.TextField(blank=True, default="")
    chain = models.JSONField(default=list)
    soft_404 = models.BooleanField(default=False)
    passages = models.JSONField(default=list)
    drift = models.CharField(max_length=8, blank=True, default="")
    drift_changes = models.JSONField(default=list)
    title = models.CharField(max_length=500, blank=True, default="")
    body_sha256 = models.CharField(max_length=64, blank=True, default="")
    text_sha256 = models.CharField(max_length=64, blank=True, default="")
    etag = models.CharField(max_length=500, blank=True, default="")
    last_modified = models.CharField(max_length=100, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)
    elapsed_ms = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("source", "-at"), name="check_newest"),
            BrinIndex(fields=("at",), name="check_days"),  # written in order of time
        )
        constraints = (
            models.UniqueConstraint(fields=("source", "lease"), name="check_once_a_lease"),
            models.CheckConstraint(
                condition=Q(outcome__in=OutcomeClass.values), name="check_outcome"
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="check_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%Y-%m-%d %H:%M}"


class PageText(models.Model):
    """A main text that some visit saw, kept once per content, for passages and diffs."""

    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    first_seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]


class Alarm(models.Model):
    """A fact that asks for a claim to be looked at again; it never changes a verdict.

    A dismissed alarm is not raised again for the same `content` (what the page said).
    """

    class Cause(models.TextChoices):
        PASSAGE_ALTERED = "passage_altered", _("Passage Altered")
        PASSAGE_MISSING = "passage_missing", _("Passage Missing")
        SOURCE_GONE = "source_gone", _("Source Gone")
        SOURCE_DRIFTED = "source_drifted", _("Source Drifted")
        TEXT_EDITED = "text_edited", _("Text Edited")
        VERDICT_EXPIRED = "verdict_expired", _("Verdict Expired")
        CORRECTION_ASKED = "correction_asked", _("Correction Asked")

    claim = models.ForeignKey("Claim", on_delete=models.PROTECT, related_name="alarms")
    evidence = models.ForeignKey(
        "Evidence", null=True, on_delete=models.PROTECT, related_name="alarms"
    )
    link_check = models.ForeignKey(
        LinkCheck, null=True, on_delete=models.PROTECT, related_name="alarms"
    )
    cause = models.CharField(max_length=20, choices=Cause)
    detail = models.TextField(blank=True, default="")
    content = models.CharField(max_length=64, blank=True, default="")
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        "User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_how = models.CharField(max_length=12, blank=True, default="")
    settled_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("-raised_at", "-pk")
        indexes = (BrinIndex(fields=("raised_at",), name="alarm_days"),)
        constraints = (
            models.UniqueConstraint(
                fields=("claim", "evidence", "cause", "content"),
                nulls_distinct=False,
                name="alarm_once_a_content",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cause} on {self.claim_id}"
