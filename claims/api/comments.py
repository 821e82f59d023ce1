"""Comments over REST."""

from functools import partial
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet, check_shape
from claims.api.shapes_in import ReasonIn
from claims.evidence.reads import note_comments
from claims.models import Comment
from claims.verdicts.comments import (
    add_comment,
    edit_comment,
    reopen_comment,
    resolve_comment,
)


class CommentIn(serializers.Serializer[Any]):
    """Some words; @username tells a colleague."""

    body = serializers.CharField(max_length=4000)


class CommentEditIn(CommentIn):
    """Other words, and the revision they were made on."""

    revision = serializers.IntegerField(min_value=1)


class CommentOut(serializers.ModelSerializer[Comment]):
    """A comment, or a reply where `parent` is set.

    `sentence` counts from 0 in `version`; null where it is on a claim or its evidence.
    """

    article = serializers.CharField(source="article.public_id", read_only=True)
    claim = serializers.CharField(
        source="claim.public_id", read_only=True, allow_null=True, default=None
    )
    evidence = serializers.CharField(
        source="evidence.public_id", read_only=True, allow_null=True, default=None
    )
    sentence = serializers.IntegerField(
        source="sentence.index", read_only=True, allow_null=True, default=None
    )
    version = serializers.IntegerField(
        source="sentence.version.number", read_only=True, allow_null=True, default=None
    )
    parent = serializers.CharField(  # type: ignore[assignment]  # a field of this name is meant
        source="parent.public_id", read_only=True, allow_null=True, default=None
    )
    by = serializers.CharField(source="by.username", read_only=True)

    class Meta:
        model = Comment
        fields = (
            "public_id", "article", "claim", "evidence", "sentence", "version", "parent",
            "body", "by", "at", "revision", "edited_at", "resolved_at", "resolved_reason",
        )  # fmt: skip
        read_only_fields = fields


class CommentFilter(django_filters.FilterSet):
    """`?article=&claim=&evidence=&sentence=&open=true`; a sentence by number."""

    article = django_filters.CharFilter(field_name="article__public_id")
    claim = django_filters.CharFilter(field_name="claim__public_id")
    evidence = django_filters.CharFilter(field_name="evidence__public_id")
    sentence = django_filters.NumberFilter(field_name="sentence__index", min_value=0)
    open = django_filters.BooleanFilter(field_name="resolved_at", lookup_expr="isnull")

    class Meta:
        model = Comment
        fields = ("article", "claim", "evidence", "sentence", "open")


class CommentViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, DeskViewSet[Comment]
):
    """Read comments, reply, change one's own, resolve and reopen."""

    queryset = Comment.objects.none()
    serializer_class = CommentOut
    filterset_class = CommentFilter

    def get_queryset(self) -> QuerySet[Comment]:
        """Give what the caller may read."""
        return Comment.objects.visible_to(self.actor).select_related(
            "article", "claim", "evidence__source", "parent", "by", "sentence__version"
        )

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Read comments; those on confidential evidence are read on the record."""
        note = partial(note_comments, **self.stamp())
        rows = self.filter_queryset(self.get_queryset())
        return self.answer_page(rows, CommentOut, seen=note)

    def get_object(self) -> Comment:
        """Give the comment, on the record where it is on confidential evidence."""
        row = super().get_object()
        note_comments([row], **self.stamp())
        return row

    @extend_schema(request=CommentIn, responses={201: CommentOut})
    @action(detail=True, methods=["post"])
    def reply(self, request: Request, public_id: str) -> Response:
        """Reply to a first comment."""
        wanted = check_shape(CommentIn, request)
        row = add_comment(self.get_object(), **self.stamp(), **wanted)
        return Response(CommentOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=CommentEditIn, responses=CommentOut)
    @action(detail=True, methods=["post"])
    def edit(self, request: Request, public_id: str) -> Response:
        """Change one's own; 409 `claim_changed` gives the words it has now."""
        wanted = check_shape(CommentEditIn, request)
        row = edit_comment(self.get_object(), **self.stamp(), **wanted)
        return Response(CommentOut(row).data)

    @extend_schema(request=ReasonIn, responses=CommentOut)
    @action(detail=True, methods=["post"])
    def resolve(self, request: Request, public_id: str) -> Response:
        """Close it and its replies."""
        wanted = check_shape(ReasonIn, request)
        row = resolve_comment(self.get_object(), **self.stamp(), **wanted)
        return Response(CommentOut(row).data)

    @extend_schema(request=None, responses=CommentOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, public_id: str) -> Response:
        """Open it again."""
        row = reopen_comment(self.get_object(), **self.stamp())
        return Response(CommentOut(row).data)
