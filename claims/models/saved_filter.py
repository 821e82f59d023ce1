"""Lists of the queue that a person, or the whole desk, comes back to."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.public_id import make_public_id

if TYPE_CHECKING:
    from claims.models.user import User


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    """Access to saved lists."""

    def offered_to(self, user: "User") -> Self:
        """The person's own lists, and those the chief gave to everybody."""
        return self.filter(Q(owner=user) | Q(shared=True))


class SavedFilter(models.Model):
    """A name for one query string of the queue: tab and facets, nothing else."""

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_filters"
    )
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=300)
    shared = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("owner", "name"), name="saved_filter_name"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_filter_named"),
        )

    def __str__(self) -> str:
        return self.name
