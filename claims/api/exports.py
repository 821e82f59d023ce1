"""An article as a file, over REST."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.base import DeskViewSet
from claims.galley import FORMS, compose_sheet, write_form
from claims.galley.forms import name_file
from claims.models import Article


class ExportViewSet(DeskViewSet[Article]):
    """The forms an article leaves the desk in."""

    queryset = Article.objects.none()

    def get_queryset(self) -> QuerySet[Article]:
        """Give what the caller may open."""
        return Article.objects.visible_to(self.actor).select_related("current")

    @extend_schema(
        parameters=[OpenApiParameter("form", str, "path", enum=list(FORMS))],
        responses={(200, form.media_type): OpenApiTypes.BINARY for form in FORMS.values()},
    )
    @action(detail=True, url_path="exports/(?P<form>[a-z-]+)")
    def exports(self, request: Request, public_id: str, form: str) -> HttpResponse:
        """Give the article as PDF, HTML, Word or CSV, as the caller may read it."""
        now = timezone.localtime()
        sheet = compose_sheet(self.get_object(), reader=self.actor, now=now)
        content, kind = write_form(sheet, form)
        answer = HttpResponse(content, content_type=kind.media_type)
        answer["Content-Disposition"] = f'attachment; filename="{name_file(sheet, kind)}"'
        return answer
