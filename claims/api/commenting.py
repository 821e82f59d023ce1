"""Saying something over REST about a claim, a citation or a sentence."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet, check_shape
from claims.api.comments import CommentIn, CommentOut
from claims.evidence.reads import note_evidence
from claims.models import Article, Claim, Evidence, Sentence
from claims.verdicts.comments import add_comment

INDEX = OpenApiParameter("index", OpenApiTypes.INT, OpenApiParameter.PATH)


class ClaimCommentViewSet(DeskViewSet[Claim]):
    """Below a claim: commenting on it."""

    queryset = Claim.objects.none()
    serializer_class: Any = CommentOut

    def get_queryset(self) -> QuerySet[Claim]:
        """Give what the caller may open."""
        return Claim.objects.visible_to(self.actor).select_related("article")

    @extend_schema(request=CommentIn, responses={201: CommentOut})
    @action(detail=True, methods=["post"])
    def comments(self, request: Request, public_id: str) -> Response:
        """Say something about it."""
        wanted = check_shape(CommentIn, request)
        row = add_comment(self.get_object(), **self.stamp(), **wanted)
        return Response(CommentOut(row).data, status=status.HTTP_201_CREATED)


class EvidenceCommentViewSet(DeskViewSet[Evidence]):
    """Below a citation: commenting on it."""

    queryset = Evidence.objects.none()
    serializer_class: Any = CommentOut

    def get_queryset(self) -> QuerySet[Evidence]:
        """Give what the caller may open."""
        rows = Evidence.objects.visible_to(self.actor)
        return rows.select_related("claim__article", "source")

    @extend_schema(request=CommentIn, responses={201: CommentOut})
    @action(detail=True, methods=["post"])
    def comments(self, request: Request, public_id: str) -> Response:
        """Say something about it; whoever may see the citation reads it."""
        wanted = check_shape(CommentIn, request)
        cited = self.get_object()
        article = cited.claim.article
        note_evidence([cited], actor=self.actor, now=timezone.now(), article=article)
        row = add_comment(cited, **self.stamp(), **wanted)
        return Response(CommentOut(row).data, status=status.HTTP_201_CREATED)


class SentenceCommentViewSet(DeskViewSet[Article]):
    """Below an article: commenting on a sentence of its current text."""

    queryset = Article.objects.none()
    serializer_class: Any = CommentOut

    def get_queryset(self) -> QuerySet[Article]:
        """Give what the caller may open."""
        return Article.objects.visible_to(self.actor)

    @extend_schema(parameters=[INDEX], request=CommentIn, responses={201: CommentOut})
    @action(
        detail=True, methods=["post"], url_path=r"sentences/(?P<index>[0-9]{1,6})/comments"
    )
    def comment_on_sentence(self, request: Request, public_id: str, index: str) -> Response:
        """Say something about a sentence; the first is 0."""
        article = self.get_object()
        rows = Sentence.objects.select_related("version__article")
        sentence = get_object_or_404(rows, version=article.current_id, index=int(index))
        wanted = check_shape(CommentIn, request)
        row = add_comment(sentence, **self.stamp(), **wanted)
        return Response(CommentOut(row).data, status=status.HTTP_201_CREATED)
