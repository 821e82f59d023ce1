"""What the checker asks of the writer about a claim, and what became of it."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.article import ArticleVersion
from claims.models.claim import Claim
from claims.models.public_id import make_public_id

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from claims.models.user import User


class QueryQuerySet(models.QuerySet["Query"]):
    """Access to queries, and the lists that pages show."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Queries on claims that `user` may open."""
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def pending(self) -> Self:
        """Queries with something left to do: an answer, or an answer to be applied."""
        return self.filter(state__in=(Query.State.OPEN, *Query.TO_APPLY))

    def for_list(self) -> Self:
        """With claim, article and people."""
        return self.select_related(
            "claim__article__current", "raised_by", "answered_by", "applied_in"
        )


class Query(models.Model):
    """A question, or replacement words for exactly the claim's words in `version`."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("accepted, to be applied")
        CHANGED = "changed", _("changed, to be applied")
        STET = "stet", _("stet: stands as written")
        ANSWERED = "answered", _("Answered")
        APPLIED = "applied", _("Applied")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    TO_APPLY = (State.ACCEPTED, State.CHANGED)

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="queries")
    version = models.ForeignKey(ArticleVersion, on_delete=models.PROTECT, related_name="+")
    quote = models.TextField(help_text="The claim's words when the query was raised.")
    question = models.TextField(blank=True, default="")
    replacement = models.TextField(null=True, blank=True)  # noqa: DJ001 - "" deletes the words
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True, default="")
    own_words = models.TextField(null=True, blank=True)  # noqa: DJ001 - "" deletes the words
    attributed_to = models.CharField(
        max_length=200, blank=True, default="", help_text="Whom the text says it after."
    )
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    applied_in = models.ForeignKey(
        ArticleVersion, null=True, on_delete=models.PROTECT, related_name="applied"
    )

    objects = QueryQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "queries"
        indexes = (models.Index(fields=("state", "id"), name="query_state"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(question="") | Q(replacement__isnull=False),
                name="query_asks",
            ),
            models.CheckConstraint(
                condition=~Q(state="stet") | ~Q(answer=""), name="query_stet_reason"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(
                        "open", "accepted", "changed", "stet", "answered", "applied",
                        "withdrawn",
                    )
                ),
                name="query_state_known",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.question or f"{self.quote} → {self.replacement}"

    @property
    def new_words(self) -> str | None:
        """The words that an accepted or changed answer puts in place; None: none."""
        return self.own_words if self.own_words is not None else self.replacement
