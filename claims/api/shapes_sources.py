"""What the API answers with about sources, evidence and visits."""

from typing import Any

from rest_framework import serializers

from claims.models import Evidence, LinkCheck, Source


class SourceOut(serializers.ModelSerializer[Source]):
    """A source and how its URL stands."""

    class Meta:
        model = Source
        fields = (
            "public_id",
            "kind",
            "title",
            "publisher",
            "published_on",
            "is_primary",
            "confidential",
            "url",
            "host",
            "outcome",
            "alive",
            "checked_at",
            "failures",
            "failing_since",
            "dead_since",
            "next_visit_at",
            "created_at",
        )
        read_only_fields = fields


class SourceRowOut(SourceOut):
    """A source as lists show it: of a confidential one nothing that names it."""

    def to_representation(self, instance: Source) -> dict[str, Any]:
        """Leave out what is told on the source's own page, where reading it is noted."""
        shown = super().to_representation(instance)
        if instance.confidential:
            shown |= {"title": "", "publisher": "", "url": "", "host": ""}
        return shown


class EvidenceOut(serializers.ModelSerializer[Evidence]):
    """A source cited for a claim, and how the passage stands."""

    claim = serializers.CharField(source="claim.public_id", read_only=True)
    source = SourceOut(  # type: ignore[assignment]  # a field of this name is meant
        read_only=True
    )
    added_by = serializers.CharField(source="added_by.username", read_only=True)

    class Meta:
        model = Evidence
        fields = (
            "public_id",
            "claim",
            "source",
            "stance",
            "passage",
            "locator",
            "value_found",
            "note",
            "passage_state",
            "passage_now",
            "passage_changes",
            "passage_seen_at",
            "added_by",
            "added_at",
            "withdrawn_at",
        )
        read_only_fields = fields


class LinkCheckOut(serializers.ModelSerializer[LinkCheck]):
    """One visit."""

    class Meta:
        model = LinkCheck
        fields = (
            "at",
            "outcome",
            "alive",
            "reasons",
            "http_status",
            "final_url",
            "chain",
            "soft_404",
            "drift",
            "drift_changes",
            "title",
            "body_sha256",
            "text_sha256",
            "size",
            "elapsed_ms",
        )
        read_only_fields = fields
