"""A source applied to a claim: what it is cited for, and whether it still says so."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models.claim import Claim
from claims.models.loading import QuickModel
from claims.models.public_id import make_public_id
from claims.models.source import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from claims.models.user import User


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Access to evidence."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Evidence on claims `user` may open; of confidential sources by clearance.

        Who may open the claim may know what it cites, so no more is asked of the source.
        """
        rows = self.filter(claim__in=Claim.objects.visible_to(user))
        cleared = not user.is_anonymous and user.clearance
        return rows if cleared else rows.filter(source__confidential=False)

    def standing(self) -> Self:
        """Evidence nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Evidence(QuickModel):
    """One source cited for one claim."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("Supports")
        REFUTES = "refutes", _("Refutes")
        CONTEXT = "context", _("Context")

    class PassageState(models.TextChoices):
        UNSEEN = "", _("not looked for yet")
        FOUND = "found", pgettext_lazy("passage", "Found")
        ALTERED = "altered", pgettext_lazy("passage", "Altered")
        MOVED = "moved", pgettext_lazy("passage", "Moved")
        MISSING = "missing", pgettext_lazy("passage", "Missing")

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="evidence")
    stance = models.CharField(max_length=12, choices=Stance, default=Stance.CONTEXT)
    passage = models.TextField(blank=True, default="", help_text="The exact words cited.")
    locator = models.CharField(
        max_length=200, blank=True, default="", help_text="Page, paragraph or timecode."
    )
    value_found = models.CharField(max_length=300, blank=True, default="")
    note = models.TextField(blank=True, default="")
    passage_state = models.CharField(
        max_length=12, choices=PassageState, blank=True, default=""
    )
    passage_now = models.TextField(blank=True, default="")
    passage_changes = models.JSONField(default=list)
    passage_seen_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "evidence"
        indexes = (
            GinIndex(SearchVector("passage", config="english"), name="evidence_words"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("claim", "source", "passage"),
                condition=Q(withdrawn_at__isnull=True),
                name="evidence_once",
            ),
            models.CheckConstraint(
                condition=Q(stance__in=("supports", "refutes", "context")),
                name="evidence_stance",
            ),
            models.CheckConstraint(
                condition=Q(passage_state__in=("", "found", "altered", "moved", "missing")),
                name="evidence_passage_state",
            ),
        )

    def __str__(self) -> str:
        return f"{self.stance}: {self.passage[:60]}"
