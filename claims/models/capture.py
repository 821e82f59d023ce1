"""The stored, hashed copy of what a visit saw. The bytes lie in the evidence store."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models.link_check import LinkCheck
from claims.models.source import Source


class Capture(models.Model):
    """One body, kept once per content and source; addressed by its SHA-256.

    `headers` are those of the last hop as received; `chain` the hops before it. The body
    is in the evidence store, compressed by zstd, at `place` (a pack and where in it) or in
    a file of its own where that is empty; `size` counts its own bytes.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="captures")
    link_check = models.OneToOneField(
        LinkCheck, on_delete=models.PROTECT, related_name="capture"
    )
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=120, blank=True, default="")
    size = models.PositiveBigIntegerField()
    truncated = models.BooleanField(default=False)
    content_type = models.CharField(max_length=200, blank=True, default="")
    http_status = models.PositiveIntegerField()
    final_url = models.TextField()
    headers = models.JSONField(default=dict)
    chain = models.JSONField(default=list)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("sha256",), name="capture_sha256"),)
        constraints = (
            models.UniqueConstraint(fields=("source", "sha256"), name="capture_once"),
            models.CheckConstraint(condition=~Q(sha256=""), name="capture_sha256_given"),
        )
        triggers = (
            pgtrigger.Protect(
                name="capture_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.at:%Y-%m-%d %H:%M}"


class Memento(models.Model):
    """A copy in a public web archive: found there, or asked for, and its outcome."""

    class State(models.TextChoices):
        FOUND = "found", pgettext_lazy("copy", "Found")
        ASKED = "asked", _("Asked")
        SAVED = "saved", _("Saved")
        FAILED = "failed", _("Failed")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="mementos")
    state = models.CharField(max_length=8, choices=State)
    url = models.TextField(blank=True, default="")
    taken_at = models.DateTimeField(null=True)
    job = models.CharField(max_length=200, blank=True, default="")
    detail = models.TextField(blank=True, default="")
    passages = models.JSONField(default=list, help_text="How cited passages stand in it.")
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("found", "asked", "saved", "failed")),
                name="memento_state",
            ),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.url[:60]}"
