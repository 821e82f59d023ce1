"""Reasons that a newsroom gives again and again, offered where a verdict is written."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.public_id import make_public_id
from claims.models.rating import Rating


class CannedRationale(models.Model):
    """One wording. Versioned: changing one adds a row and retires the old one."""

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    name = models.CharField(max_length=80)
    text = models.TextField()
    rating = models.ForeignKey(
        Rating,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: for any verdict.",
    )
    version = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("rating__order", "name", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                condition=Q(retired_at__isnull=True),
                name="canned_rationale_one_of_a_name",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"
