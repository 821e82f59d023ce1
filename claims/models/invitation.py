"""One question to somebody outside the newsroom, about one claim, by a link that ends."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.claim import Claim
from claims.models.evidence import Evidence
from claims.models.public_id import make_public_id

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from claims.models.user import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Access to invitations."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Invitations on claims that `user` may open; confidential ones by clearance."""
        rows = self.filter(claim__in=Claim.objects.visible_to(user))
        cleared = not user.is_anonymous and user.clearance
        return rows if cleared else rows.filter(confidential=False)


class Invitation(models.Model):
    """An expert's link. The secret in it is kept as a digest; `email`, in lower case, is
    for people with clearance. A link serves one answer, which then never changes."""

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="invitations")
    expert = models.CharField(max_length=200, help_text="The expert's name.")
    email = models.CharField(max_length=254, blank=True, default="")
    question = models.TextField()
    shown = models.ManyToManyField(Evidence, related_name="+", blank=True)
    confidential = models.BooleanField(
        default=False, help_text="Who answered, and what, needs clearance."
    )
    link_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, default="")
    as_evidence = models.OneToOneField(
        Evidence, null=True, on_delete=models.PROTECT, related_name="invitation"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(expert="") & ~Q(question=""), name="invitation_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="invitation_expires"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="", as_evidence__isnull=True)
                | (
                    Q(answered_at__isnull=False, as_evidence__isnull=False)
                    & Q(withdrawn_at__isnull=True)
                    & ~Q(answer="")
                ),
                name="invitation_answered_whole",
            ),
        )
        triggers = (
            pgtrigger.ReadOnly(
                name="invitation_fixed",
                fields=[
                    "public_id", "claim", "expert", "email", "question", "confidential",
                    "link_digest", "invited_by", "invited_at", "expires_at",
                ],
            ),
            pgtrigger.Protect(
                name="invitation_ends_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_at__isnull=False)
                | pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
            pgtrigger.Protect(name="invitation_kept", operation=pgtrigger.Delete),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"invitation {self.public_id}"

    def find_state(self, now: datetime) -> str:
        """Give "answered", "withdrawn", "expired" or "open"."""
        if self.answered_at is not None:
            return "answered"
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "expired" if self.expires_at <= now else "open"
