"""Articles over REST."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, parsers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet, check_shape
from claims.api.shapes_in import ArticleIn, SpanIn
from claims.api.shapes_out import ArticleOut, ArticleTextOut, ClaimOut, TrailOut
from claims.intake import (
    Reading,
    add_claim,
    read_pasted,
    read_upload,
    read_url,
    submit_article,
)
from claims.models import Article, TrailEntry


class ArticleViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, DeskViewSet[Article]
):
    """Bring articles in, list them, read one with its text."""

    queryset = Article.objects.none()
    serializer_class = ArticleOut
    parser_classes = (parsers.JSONParser, parsers.MultiPartParser, parsers.FormParser)
    filterset_fields = {
        "status": ["exact"],
        "published_on": ["exact", "gte", "lte"],
        "title": ["icontains"],
    }

    def get_queryset(self) -> QuerySet[Article]:
        """Give what the caller may open."""
        return Article.objects.visible_to(self.actor).for_list()

    def get_serializer_class(self) -> type[ArticleOut]:
        """Give the long shape for one article, the short one for lists."""
        return ArticleTextOut if self.action == "retrieve" else ArticleOut

    @extend_schema(request=ArticleIn, responses={201: ArticleTextOut})
    def create(self, request: Request) -> Response:
        """Bring in an article as text, file or address; its claims are there at once."""
        wanted = check_shape(ArticleIn, request)
        reading = read_input(wanted)
        article = submit_article(
            reading,
            actor=self.actor,
            now=timezone.now(),
            title=wanted["title"],
            byline=wanted["byline"],
            published_on=wanted["published_on"],
            locale=wanted["locale"],
            language=wanted["language"],
            again=wanted["again"],
        )
        row = self.get_queryset().get(pk=article.pk)
        return Response(ArticleTextOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=SpanIn, responses={201: ClaimOut})
    @action(detail=True, methods=["post"], filterset_fields=None)
    def claims(self, request: Request, public_id: str) -> Response:
        """Make a claim of words that no rule marked."""
        article = self.get_object()
        wanted = check_shape(SpanIn, request)
        claim = add_claim(article, actor=self.actor, now=timezone.now(), **wanted)
        return Response(ClaimOut(claim).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses=TrailOut(many=True))
    @action(detail=True, methods=["get"], filterset_fields=None)
    def trail(self, request: Request, public_id: str) -> Response:
        """Give the article's history, newest first."""
        rows = TrailEntry.objects.filter(chain=self.get_object().public_id)
        return self.answer_page(rows, TrailOut)


def read_input(wanted: dict[str, Any]) -> Reading:
    """Read whichever input was given."""
    kind = wanted.get("input_format", "")
    if wanted.get("url"):
        return read_url(wanted["url"])
    if wanted.get("file"):
        file = wanted["file"]
        return read_upload(file.name, file.read(), input_format=kind)
    if kind in ("html", "markdown"):
        return read_upload("pasted", wanted["text"].encode(), input_format=kind)
    return read_pasted(wanted["text"])
