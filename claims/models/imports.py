"""Articles on their way in: what was given, how far it is, what became of it."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article
from claims.models.public_id import make_public_id

if TYPE_CHECKING:
    from claims.models.user import User


class ImportQuerySet(models.QuerySet["Import"]):
    """Access to imports."""

    def visible_to(self, user: "User") -> Self:
        """A person's own; nobody else's, for nothing of it is on the desk yet."""
        return self.filter(started_by=user) if user.is_active else self.none()

    def running(self) -> Self:
        """Those a worker has not come to the end of."""
        return self.filter(state__in=RUNNING)


class Import(models.Model):
    """One text brought in by address, file or paste. `body` holds the bytes of a file or
    a paste until they are read; `reading` is what was read of them, until it is filed."""

    class Origin(models.TextChoices):
        URL = "url", _("address")
        FILE = "file", _("file")
        PASTE = "paste", _("pasted text")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        READING = "reading", _("being read")
        FILING = "filing", _("being filed")
        READY = "ready", _("read, to be looked at")
        FILED = "filed", _("filed")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    origin = models.CharField(max_length=5, choices=Origin)
    name = models.CharField(
        max_length=4000,
        blank=True,
        default="",
        help_text="The address, or the file's name.",
    )
    body = models.BinaryField(null=True)
    given = models.JSONField(
        default=dict, help_text="title, byline, published_on, locale, again, beside"
    )
    look = models.BooleanField(default=False, help_text="Wait for a look once it is read.")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    refusal = models.JSONField(
        null=True, help_text="Why it is not filed: code, field, detail, article"
    )
    reading = models.JSONField(null=True)
    article = models.ForeignKey(
        Article, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("state", "leased_until"), name="import_due"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="filed") | Q(article__isnull=False),
                name="import_filed_has_article",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("filing", "ready")) | Q(reading__isnull=False),
                name="import_read_has_reading",
            ),
        )

    def __str__(self) -> str:
        return f"import {self.public_id}"

    def tell_refusal(self, reader: "User") -> dict[str, str] | None:
        """Give why it is not filed; None too where that was an article which is shut to
        `reader` by now: filing is then refused or done as for a text nobody has."""
        twin = (self.refusal or {}).get("article")
        seen = Article.objects.visible_to(reader)
        if twin and not seen.filter(public_id=twin).exists():
            return None
        return self.refusal


RUNNING = (Import.State.WAITING, Import.State.READING, Import.State.FILING)
