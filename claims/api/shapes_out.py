"""What the API answers with. Output only: input has shapes of its own."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.models import (
    Article,
    Claim,
    Publication,
    Rating,
    Review,
    TrailEntry,
    User,
    Verdict,
)


class PersonOut(serializers.ModelSerializer[User]):
    """A person, as colleagues see them."""

    class Meta:
        model = User
        fields = ("public_id", "username", "name", "role")
        read_only_fields = fields


class RatingOut(serializers.ModelSerializer[Rating]):
    """A step of the scale."""

    class Meta:
        model = Rating
        fields = ("code", "label", "value", "meaning", "clears", "mark", "order")
        read_only_fields = fields


class ArticleOut(serializers.ModelSerializer[Article]):
    """An article with its progress."""

    version = serializers.IntegerField(source="current.number", read_only=True)
    created_by = serializers.CharField(source="created_by.username", read_only=True)
    claims = serializers.IntegerField(source="n_claims", read_only=True)
    settled = serializers.IntegerField(source="n_settled", read_only=True)

    class Meta:
        model = Article
        fields = (
            "public_id",
            "title",
            "byline",
            "published_on",
            "source_url",
            "locale",
            "language",
            "status",
            "due_at",
            "version",
            "claims",
            "settled",
            "created_by",
            "created_at",
        )
        read_only_fields = fields


class ArticleTextOut(ArticleOut):
    """An article with its current text; offsets count its code points."""

    text = serializers.CharField(source="current.text", read_only=True)
    notices = serializers.JSONField(source="current.notices", read_only=True)
    sentences = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = (*ArticleOut.Meta.fields, "text", "notices", "sentences")
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_sentences(self, article: Article) -> list[dict[str, Any]]:
        """Give the coverage map."""
        rows = article.current.sentences.all() if article.current else ()
        return [
            {
                "index": row.index,
                "start": row.start,
                "end": row.end,
                "waived": row.waived_reason,
            }
            for row in rows
        ]


class ClaimOut(serializers.ModelSerializer[Claim]):
    """A claim with its place, reading and standing verdict."""

    article = serializers.CharField(source="article.public_id", read_only=True)
    quote = serializers.CharField(read_only=True)
    start = serializers.IntegerField(source="anchor.start", read_only=True, allow_null=True)
    end = serializers.IntegerField(source="anchor.end", read_only=True, allow_null=True)
    anchor_state = serializers.CharField(source="anchor.state", read_only=True)
    reviewer = serializers.CharField(
        source="reviewer.username", read_only=True, allow_null=True, default=None
    )
    second_reviewer = serializers.CharField(
        source="second_reviewer.username", read_only=True, allow_null=True, default=None
    )
    verdict = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = (
            "public_id",
            "article",
            "number",
            "kind",
            "status",
            "quote",
            "start",
            "end",
            "anchor_state",
            "value",
            "readings",
            "rule",
            "confidence",
            "reason",
            "risk",
            "round",
            "revision",
            "reviewer",
            "second_reviewer",
            "due_at",
            "verdict",
            "created_at",
            "changed_at",
        )
        read_only_fields = fields

    @extend_schema_field(serializers.DictField(allow_null=True))
    def get_verdict(self, claim: Claim) -> dict[str, Any] | None:
        """Give the newest verdict, or None."""
        known: list[Verdict] | None = getattr(claim, "newest_verdicts", None)
        rows = (
            known
            if known is not None
            else list(claim.verdicts.select_related("rating")[:1])
        )
        return VerdictOut(rows[0]).data if rows else None


class VerdictOut(serializers.ModelSerializer[Verdict]):
    """What was decided."""

    rating = serializers.CharField(source="rating.code", read_only=True)
    label = serializers.CharField(  # type: ignore[assignment]  # a field of this name is meant
        source="rating.label", read_only=True
    )
    clears = serializers.BooleanField(source="rating.clears", read_only=True)

    class Meta:
        model = Verdict
        fields = (
            "round",
            "rating",
            "label",
            "clears",
            "rationale",
            "how",
            "as_of",
            "good_until",
            "decided_at",
        )
        read_only_fields = fields


class ReviewOut(serializers.ModelSerializer[Review]):
    """A review its reader may read."""

    reviewer = serializers.CharField(source="reviewer.username", read_only=True)
    rating = serializers.CharField(source="rating.code", read_only=True, allow_null=True)

    class Meta:
        model = Review
        fields = (
            "round",
            "part",
            "reviewer",
            "rating",
            "rationale",
            "as_of",
            "started_at",
            "submitted_at",
        )
        read_only_fields = fields


class PublicationOut(serializers.ModelSerializer[Publication]):
    """A publication; `document` is the exact JSON text that is served."""

    claim = serializers.CharField(source="claim.public_id", read_only=True)

    class Meta:
        model = Publication
        fields = (
            "claim",
            "document",
            "sha256",
            "published_at",
            "is_current",
            "withdrawn_at",
            "withdrawn_reason",
        )
        read_only_fields = fields


class TrailOut(serializers.ModelSerializer[TrailEntry]):
    """One line of history."""

    class Meta:
        model = TrailEntry
        fields = (
            "chain",
            "seq",
            "at",
            "actor_name",
            "action",
            "subject",
            "before",
            "after",
            "reason",
            "previous",
            "hash",
        )
        read_only_fields = fields
