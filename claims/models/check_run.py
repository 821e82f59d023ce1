"""Runs of visits that a person asked for, and the outcomes of days gone by."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.article import Article
from claims.models.public_id import make_public_id
from claims.models.source import OutcomeClass, Source

if TYPE_CHECKING:
    from claims.models.user import User


class CheckRunQuerySet(models.QuerySet["CheckRun"]):
    """Access to runs."""

    def visible_to(self, user: "User") -> Self:
        """Runs `user` may know of: a restricted article's are its team's."""
        rows = self if user.is_active else self.none()
        return rows.filter(
            Q(article__isnull=True) | Q(article__in=Article.objects.visible_to(user))
        )


class CheckRun(models.Model):
    """Sources that somebody asked to be visited together. How far it has come is read
    from the sources, so a killed worker leaves nothing hanging."""

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    article = models.ForeignKey(
        Article, null=True, on_delete=models.PROTECT, related_name="check_runs"
    )
    about = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveIntegerField(default=0)

    objects = CheckRunQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"run {self.public_id}"


class CheckRunSource(models.Model):
    """That a source is in a run."""

    run = models.ForeignKey(CheckRun, on_delete=models.CASCADE, related_name="members")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("run", "source"), name="run_source_once"),
        )

    def __str__(self) -> str:
        return f"{self.source_id} in {self.run_id}"


class OutcomeDay(models.Model):
    """How many visits of one day (UTC) came to one class. Made from link checks, and made
    again from them at any time."""

    day = models.DateField()
    outcome = models.CharField(max_length=24, choices=OutcomeClass)
    visits = models.PositiveIntegerField()

    class Meta:
        ordering = ("day", "outcome")
        constraints = (
            models.UniqueConstraint(fields=("day", "outcome"), name="outcome_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.outcome}: {self.visits}"
