"""What colleagues say to each other about a claim, its evidence or a sentence."""

from functools import lru_cache
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from claims.models.article import Article, Sentence, open_to
from claims.models.claim import Claim
from claims.models.evidence import Evidence
from claims.models.loading import QuickModel
from claims.models.public_id import make_public_id
from claims.models.review import Review

if TYPE_CHECKING:
    from claims.models.user import User

# Replies hang on a first comment alone and stay where they are: no chain, so no circle.
ONE_LEVEL = """
  IF NEW.parent_id IS NULL THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM claims_comment
             WHERE id = NEW.parent_id AND parent_id IS NULL AND id <> NEW.id) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a reply hangs on a first comment'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_one_level';
"""


@lru_cache(maxsize=2_000)
def hold_back(key: int) -> Q:
    """Give the condition that a comment is held back from the person `key`: `held_from`.

    It is put together once a person, and asked anew each time.
    """
    blind = Review.objects.blind().filter(
        Q(claim=OuterRef("claim"))
        | Q(claim__anchors__sentence=OuterRef("sentence"))  # of any version
    )
    said = blind.filter(
        reviewer=OuterRef("by"),
        started_at__lte=Coalesce(OuterRef("edited_at"), OuterRef("at")),
    )
    closed = blind.filter(
        reviewer=OuterRef("resolved_by"), started_at__lte=OuterRef("resolved_at")
    )
    return Q(Exists(said), ~Q(by=key)) | Q(
        ~Q(resolved_by=key), Exists(closed), resolved_by__isnull=False
    )


class CommentQuerySet(models.QuerySet["Comment"]):
    """Access to comments."""

    def visible_to(self, user: "User") -> Self:
        """Comments on what `user` may open: the article, and the evidence where it is on
        one, confidential or not; without those held back from them."""
        return self.on_what_opens_to(user).exclude(hold_back(user.pk))

    def on_what_opens_to(self, user: "User") -> Self:
        """Comments on an article, and evidence where it is on one, that `user` may open."""
        seen = Evidence.objects.visible_to(user)
        return self.filter(
            Q(evidence__isnull=True) | Q(evidence__in=seen),
            article__in=open_to(user),
        )

    def held_from(self, user: "User") -> Self:
        """Comments that could tell a second reviewer how the first one rated.

        Who has handed in a review and wrote, changed or resolved a comment on that claim,
        its evidence or its sentence since they took the claim up, is read by nobody else
        until the round is unblinded: the rule of `Review.objects.readable_by`.
        """
        return self.filter(hold_back(user.pk))


class Comment(QuickModel):
    """A first comment or a reply to one. A claim's and an evidence's name the claim."""

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="comments")
    claim = models.ForeignKey(
        Claim, null=True, on_delete=models.PROTECT, related_name="comments"
    )
    evidence = models.ForeignKey(
        Evidence, null=True, on_delete=models.PROTECT, related_name="comments"
    )
    sentence = models.ForeignKey(
        Sentence, null=True, on_delete=models.PROTECT, related_name="comments"
    )
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replies"
    )
    body = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_reason = models.CharField(max_length=500, blank=True, default="")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(body=""), name="comment_says"),
            models.CheckConstraint(
                condition=Q(claim__isnull=False) | Q(sentence__isnull=False),
                name="comment_on_something",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | ~Q(resolved_reason=""),
                name="comment_resolved_reason",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="comment_one_level",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=ONE_LEVEL,
            ),
        )

    def __str__(self) -> str:
        return self.body
