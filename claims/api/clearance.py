"""Coverage and clearing over REST: blockers by code, waivers, the clearance itself."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet, check_shape
from claims.errors import TransitionRefused
from claims.models import Article, Clearance, Sentence
from claims.verdicts.blockers import find_blockers
from claims.verdicts.clearance import clear_article
from claims.verdicts.coverage import unwaive_sentence, waive_sentence
from claims.verdicts.undoing import find_last_act, undo_act


class BlockerOut(serializers.Serializer[Any]):
    """One reason why the article is not clear."""

    code = serializers.CharField()
    detail = serializers.CharField()
    subject = serializers.CharField()
    key = serializers.CharField()


class ClearIn(serializers.Serializer[Any]):
    """A chief's reason for clearing over what is open; else nothing."""

    override_reason = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=4000
    )


class ClearanceOut(serializers.ModelSerializer[Clearance]):
    """That a version was cleared, and over what."""

    version = serializers.IntegerField(source="version.number", read_only=True)
    by = serializers.CharField(source="by.username", read_only=True)
    overridden = BlockerOut(many=True, read_only=True)

    class Meta:
        model = Clearance
        fields = ("version", "by", "at", "overridden", "override_reason")
        read_only_fields = fields


class WaiverIn(serializers.Serializer[Any]):
    """A sentence of the current version by its index, and why; `waived` false opens it."""

    index = serializers.IntegerField(min_value=0, max_value=1_000_000)
    waived = serializers.BooleanField(default=True)
    reason = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=4000
    )


class WaiverOut(serializers.Serializer[Any]):
    """A sentence and its waiver; empty where it is open."""

    index = serializers.IntegerField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    waived = serializers.CharField(source="waived_reason")


class UndoneOut(serializers.Serializer[Any]):
    """How many claims or sentences are as they were before."""

    undone = serializers.IntegerField()


class ClearanceViewSet(DeskViewSet[Article]):
    """Below an article: what blocks it, its waivers and its clearances."""

    queryset = Article.objects.none()
    serializer_class: Any = ClearanceOut

    def get_queryset(self) -> Any:
        """Give what the caller may open."""
        return Article.objects.visible_to(self.actor).select_related("current")

    @extend_schema(responses=BlockerOut(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def blockers(self, request: Request, public_id: str) -> Response:
        """Give everything that stands between the current version and print."""
        found = find_blockers(self.get_object(), today=timezone.localdate())
        return Response([one.describe() for one in found])

    @extend_schema(request=ClearIn, responses={201: ClearanceOut})
    @action(detail=True, methods=["post"])
    def clear(self, request: Request, public_id: str) -> Response:
        """Clear the current version; 409 lists every blocker in `unmet`."""
        wanted = check_shape(ClearIn, request)
        now = timezone.now()
        row = clear_article(self.get_object(), actor=self.actor, now=now, **wanted)
        return Response(ClearanceOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses=ClearanceOut(many=True))
    @action(detail=True, methods=["get"])
    def clearances(self, request: Request, public_id: str) -> Response:
        """Give every clearance there was, newest first."""
        rows = Clearance.objects.filter(version__article=self.get_object())
        return self.answer_page(rows.select_related("version", "by"), ClearanceOut)

    @extend_schema(request=WaiverIn, responses=WaiverOut)
    @action(detail=True, methods=["post"])
    def waivers(self, request: Request, public_id: str) -> Response:
        """Waive a sentence with a reason, or open it again."""
        article, wanted = self.get_object(), check_shape(WaiverIn, request)
        rows = Sentence.objects.filter(version=article.current)
        sentence = get_object_or_404(rows, index=wanted["index"])
        act = waive_sentence if wanted["waived"] else unwaive_sentence
        row = act(sentence, actor=self.actor, now=timezone.now(), reason=wanted["reason"])
        return Response(WaiverOut(row).data)

    @extend_schema(request=None, responses=UndoneOut)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, public_id: str) -> Response:
        """Take back what the caller did last in the article, a waiver or an act on a claim;
        of a bulk act all of it."""
        entry = find_last_act(self.get_object(), self.actor)
        if entry is None:
            raise TransitionRefused("There is nothing of yours to undo.")
        n = undo_act(entry, actor=self.actor, now=timezone.now())
        return Response({"undone": n})
