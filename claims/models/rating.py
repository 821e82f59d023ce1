"""The rating scale: rows the newsroom can edit."""

from django.db import models
from django.db.models import Q

from claims.models.loading import QuickModel


class Rating(QuickModel):
    """One step of the scale. `clears` says whether a claim so rated may stand in print."""

    code = models.SlugField(max_length=24, unique=True)
    label = models.CharField(max_length=60)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    mark = models.CharField(max_length=24, help_text="Which of the eight shapes.")
    meaning = models.CharField(max_length=300)
    clears = models.BooleanField()
    order = models.PositiveSmallIntegerField()
    active = models.BooleanField(default=True)
    shelf_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How long such a verdict holds; empty: as policy."
    )

    class Meta:
        ordering = ("order",)
        constraints = (
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=5),
                name="rating_value",
            ),
        )

    def __str__(self) -> str:
        return self.label
