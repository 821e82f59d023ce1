"""New versions of an article over REST, and what each did to the claims."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import parsers, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.articles import read_input
from claims.api.base import DeskViewSet, check_shape
from claims.intake.answers import apply_answers, preview_answers
from claims.intake.versions import revise_article
from claims.models import Anchor, Article, ArticleVersion


class VersionIn(serializers.Serializer[Any]):
    """A new draft: text, file or address. `base` is the number it was written from."""

    text = serializers.CharField(required=False, trim_whitespace=False)
    file = serializers.FileField(required=False)
    url = serializers.CharField(required=False, max_length=4000)
    input_format = serializers.ChoiceField(("text", "html", "markdown"), required=False)
    base = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=1_000_000
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Take exactly one input."""
        given = [name for name in ("text", "file", "url") if attrs.get(name)]
        if len(given) != 1:
            raise serializers.ValidationError({"text": "Give text, file or url: one."})
        return attrs


class BaseIn(serializers.Serializer[Any]):
    """The number of the version that was looked at."""

    base = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=1_000_000
    )


class LandingOut(serializers.ModelSerializer[Anchor]):
    """Where a claim stands in a version; no offsets where it is orphaned."""

    claim = serializers.CharField(source="claim.public_id", read_only=True)

    class Meta:
        model = Anchor
        fields = ("claim", "state", "start", "end", "quote")
        read_only_fields = fields


class VersionOut(serializers.ModelSerializer[ArticleVersion]):
    """A version; `anchors` say how each claim landed in it."""

    created_by = serializers.CharField(source="created_by.username", read_only=True)
    anchors = LandingOut(many=True, read_only=True)

    class Meta:
        model = ArticleVersion
        fields = (
            "number", "sha256", "text", "notices", "created_by", "created_at", "anchors",
        )  # fmt: skip
        read_only_fields = fields


class PreviewOut(serializers.Serializer[Any]):
    """What applying the waiting answers would make of the text."""

    queries = serializers.ListField(child=serializers.CharField())
    old = serializers.CharField()
    new = serializers.CharField()


class VersionViewSet(DeskViewSet[Article]):
    """Below an article: its versions, and its answers on their way into the text."""

    queryset = Article.objects.none()
    serializer_class: Any = VersionOut
    parser_classes = (parsers.JSONParser, parsers.MultiPartParser, parsers.FormParser)

    def get_queryset(self) -> Any:
        """Give what the caller may open."""
        return Article.objects.visible_to(self.actor).select_related("current")

    @extend_schema(methods=["post"], request=VersionIn, responses={201: VersionOut})
    @extend_schema(methods=["get"], responses=VersionOut(many=True))
    @action(detail=True, methods=["get", "post"])
    def versions(self, request: Request, public_id: str) -> Response:
        """Read the versions, or bring in the next one: 409 where another came first."""
        article = self.get_object()
        if request.method == "POST":
            wanted = check_shape(VersionIn, request)
            version = revise_article(
                article,
                read_input(wanted),
                actor=self.actor,
                now=timezone.now(),
                base=wanted["base"],
            )
            return answer_version(version)
        rows = article.versions.select_related("created_by").order_by("-number")
        return self.answer_page(rows.prefetch_related("anchors__claim"), VersionOut)

    @extend_schema(methods=["post"], request=BaseIn, responses={201: VersionOut})
    @extend_schema(methods=["get"], responses=PreviewOut)
    @action(detail=True, methods=["get", "post"], url_path="answers")
    def answers(self, request: Request, public_id: str) -> Response:
        """Preview the accepted and changed answers together, or apply them."""
        article = self.get_object()
        if request.method == "POST":
            base = check_shape(BaseIn, request)["base"]
            now = timezone.now()
            version = apply_answers(article, actor=self.actor, now=now, base=base)
            return answer_version(version)
        preview = preview_answers(article)
        asked = [one.public_id for one in preview.queries]
        shown = {"queries": asked, "old": preview.old, "new": preview.new}
        return Response(PreviewOut(shown).data)


def answer_version(version: ArticleVersion) -> Response:
    """Answer a version that was just written."""
    return Response(VersionOut(version).data, status=status.HTTP_201_CREATED)
