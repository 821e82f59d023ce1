"""Texts on their way in, over REST: start, follow, look, file, cancel."""

from dataclasses import fields
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, parsers, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet, check_shape
from claims.api.shapes_in import ArticleIn
from claims.intake.importing import (
    Named,
    cancel_import,
    file_import,
    name_day,
    start_import,
)
from claims.intake.readers import refuse_scheme
from claims.models import Import

NAMES = {one.name for one in fields(Named)}


class ImportIn(ArticleIn):
    """A new article, as for `articles/`; `look` waits once it is read."""

    look = serializers.BooleanField(default=False)


class ImportFileIn(serializers.Serializer[Any]):
    """`again` files a text that is on the desk already; `published_on` is its day, where
    it does not say so itself."""

    published_on = serializers.DateField(required=False)

    again = serializers.BooleanField(default=False)


class ImportOut(serializers.ModelSerializer[Import]):
    """Where an import is. `refusal` says why it is not filed; `article` names what it
    became."""

    article = serializers.CharField(
        source="article.public_id", read_only=True, allow_null=True, default=None
    )
    refusal = serializers.SerializerMethodField()

    class Meta:
        model = Import
        fields = (
            "public_id", "origin", "name", "look", "state", "refusal", "article",
            "started_at", "changed_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_refusal(self, row: Import) -> dict[str, str] | None:
        """Give it as the caller may know it."""
        return row.tell_refusal(self.context["request"].user)


class ImportViewSet(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.DestroyModelMixin,
    DeskViewSet[Import],
):
    """Bring a text in without waiting for its reading: the caller's own imports."""

    queryset = Import.objects.none()
    serializer_class: Any = ImportOut
    parser_classes = (parsers.JSONParser, parsers.MultiPartParser, parsers.FormParser)
    filterset_fields = {"state": ["exact"]}

    def get_queryset(self) -> QuerySet[Import]:
        """Give the caller's own."""
        rows = Import.objects.visible_to(self.actor)
        return rows.select_related("article").defer("body", "reading")

    @extend_schema(request=ImportIn, responses={202: ImportOut})
    def create(self, request: Request) -> Response:
        """Start one; a worker reads it, then files it or, with `look`, waits."""
        wanted = check_shape(ImportIn, request)
        origin, name, body = take_input(wanted)
        named = Named(**{name: wanted[name] for name in NAMES if name in wanted})
        row = start_import(
            origin, name=name, body=body, named=named, look=wanted["look"], **self.stamp()
        )
        return Response(self.show(row), status=status.HTTP_202_ACCEPTED)

    @extend_schema(request=ImportFileIn, responses=ImportOut)
    @action(detail=True, methods=["post"])
    def file(self, request: Request, public_id: str) -> Response:
        """File what was read; a second time gives the same article."""
        wanted = check_shape(ImportFileIn, request)
        if day := wanted.pop("published_on", None):
            name_day(self.get_object(), day=day, **self.stamp())
        file_import(self.get_object(), **self.stamp(), **wanted)
        return Response(self.show(self.get_object()))

    def show(self, row: Import) -> Any:
        """Give an import as the caller may know it."""
        return ImportOut(row, context=self.get_serializer_context()).data

    def perform_destroy(self, instance: Import) -> None:
        """Cancel it: a worker at it stops, and nothing is stored."""
        cancel_import(instance, **self.stamp())


def take_input(wanted: dict[str, Any]) -> tuple[str, str, bytes | None]:
    """Give the origin, the name and the bytes of whichever input was given.

    Raises:
        BadInput: the address is none of the web's.
    """
    if wanted.get("url"):
        refuse_scheme(wanted["url"])
        return Import.Origin.URL, wanted["url"].strip(), None
    if wanted.get("file"):
        return Import.Origin.FILE, wanted["file"].name or "", wanted["file"].read()
    return Import.Origin.PASTE, "", wanted["text"].encode()
