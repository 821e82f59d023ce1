"""Things that can be consulted, and how each one's URL stands. Shared by many claims."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models.article import open_to
from claims.models.loading import QuickModel
from claims.models.public_id import make_public_id
from claims.models.user import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from claims.models.evidence import Evidence
    from claims.models.user import User


class OutcomeClass(models.TextChoices):
    """What one visit came to, in one word."""

    OK = "ok", _("Ok")
    REDIRECTED = "redirected", _("Redirected")
    GONE = "gone", _("Gone")
    SOFT_404 = "soft_404", _("Soft 404")
    BLOCKED_OR_LOGIN = "blocked_or_login", _("Blocked Or Login")
    RATE_LIMITED_THEN_OK = "rate_limited_then_ok", _("Rate Limited Then Ok")
    TEMPORARY_THEN_OK = "temporary_then_ok", _("Temporary Then Ok")
    SERVER_ERROR = "server_error", _("Server Error")
    TIMEOUT = "timeout", _("Timeout")
    UNSAFE = "unsafe", _("Unsafe")
    DRIFTED = "drifted", _("Drifted")
    QUOTE_MISSING = "quote_missing", _("Quote Missing")
    INVALID = "invalid", _("Invalid")


class SourceQuerySet(models.QuerySet["Source"]):
    """Access to sources, and the leases that keep two workers off one URL."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Sources `user` may know of.

        Confidential ones need clearance; one cited in restricted articles alone is for
        those who may open one of them. A citation taken back counts as one.
        """
        if not user.is_active or user.is_anonymous:
            return self.none()
        known = self if user.clearance else self.filter(confidential=False)
        if user.ranks(Role.CHIEF):
            return known
        cited = list_citations()
        closed = cited.filter(claim__article__restricted=True)
        seen = cited.filter(claim__article__in=open_to(user))
        return known.filter(~Exists(closed) | Exists(seen))

    def due(self, now: datetime) -> Self:
        """Web sources whose next visit has come and that no worker holds, oldest first."""
        return (
            self.filter(kind=Source.Kind.WEB, next_visit_at__lte=now)
            .filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now))
            .order_by("next_visit_at", "pk")
        )

    def leased(self, lease: str, *, now: datetime) -> Self:
        """Sources that this lease still holds at `now`."""
        return self.filter(lease=lease, leased_until__gt=now)

    def for_list(self, user: "User | AnonymousUser") -> Self:
        """With the number of claims that cite each and that `user` may open."""
        cited = list_citations().filter(
            withdrawn_at__isnull=True, claim__article__in=open_to(user)
        )
        by_source = cited.order_by().values("source")
        number = by_source.annotate(n=Count("claim", distinct=True)).values("n")
        return self.annotate(n_claims=Coalesce(Subquery(number), 0))


def list_citations() -> "models.QuerySet[Evidence]":
    """Give the citations of the source that an outer query is at."""
    from claims.models.evidence import Evidence

    return Evidence.objects.filter(source=OuterRef("pk"))


class Source(QuickModel):
    """One thing to consult. A web page has one row per normalised URL, checked once."""

    class Kind(models.TextChoices):
        WEB = "web", _("web page")
        DOCUMENT = "document", _("Document")
        PERSON = "person", _("Person")
        DATASET = "dataset", _("Dataset")
        NOTES = "notes", _("reporter’s own notes")

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.WEB)
    title = models.CharField(max_length=500, blank=True, default="")
    publisher = models.CharField(max_length=200, blank=True, default="")
    published_on = models.DateField(null=True, blank=True)
    is_primary = models.BooleanField(default=False)
    confidential = models.BooleanField(default=False)
    details = models.TextField(blank=True, default="")
    url = models.CharField(max_length=4000, blank=True, default="")
    url_key = models.CharField(max_length=4000, blank=True, default="")
    host = models.CharField(max_length=255, blank=True, default="", db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    # How its URL stands: a summary of its link checks, kept so that lists need no joins.
    outcome = models.CharField(max_length=24, choices=OutcomeClass, blank=True, default="")
    alive = models.BooleanField(null=True)
    checked_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    dead_since = models.DateTimeField(null=True, help_text="Set when death is confirmed.")
    text_sha256 = models.CharField(max_length=64, blank=True, default="")
    canonical_url = models.CharField(
        max_length=4000, blank=True, default="", help_text="What its page names as such."
    )
    etag = models.CharField(max_length=500, blank=True, default="")
    last_modified = models.CharField(max_length=100, blank=True, default="")

    next_visit_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True, help_text="A person is waiting for a check.")
    lease = models.CharField(max_length=36, blank=True, default="")
    leased_until = models.DateTimeField(null=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (
            GinIndex(SearchVector("title", config="english"), name="source_words"),
            models.Index(
                fields=("next_visit_at", "id"),
                condition=Q(kind="web"),
                name="source_due",
            ),
            models.Index(fields=("lease",), condition=~Q(lease=""), name="source_lease"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("url_key",), condition=~Q(url_key=""), name="source_one_per_url"
            ),
            models.CheckConstraint(
                condition=~Q(kind="web") | (~Q(url="") & ~Q(url_key="")),
                name="source_web_has_url",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *OutcomeClass.values]), name="source_outcome"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("web", "document", "person", "dataset", "notes")),
                name="source_kind",
            ),
        )

    def __str__(self) -> str:
        return self.title or self.url or self.get_kind_display()

    @property
    def open_name(self) -> str:
        """The name that lists show: none of a confidential one. Its page is a read."""
        return gettext("Confidential source") if self.confidential else str(self)
