"""The piece under check, its immutable texts and the sentences that are covered."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.models.loading import QuickModel
from claims.models.public_id import make_public_id
from claims.models.user import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from claims.models.user import User


class ArticleQuerySet(models.QuerySet["Article"]):
    """Access to articles, and what their pages need."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Articles `user` may open: all, save restricted ones outside their team."""
        if not user.is_active or user.is_anonymous:
            return self.none()
        if user.ranks(Role.CHIEF):
            return self
        return self.filter(may_open(user.pk))

    def for_list(self) -> Self:
        """With progress counts, in two joins; one query however many articles."""
        from claims.models.claim import SETTLED, Claim

        live = ~Q(claims__status=Claim.Status.DISMISSED)
        return self.select_related("created_by", "current").annotate(
            n_claims=Count("claims", filter=live),
            n_settled=Count("claims", filter=Q(claims__status__in=SETTLED)),
            n_detected=Count("claims", filter=Q(claims__status=Claim.Status.DETECTED)),
            n_recheck=Count("claims", filter=Q(claims__status=Claim.Status.RECHECK)),
            n_disputed=Count("claims", filter=Q(claims__status=Claim.Status.DISPUTED)),
        )


def may_open(key: int) -> Q:
    """Give the condition of the articles that the person `key`, no chief, may open."""
    team = Article.team.through.objects.filter(article=OuterRef("pk"), user=key)
    return Q(restricted=False) | Q(created_by=key) | Q(Exists(team))


def open_to(user: "User | AnonymousUser") -> "models.QuerySet[Article, Any]":
    """Give the keys of what `visible_to` gives, to be part of other queries.

    The question is put together once a person, and asked anew each time.
    """
    if user.pk is None or not user.is_active or user.ranks(Role.CHIEF):
        return Article.objects.visible_to(user).values("pk")
    return ask_open(user.pk)


@lru_cache(maxsize=2_000)
def ask_open(key: int) -> "models.QuerySet[Article, Any]":
    """Give the question of `open_to` for a person who is no chief."""
    return Article.objects.filter(may_open(key)).order_by().values("pk")


class Article(QuickModel):
    """One piece, from its first draft to after print."""

    class Status(models.TextChoices):
        CHECKING = "checking", _("Checking")
        CLEARED = "cleared", _("Cleared")

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    title = models.CharField(max_length=300)
    byline = models.CharField(max_length=300, blank=True, default="")
    published_on = models.DateField(help_text="What relative dates resolve against.")
    source_url = models.URLField(max_length=2000, blank=True, default="")
    locale = models.CharField(max_length=8, default="US")
    language = models.CharField(max_length=8, default="en")
    status = models.CharField(max_length=12, choices=Status, default=Status.CHECKING)
    due_at = models.DateTimeField(null=True, blank=True)
    restricted = models.BooleanField(default=False)
    team = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="team_articles"
    )
    current = models.OneToOneField(
        "ArticleVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="articles"
    )
    created_at = models.DateTimeField()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=("-created_at", "-id"), name="article_newest"),
            GinIndex(SearchVector("title", config="english"), name="article_words"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=("checking", "cleared")), name="article_status"
            ),
        )

    def __str__(self) -> str:
        return self.title


class ArticleVersion(QuickModel):
    """One immutable, numbered text: NFC, LF line ends; offsets count its code points."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True)
    input_format = models.CharField(max_length=12, default="text")
    notices = models.JSONField(default=list, help_text="What was assumed or left out.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("article", "number")
        constraints = (
            models.UniqueConstraint(fields=("article", "number"), name="version_number"),
            models.CheckConstraint(condition=~Q(text=""), name="version_text"),
        )
        triggers = (
            pgtrigger.Protect(
                name="version_immutable", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"version {self.number}"


class Sentence(models.Model):
    """A unit of the coverage map: it has claims, is waived with a reason, or is open."""

    version = models.ForeignKey(
        ArticleVersion, on_delete=models.PROTECT, related_name="sentences"
    )
    index = models.PositiveIntegerField()
    start = models.PositiveIntegerField()  # code points into version.text, end-exclusive
    end = models.PositiveIntegerField()
    waived_reason = models.CharField(max_length=300, blank=True, default="")
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("version", "index")
        constraints = (
            models.UniqueConstraint(fields=("version", "index"), name="sentence_index"),
            models.CheckConstraint(
                condition=Q(end__gt=models.F("start")), name="sentence_span"
            ),
            models.CheckConstraint(
                condition=Q(waived_by__isnull=True) | ~Q(waived_reason=""),
                name="sentence_waiver_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"sentence {self.index}"
