"""Captures over REST, as WARC files: of a source, a claim's or an article's evidence."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from claims.api.base import DeskViewSet
from claims.evidence.exports import export_evidence
from claims.models import Article, Claim, Source

WARC = "application/warc"
FILE = {(200, WARC): OpenApiTypes.BINARY}


class AnyFile(BaseContentNegotiation):
    """Gives the one file there is, whatever the caller says to accept."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Give the first parser: nothing is read."""
        return parsers[0]

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Give the renderer of refusals."""
        return renderers[0], renderers[0].media_type


class WarcViewSet(DeskViewSet[Model]):
    """What every such file shares."""

    queryset: QuerySet[Any] = Source.objects.none()
    content_negotiation_class = AnyFile

    def give_warc(self) -> StreamingHttpResponse:
        """Give the file, written as it is sent."""
        about: Any = self.get_object()
        parts = export_evidence(about, reader=self.actor, now=timezone.now())
        answer = StreamingHttpResponse(parts, content_type=WARC)
        name = f"{about.public_id}.warc.gz"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


class SourceWarcViewSet(WarcViewSet):
    """Captures of a source."""

    def get_queryset(self) -> QuerySet[Any]:
        """Give what the caller may know of."""
        return Source.objects.visible_to(self.actor)

    @extend_schema(responses=FILE)
    @action(detail=True, methods=["get"])
    def captures(self, request: Request, public_id: str) -> StreamingHttpResponse:
        """Give every capture of the source as one WARC file."""
        return self.give_warc()


class ClaimWarcViewSet(WarcViewSet):
    """Captures of what is cited for a claim."""

    def get_queryset(self) -> QuerySet[Any]:
        """Give what the caller may open."""
        return Claim.objects.visible_to(self.actor).select_related("article")

    @extend_schema(responses=FILE)
    @action(detail=True, methods=["get"])
    def captures(self, request: Request, public_id: str) -> StreamingHttpResponse:
        """Give every capture of the claim's evidence that the caller may know of."""
        return self.give_warc()


class ArticleWarcViewSet(WarcViewSet):
    """Captures of what is cited in an article."""

    def get_queryset(self) -> QuerySet[Any]:
        """Give what the caller may open."""
        return Article.objects.visible_to(self.actor)

    @extend_schema(responses=FILE)
    @action(detail=True, methods=["get"])
    def captures(self, request: Request, public_id: str) -> StreamingHttpResponse:
        """Give every capture of the article's evidence that the caller may know of."""
        return self.give_warc()
