"""Who was asked about a claim and what they confirmed; what rests on the reporter alone."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.public_id import make_public_id
from claims.models.source import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from claims.models.user import User


class ContactQuerySet(models.QuerySet["Contact"]):
    """Access to the contact log: by clearance, on claims one may open."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Contacts on claims that `user` may open; none without clearance."""
        if user.is_anonymous or not user.is_active or not user.clearance:
            return self.none()
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def standing(self) -> Self:
        """Contacts that no later row corrects."""
        later = Contact.objects.filter(corrects=OuterRef("pk"))
        return self.filter(~Exists(later))


class Contact(models.Model):
    """One conversation about a claim. Confidential, and append-only: a correction is a new
    row that names the one it stands in for."""

    class Medium(models.TextChoices):
        PHONE = "phone", _("Phone")
        IN_PERSON = "in_person", _("in person")
        VIDEO = "video", _("Video")
        EMAIL = "email", _("e-mail")
        MESSAGE = "message", _("Message")
        LETTER = "letter", _("Letter")
        OTHER = "other", _("Other")

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="contacts")
    source = models.ForeignKey(
        Source, null=True, on_delete=models.PROTECT, related_name="contacts"
    )
    asked = models.CharField(max_length=300, help_text="Who was asked.")
    medium = models.CharField(max_length=12, choices=Medium)
    spoke_at = models.DateTimeField(help_text="When they were asked.")
    confirmed = models.TextField(help_text="What they confirmed, or did not.")
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    why = models.TextField(blank=True, default="", help_text="Why it corrects the other.")
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    logged_at = models.DateTimeField()

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("spoke_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(asked="") & ~Q(confirmed=""), name="contact_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(why=""), name="contact_says_why"
            ),
            models.CheckConstraint(
                condition=Q(
                    medium__in=(
                        "phone", "in_person", "video", "email", "message", "letter", "other"
                    )
                ),
                name="contact_medium",
            ),
        )  # fmt: skip
        triggers = (
            pgtrigger.Protect(
                name="contact_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"contact {self.public_id}"


class ReporterMark(models.Model):
    """That a claim rests on the reporter alone, or no longer does. Confidential and
    append-only: the newest row of a claim counts."""

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="reporter_marks"
    )
    rests = models.BooleanField()
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="mark_has_reason"),
        )
        triggers = (
            pgtrigger.Protect(
                name="mark_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"mark of {self.claim_id}"
