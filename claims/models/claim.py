"""One checkable assertion, where it stands in each version, and what its status may be."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.functions import MD5, Cast
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article, ArticleVersion, Sentence, open_to
from claims.models.loading import QuickModel
from claims.models.public_id import make_public_id

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from claims.models.user import User


class Kind(models.TextChoices):
    """What is asserted; the corpus of extraction uses the same words."""

    DATE = "date", _("Date")
    EQUIPMENT = "equipment", _("Equipment")
    PERSONNEL_COUNT = "personnel_count", _("people")
    COUNT = "count", _("Count")
    QUANTITY = "quantity", _("Quantity")
    MONEY = "money", _("Money")
    PERCENT = "percent", _("Percent")
    QUOTE = "quote", _("Quote")
    STATEMENT = "statement", _("Statement")
    EVENT = "event", _("Event")
    PLACE = "place", _("Place")


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Access to claims, and fetch plans for the places that show them."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Claims of the articles `user` may open."""
        return self.filter(article__in=open_to(user))

    def for_queue(self) -> Self:
        """With article, anchor in its current version, verdict and people; four queries."""
        from claims.models.verdict import Verdict

        verdicts = Verdict.objects.select_related("rating").order_by("-pk")
        return self.select_related(
            "article", "article__current", "reviewer", "second_reviewer"
        ).prefetch_related(
            Prefetch("anchors", Anchor.objects.filter(is_current=True), "current_anchors"),
            Prefetch("verdicts", verdicts, "newest_verdicts"),
        )


# Clearing locks every claim before it looks, so this cannot slip in between; and the row
# of an article that is not cleared is left alone, so nobody waits for it.
UNCLEAR = """
  IF NEW.status IN ('decided', 'published') THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' OR NEW.status IS DISTINCT FROM OLD.status THEN
    UPDATE claims_article SET status = 'checking'
      WHERE id = NEW.article_id AND status = 'cleared';
  END IF;
  RETURN NEW;
"""


class Claim(QuickModel):
    """One factual assertion of one article, quoted from it word for word."""

    class Status(models.TextChoices):
        DETECTED = "detected", _("Detected")  # found by a rule, no person has kept it yet
        OPEN = "open", _("Open")  # kept, nobody works on it
        IN_REVIEW = "in_review", _("in review")
        SECOND_REVIEW = "second_review", _("second review")
        DISPUTED = "disputed", _("Disputed")  # two reviews differ
        DECIDED = "decided", _("Decided")  # has a verdict, not public
        PUBLISHED = "published", _("Published")
        RECHECK = "recheck", _("Recheck")  # a fact changed under it
        DISMISSED = "dismissed", _("Dismissed")

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="claims")
    number = models.PositiveIntegerField(help_text="Its number in the article's margin.")
    kind = models.CharField(max_length=16, choices=Kind)
    status = models.CharField(max_length=16, choices=Status, default=Status.DETECTED)
    value = models.JSONField(default=dict, help_text="Typed value; docs/claims.md.")
    readings = models.JSONField(default=list, help_text="Other readings, best first.")
    rule = models.CharField(max_length=80, blank=True, default="")
    confidence = models.FloatField(default=1.0)
    reason = models.CharField(max_length=300, blank=True, default="")
    parts = models.JSONField(default=dict)
    risk = models.JSONField(default=list, help_text="legal, safety, deaths, accusation …")
    round = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="claims"
    )
    second_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="second_claims",
    )
    due_at = models.DateTimeField(null=True, blank=True)
    status_before_recheck = models.CharField(max_length=16, blank=True, default="")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("article", "number")
        indexes = (
            models.Index(fields=("status", "id"), name="claim_status"),
            models.Index(fields=("reviewer", "status"), name="claim_reviewer"),
            models.Index(fields=("kind", "status"), name="claim_kind"),
            models.Index(fields=("created_at",), name="claim_created"),
            models.Index(
                fields=("due_at",), condition=Q(due_at__isnull=False), name="claim_due"
            ),
            models.Index(
                fields=("id",),
                condition=Q(status="second_review", second_reviewer__isnull=True),
                name="claim_second_wanted",
            ),
            models.Index(MD5(Cast("value", models.TextField())), name="claim_value"),
        )
        constraints = (
            models.UniqueConstraint(fields=("article", "number"), name="claim_number"),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="claim_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=(
                        "detected",
                        "open",
                        "in_review",
                        "second_review",
                        "disputed",
                        "decided",
                        "published",
                        "recheck",
                        "dismissed",
                    )
                ),
                name="claim_status_known",
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0) & Q(confidence__lte=1),
                name="claim_confidence",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True)
                | Q(second_reviewer__isnull=True)
                | ~Q(reviewer=F("second_reviewer")),
                name="claim_two_reviewers",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="claim_unclears_article",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=UNCLEAR,
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def anchor(self) -> "Anchor | None":
        """Where it stands in the current version; fetched unless `for_queue` has it."""
        known: list[Anchor] | None = getattr(self, "current_anchors", None)
        if known is None:
            return self.anchors.filter(is_current=True).first()
        return known[0] if known else None

    @property
    def quote(self) -> str:
        """The exact words, as they stand in the current version."""
        anchor = self.anchor
        return anchor.quote if anchor else ""


