"""What a claim needs before it may be decided: rows, so that the chief can change them."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Policy(models.Model):
    """One set of requirements for a kind or a risk flag; the strictest of those that apply
    counts. Versioned: changing one adds a row and retires the old one."""

    kind = models.CharField(max_length=16, blank=True, default="", help_text="Empty: all.")
    risk = models.CharField(max_length=16, blank=True, default="", help_text="Empty: all.")
    min_sources = models.PositiveSmallIntegerField(default=1)
    primary_required = models.BooleanField(default=False)
    independent_secondary = models.PositiveSmallIntegerField(
        default=0, help_text="Where no source is primary: how many independent ones."
    )
    two_reviewers = models.BooleanField(default=True)
    capture_days = models.PositiveSmallIntegerField(null=True, blank=True)
    locator_required = models.BooleanField(default=False)
    shelf_days = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    active = models.BooleanField(default=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("kind", "risk", "-version")
        verbose_name_plural = "policies"
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "risk"), condition=Q(active=True), name="policy_one_active"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind or 'every kind'}, {self.risk or 'every risk'} v{self.version}"
