"""One's notices over REST."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet
from claims.models import Notice
from claims.notices.reading import mark_read
from claims.notices.wording import say_notice


class NoticeOut(serializers.ModelSerializer[Notice]):
    """One thing the caller was told; `words` is it in a sentence."""

    article = serializers.CharField(source="article.public_id", read_only=True)
    claim = serializers.CharField(
        source="claim.public_id", read_only=True, allow_null=True, default=None
    )
    actor = serializers.CharField(
        source="actor.username", read_only=True, allow_null=True, default=None
    )
    words = serializers.SerializerMethodField()

    class Meta:
        model = Notice
        fields = (
            "public_id", "event", "words", "message", "article", "claim", "actor", "at",
            "read_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_words(self, notice: Notice) -> str:
        """Give the sentence."""
        return say_notice(notice)


class NoticeFilter(django_filters.FilterSet):
    """`?unread=true&event=`."""

    unread = django_filters.BooleanFilter(field_name="read_at", lookup_expr="isnull")

    class Meta:
        model = Notice
        fields = ("unread", "event")


class NoticeViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, DeskViewSet[Notice]):
    """What the caller was told, and marking it read."""

    queryset = Notice.objects.none()
    serializer_class = NoticeOut
    filterset_class = NoticeFilter

    def get_queryset(self) -> QuerySet[Notice]:
        """Give the caller's own, of what they may open."""
        return Notice.objects.of(self.actor)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def read(self, request: Request, public_id: str) -> Response:
        """Mark it read."""
        mark_read(self.get_object(), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
