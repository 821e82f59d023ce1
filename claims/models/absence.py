"""Who is away, and from when to when."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.public_id import make_public_id


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Who is away when."""

    def on(self, day: date) -> Self:
        """Absences that hold on `day` and were not called off."""
        return self.filter(starts_on__lte=day, ends_on__gte=day, ended_at__isnull=True)


class Absence(models.Model):
    """A person is away from `starts_on` to `ends_on`, both inclusive."""

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=200, blank=True, default="")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="Called off.")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "-pk")
        indexes = (models.Index(fields=("person", "ends_on"), name="absence_person"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="absence_span"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} away {self.starts_on} to {self.ends_on}"
