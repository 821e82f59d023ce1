"""A file cited as a source: a PDF or an image, its bytes kept in the evidence store."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.source import Source


class SourceFile(models.Model):
    """What was handed in for one source, addressed by its SHA-256.

    `media_type` is what the bytes are, whatever the upload called itself. The text of a
    PDF is a `PageText`, named by the source's `text_sha256` once a worker has read it.
    """

    class MediaType(models.TextChoices):
        PDF = "application/pdf", "PDF"
        PNG = "image/png", "PNG"
        JPEG = "image/jpeg", "JPEG"
        GIF = "image/gif", "GIF"
        WEBP = "image/webp", "WebP"

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="file")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=40, choices=MediaType)
    name = models.CharField(max_length=200, help_text="As it was called when handed in.")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("sha256",), name="source_file_sha256"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    media_type__in=(
                        "application/pdf", "image/png", "image/jpeg", "image/gif",
                        "image/webp",
                    )
                ),
                name="source_file_media_type",
            ),
        )  # fmt: skip
        triggers = (
            pgtrigger.Protect(
                name="source_file_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        """Whether it is to be looked at rather than read."""
        return self.media_type.startswith("image/")
