"""Deadlines of claims and articles over REST."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet, check_shape
from claims.models import Article, Claim
from claims.verdicts.deadlines import set_article_deadline, set_claim_deadline


class DeadlineIn(serializers.Serializer[Any]):
    """By when; null takes the deadline away."""

    due_at = serializers.DateTimeField(allow_null=True)


class DeadlineOut(serializers.Serializer[Any]):
    """The deadline as it stands."""

    due_at = serializers.DateTimeField(allow_null=True)


class ClaimDeadlineViewSet(DeskViewSet[Claim]):
    """By when a claim is to be decided."""

    queryset = Claim.objects.none()
    serializer_class = DeadlineOut

    def get_queryset(self) -> QuerySet[Claim]:
        """Give what the caller may open."""
        return Claim.objects.visible_to(self.actor).select_related("article")

    @extend_schema(request=DeadlineIn, responses=DeadlineOut)
    @action(detail=True, methods=["post"])
    def deadline(self, request: Request, public_id: str) -> Response:
        """Set by when it is to be decided."""
        wanted = check_shape(DeadlineIn, request)
        claim = set_claim_deadline(self.get_object(), **self.stamp(), **wanted)
        return Response(DeadlineOut(claim).data)


class ArticleDeadlineViewSet(DeskViewSet[Article]):
    """By when an article is to be cleared."""

    queryset = Article.objects.none()
    serializer_class = DeadlineOut

    def get_queryset(self) -> QuerySet[Article]:
        """Give what the caller may open."""
        return Article.objects.visible_to(self.actor)

    @extend_schema(request=DeadlineIn, responses=DeadlineOut)
    @action(detail=True, methods=["post"])
    def deadline(self, request: Request, public_id: str) -> Response:
        """Set by when it is to be cleared."""
        wanted = check_shape(DeadlineIn, request)
        article = set_article_deadline(self.get_object(), **self.stamp(), **wanted)
        return Response(DeadlineOut(article).data)
