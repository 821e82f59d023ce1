"""Correcting claims over REST."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet, check_shape
from claims.api.shapes_out import ClaimOut
from claims.errors import BadInput, TransitionRefused
from claims.intake.editing import correct_value, respan_claim, retype_claim
from claims.intake.splitting import merge_claims, split_claim
from claims.intake.undo import undo_edit
from claims.models import Claim, ClaimEdit, Kind, TrailEntry
from claims.models.trail import PASSING
from claims.verdicts.undoing import can_undo, undo_act

LAST = 2_000_000  # code points, far beyond any text


class CorrectionIn(serializers.Serializer[Any]):
    """What every correction takes. With `revision` it is refused if the claim changed."""

    reason = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=2000
    )
    revision = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=LAST
    )


class EditIn(CorrectionIn):
    """One of `value`, `kind`, and `start` with `end` (code points, end-exclusive)."""

    value = serializers.DictField(required=False)
    kind = serializers.ChoiceField(Kind.choices, required=False)
    start = serializers.IntegerField(required=False, min_value=0, max_value=LAST)
    end = serializers.IntegerField(required=False, min_value=1, max_value=LAST)


class PartIn(serializers.Serializer[Any]):
    """A span of the current text."""

    start = serializers.IntegerField(min_value=0, max_value=LAST)
    end = serializers.IntegerField(min_value=1, max_value=LAST)


class SplitIn(CorrectionIn):
    """The parts."""

    parts = serializers.ListField(child=PartIn(), min_length=1, max_length=50)


class MergeIn(CorrectionIn):
    """The other claims, by public id, and the kind of the one they become."""

    others = serializers.ListField(
        child=serializers.RegexField(r"\A[0-9a-z]{1,16}\Z"), min_length=1, max_length=11
    )
    kind = serializers.ChoiceField(
        Kind.choices, required=False, default="", allow_blank=True
    )


class EditingViewSet(DeskViewSet[Claim]):
    """Corrections of one claim, each undoable by who made it."""

    queryset = Claim.objects.none()
    serializer_class = ClaimOut
    filterset_class = None

    def get_queryset(self) -> Any:
        """Give what the caller may open."""
        return Claim.objects.visible_to(self.actor).for_queue()

    def answer(self, *claims: Claim, code: int = status.HTTP_200_OK) -> Response:
        """Answer one claim, or the list of several, as they are now."""
        rows = self.get_queryset().filter(pk__in=[one.pk for one in claims])
        body = ClaimOut(rows.order_by("number"), many=True).data
        return Response(body if code == status.HTTP_201_CREATED else body[0], status=code)

    @extend_schema(request=EditIn, responses=ClaimOut)
    @action(detail=True, methods=["post"])
    def edit(self, request: Request, public_id: str) -> Response:
        """Correct its value, its kind or its words."""
        claim = self.get_object()
        wanted = check_shape(EditIn, request)
        common: dict[str, Any] = {"actor": self.actor, "now": timezone.now()}
        common |= {name: wanted.pop(name) for name in ("reason", "revision")}
        if set(wanted) == {"value"}:
            correct_value(claim, value=wanted["value"], **common)
        elif set(wanted) == {"kind"}:
            retype_claim(claim, kind=wanted["kind"], **common)
        elif set(wanted) == {"start", "end"}:
            respan_claim(claim, start=wanted["start"], end=wanted["end"], **common)
        else:
            raise BadInput("Give value, or kind, or start and end.", field="value")
        return self.answer(claim)

    @extend_schema(request=SplitIn, responses={201: ClaimOut(many=True)})
    @action(detail=True, methods=["post"], pagination_class=None)
    def split(self, request: Request, public_id: str) -> Response:
        """Make a claim of each part and dismiss it; answers the new claims."""
        claim = self.get_object()
        wanted = check_shape(SplitIn, request)
        at = [(one["start"], one["end"]) for one in wanted.pop("parts")]
        now = timezone.now()
        parts = split_claim(claim, at=at, actor=self.actor, now=now, **wanted)
        return self.answer(*parts, code=status.HTTP_201_CREATED)

    @extend_schema(request=MergeIn, responses={201: ClaimOut(many=True)})
    @action(detail=True, methods=["post"], pagination_class=None)
    def merge(self, request: Request, public_id: str) -> Response:
        """Make one claim of it and others that touch it; answers that one, in a list."""
        claim = self.get_object()
        wanted = check_shape(MergeIn, request)
        visible = Claim.objects.visible_to(self.actor).select_related("article")
        others = [get_object_or_404(visible, public_id=one) for one in wanted.pop("others")]
        now = timezone.now()
        merged = merge_claims([claim, *others], actor=self.actor, now=now, **wanted)
        return self.answer(merged, code=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=ClaimOut)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, public_id: str) -> Response:
        """Take back what the caller did last to it: an act (assigned, handed on, flagged,
        dismissed, restored; of a bulk act all of it), or a correction."""
        claim = self.get_object()
        rows = TrailEntry.objects.filter(subject=f"claim:{claim.public_id}")
        newest = rows.exclude(action__in=PASSING).order_by("-seq").first()
        if newest is not None and can_undo([newest], self.actor):
            undo_act(newest, actor=self.actor, now=timezone.now())
            return self.answer(claim)
        edit = (
            ClaimEdit.objects.filter(claim=claim, by=self.actor, undone_by=None)
            .exclude(act=ClaimEdit.Act.UNDO)
            .first()
        )
        if edit is None:
            raise TransitionRefused("There is no correction of yours to undo.")
        return self.answer(undo_edit(edit, actor=self.actor, now=timezone.now()))
