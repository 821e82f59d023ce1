"""The people of the desk and the keys they hand to other tools."""

import hashlib
import secrets
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.public_id import make_public_id


class Role(models.TextChoices):
    """What a person may do; each one may do all that the ones before it may."""

    VIEWER = "viewer", _("Viewer")
    REVIEWER = "reviewer", _("Reviewer")
    EDITOR = "editor", _("Editor")
    CHIEF = "chief", _("Chief")


RANK = {role: rank for rank, role in enumerate(Role.values)}


class User(AbstractUser):
    """One person. Nobody is ever deleted, so that history keeps its names: deactivate."""

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    role = models.CharField(max_length=12, choices=Role, default=Role.VIEWER)
    clearance = models.BooleanField(
        default=False, help_text="May read confidential sources and the contact log."
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(role__in=Role.values), name="user_role"),
        )

    @property
    def name(self) -> str:
        """The name to show: the full one where given."""
        return self.get_full_name() or self.username

    @property
    def initials(self) -> str:
        """Two letters for the corner of the page."""
        words = self.name.split()
        return "".join(word[0] for word in (words[0], words[-1])).upper()[: len(words)]

    def ranks(self, role: str) -> bool:
        """Say whether this person has `role` or one above it, and is active."""
        return self.is_active and RANK[self.role] >= RANK[role]


class ApiToken(models.Model):
    """A key for a tool, acting as its owner within its scopes. Only its digest is kept."""

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    may_write = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def make_secret() -> tuple[str, str]:
        """Give a new secret and its digest; the secret is shown once and never stored."""
        secret = "desk_" + secrets.token_urlsafe(32)
        return secret, digest_secret(secret)

    def is_live(self, now: datetime) -> bool:
        """Say whether the key still opens the door at `now`."""
        return self.revoked_at is None and (
            self.expires_at is None or self.expires_at > now
        )


def digest_secret(secret: str) -> str:
    """Give the SHA-256 of a key; keys are long and random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
