"""What readers say is wrong with a published check, and what the desk made of it."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.public_id import make_public_id
from claims.models.publication import Publication

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from claims.models.user import User


class CorrectionRequestQuerySet(models.QuerySet["CorrectionRequest"]):
    """Access to what readers asked."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Requests about claims that `user` may open."""
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def open(self) -> Self:
        """Requests nobody has settled."""
        return self.filter(state=CorrectionRequest.State.OPEN)


class CorrectionRequest(models.Model):
    """One reader's request. `email` is confidential; the status link is kept as a digest.

    `answer` is what the desk tells the reader; a settled request never changes again.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="correction_requests"
    )
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="+", help_text="What was read."
    )
    wrong = models.TextField(help_text="What the reader says is wrong.")
    shown_by = models.CharField(
        max_length=2000, blank=True, default="", help_text="Where it can be seen."
    )
    email = models.CharField(max_length=254, blank=True, default="")  # lower case
    link_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True, default="")
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("state", "id"), name="request_state"),)
        constraints = (
            models.CheckConstraint(condition=~Q(wrong=""), name="request_says_what"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True)
                | (
                    Q(state__in=("accepted", "declined"), settled_at__isnull=False)
                    & ~Q(answer="")
                ),
                name="request_settled_has_answer",
            ),
        )
        triggers = (
            pgtrigger.ReadOnly(
                name="request_fixed",
                fields=[
                    "public_id", "claim", "publication", "wrong", "shown_by", "email",
                    "link_digest", "asked_at",
                ],
            ),
            pgtrigger.Protect(
                name="request_settled_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__settled_at__isnull=False),
            ),
            pgtrigger.Protect(name="request_kept", operation=pgtrigger.Delete),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"request {self.public_id}"
