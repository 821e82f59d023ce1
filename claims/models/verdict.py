"""The desk's rating of a claim. Revised by a new row, never edited."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.loading import QuickModel
from claims.models.rating import Rating


class Verdict(QuickModel):
    """What was decided, by which rule, and until when it holds."""

    class How(models.TextChoices):
        ONE_REVIEW = "one_review", _("One Review")
        AGREEMENT = "agreement", _("Agreement")
        ADJUDICATION = "adjudication", _("Adjudication")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verdicts")
    round = models.PositiveIntegerField()
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    rationale = models.TextField()
    how = models.CharField(max_length=14, choices=How)
    as_of = models.DateField()
    good_until = models.DateField(null=True)
    revises = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="revised_by"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(
                fields=("good_until",),
                condition=Q(good_until__isnull=False),
                name="verdict_shelf",
            ),
            BrinIndex(fields=("decided_at",), name="verdict_days"),
        )
        constraints = (
            models.UniqueConstraint(fields=("claim", "round"), name="verdict_one_a_round"),
        )
        triggers = (
            pgtrigger.Protect(
                name="verdict_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return str(self.rating)

    def is_stale(self, today: date) -> bool:
        """Say whether its shelf life is over."""
        return self.good_until is not None and self.good_until < today