SETTLED = (Claim.Status.DECIDED, Claim.Status.PUBLISHED)

ANCHOR_CHECK = """
  IF NEW.state = 'orphaned' THEN RETURN NEW; END IF;
  SELECT text INTO whole FROM claims_articleversion WHERE id = NEW.version_id;
  len := char_length(whole);
  IF NEW."end" > len THEN
    RAISE EXCEPTION 'anchor ends at % in a text of % characters', NEW."end", len
      USING ERRCODE = 'check_violation', CONSTRAINT = 'anchor_inside_version';
  END IF;
  IF substr(whole, NEW.start + 1, NEW."end" - NEW.start) <> NEW.quote THEN
    RAISE EXCEPTION 'anchor quotes other words than stand at %..%', NEW.start, NEW."end"
      USING ERRCODE = 'check_violation', CONSTRAINT = 'anchor_quote';
  END IF;
  RETURN NEW;
"""


class Anchor(QuickModel):
    """Where a claim stands in one version (W3C TextPosition- and TextQuoteSelector).

    `quote` equals `version.text[start:end]`: the database refuses anything else. An
    orphaned anchor has no position; its quote is the wording that was lost.
    """

    class State(models.TextChoices):
        KEPT = "kept", _("Kept")
        MOVED = "moved", _("Moved")
        EDITED = "edited", _("Edited")
        ORPHANED = "orphaned", _("Orphaned")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="anchors")
    version = models.ForeignKey(
        ArticleVersion, on_delete=models.PROTECT, related_name="anchors"
    )
    sentence = models.ForeignKey(
        Sentence, null=True, on_delete=models.PROTECT, related_name="anchors"
    )
    state = models.CharField(max_length=12, choices=State, default=State.KEPT)
    start = models.PositiveIntegerField(null=True)  # code points, end-exclusive
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField()
    prefix = models.CharField(max_length=64, blank=True, default="")
    suffix = models.CharField(max_length=64, blank=True, default="")
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ("version", "start", "-end")
        indexes = (GinIndex(SearchVector("quote", config="english"), name="anchor_words"),)
        constraints = (
            models.UniqueConstraint(
                fields=("claim",), condition=Q(is_current=True), name="anchor_one_current"
            ),
            models.CheckConstraint(
                condition=Q(state="orphaned", start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__gt=F("start")),
                name="anchor_span",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("kept", "moved", "edited", "orphaned")),
                name="anchor_state",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="anchor_quotes_its_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=ANCHOR_CHECK,
                declare=[("whole", "text"), ("len", "integer")],
            ),
        )

    def __str__(self) -> str:
        return self.quote
