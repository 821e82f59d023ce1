"""One reviewer's verdict on a claim, in a round; blind until the round says otherwise."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.loading import QuickModel
from claims.models.rating import Rating

if TYPE_CHECKING:
    from claims.models.user import User


BLIND = (Claim.Status.IN_REVIEW, Claim.Status.SECOND_REVIEW)


def still_blind() -> Exists:
    """The condition that a review's claim is in its round still, without a verdict."""
    return Exists(
        Claim.objects.filter(
            pk=OuterRef("claim"), round__lte=OuterRef("round"), status__in=BLIND
        )
    )


class ReviewQuerySet(models.QuerySet["Review"]):
    """Who may read which review: the blindness rule, in the one place every door asks."""

    def standing(self) -> Self:
        """Reviews submitted and not withdrawn."""
        return self.filter(submitted_at__isnull=False, withdrawn_at__isnull=True)

    def readable_by(self, user: "User") -> Self:
        """Submitted reviews `user` may read: their own, and those of unblinded rounds.

        A round is unblinded once its claim has left it: a verdict, a dispute, or a later
        round. Until then nobody but its author reads a review, whatever their role.
        """
        return self.standing().filter(Q(reviewer=user) | ~still_blind())

    def taken_up_by(self, user: "User") -> Self:
        """Reviews `user` has started in a blind round and not handed in."""
        return self.filter(
            still_blind(),
            reviewer=user,
            submitted_at__isnull=True,
            withdrawn_at__isnull=True,
        )

    def blind(self) -> Self:
        """Submitted reviews of rounds that are not unblinded."""
        return self.standing().filter(still_blind())


class Review(QuickModel):
    """Started when a reviewer takes the claim up, submitted once, then never edited."""

    class Part(models.TextChoices):
        FIRST = "first", _("First")
        SECOND = "second", _("Second")
        ADJUDICATION = "adjudication", _("Adjudication")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reviews")
    round = models.PositiveIntegerField()
    part = models.CharField(max_length=14, choices=Part)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews"
    )
    started_at = models.DateTimeField()
    rating = models.ForeignKey(
        Rating, null=True, on_delete=models.PROTECT, related_name="+"
    )
    rationale = models.TextField(blank=True, default="")
    as_of = models.DateField(null=True)
    shelf_days = models.PositiveSmallIntegerField(null=True)
    reuses = models.ForeignKey(
        "Verdict",
        null=True,
        on_delete=models.PROTECT,
        related_name="reused_in",
        help_text="The past verdict that this review took up.",
    )
    submitted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("round", "pk")
        indexes = (
            GinIndex(SearchVector("rationale", config="english"), name="review_words"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("claim", "round", "part"),
                condition=Q(withdrawn_at__isnull=True),
                name="review_one_a_part",
            ),
            models.UniqueConstraint(
                fields=("claim", "round", "reviewer"),
                condition=Q(withdrawn_at__isnull=True),
                name="review_one_a_person",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True)
                | (Q(rating__isnull=False) & ~Q(rationale="") & Q(as_of__isnull=False)),
                name="review_submitted_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.part} review, round {self.round}"
