"""Handing work on over REST: another reviewer, past verdicts, days away."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet, check_shape
from claims.api.shapes_in import NamedRow
from claims.api.shapes_out import ClaimOut, VerdictOut
from claims.models import Absence, Claim, User, Verdict
from claims.verdicts.absences import end_absence, record_absence
from claims.verdicts.past import find_past, reuse_verdict
from claims.verdicts.reassigning import reassign_review


class ReassignIn(serializers.Serializer[Any]):
    """Who takes the review over, by user name; null: anybody. A reason is needed."""

    person = NamedRow(
        slug_field="username",
        queryset=User.objects.filter(is_active=True),
        allow_null=True,
        default=None,
    )
    reason = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=2000
    )


class ReuseIn(serializers.Serializer[Any]):
    """The claim whose newest verdict is to fill in one's started review."""

    claim = NamedRow(slug_field="public_id", queryset=Claim.objects.all())


class SourceChangeOut(serializers.Serializer[Any]):
    """What happened to a source since: source_gone, passage_altered, passage_missing or
    source_drifted."""

    code = serializers.CharField()
    title = serializers.CharField()


class PastOut(serializers.Serializer[Any]):
    """A verdict on the same assertion elsewhere, its age in days, its sources since."""

    claim = serializers.CharField(source="claim.public_id")
    article = serializers.CharField(source="claim.article.public_id")
    quote = serializers.CharField(source="claim.quote")
    verdict = VerdictOut()
    days = serializers.IntegerField()
    is_stale = serializers.BooleanField()
    likeness = serializers.FloatField()
    changes = SourceChangeOut(many=True)


class ReuseOut(serializers.Serializer[Any]):
    """The review as it is filled in now; nothing is handed in."""

    part = serializers.CharField()
    rating = serializers.CharField(source="rating.code")
    rationale = serializers.CharField()
    as_of = serializers.DateField()


class HandingOnViewSet(DeskViewSet[Claim]):
    """What a claim's review can be handed on to, and taken from."""

    queryset = Claim.objects.none()
    serializer_class = ClaimOut

    def get_queryset(self) -> QuerySet[Claim]:
        """Give what the caller may open."""
        return Claim.objects.visible_to(self.actor).for_queue()

    @extend_schema(request=ReassignIn, responses=ClaimOut)
    @action(detail=True, methods=["post"])
    def reassign(self, request: Request, public_id: str) -> Response:
        """Give the review that is asked for or under way to somebody else."""
        claim = self.get_object()
        wanted = check_shape(ReassignIn, request)
        reassign_review(claim, actor=self.actor, now=timezone.now(), **wanted)
        return Response(ClaimOut(self.get_queryset().get(pk=claim.pk)).data)

    @extend_schema(responses=PastOut(many=True))
    @action(detail=True, methods=["get"])
    def past(self, request: Request, public_id: str) -> Response:
        """List verdicts on the same assertion in other articles; five at most."""
        today = timezone.now().date()
        found = find_past(self.get_object(), self.actor, today=today)
        return Response(PastOut(found, many=True).data)

    @extend_schema(request=ReuseIn, responses=ReuseOut)
    @action(detail=True, methods=["post"])
    def reuse(self, request: Request, public_id: str) -> Response:
        """Fill in one's started review from a past verdict; hand it in as any other."""
        wanted = check_shape(ReuseIn, request)
        seen = Claim.objects.visible_to(self.actor).filter(pk=wanted["claim"].pk)
        verdict = Verdict.objects.filter(claim__in=seen).order_by("-pk").first()
        if verdict is None:
            raise serializers.ValidationError({"claim": "It has no verdict."})
        review = reuse_verdict(
            self.get_object(), actor=self.actor, now=timezone.now(), verdict=verdict
        )
        return Response(ReuseOut(review).data)


class AbsenceIn(serializers.Serializer[Any]):
    """Who is away, both days inclusive."""

    person = NamedRow(slug_field="username", queryset=User.objects.filter(is_active=True))
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    note = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=200
    )


class AbsenceOut(serializers.ModelSerializer[Absence]):
    """That somebody is away."""

    person = serializers.CharField(source="person.username", read_only=True)

    class Meta:
        model = Absence
        fields = ("public_id", "person", "starts_on", "ends_on", "note", "ended_at")
        read_only_fields = fields


class AbsenceViewSet(mixins.ListModelMixin, DeskViewSet[Absence]):
    """Who is away, and was."""

    queryset = Absence.objects.select_related("person")
    serializer_class = AbsenceOut

    @extend_schema(request=AbsenceIn, responses={201: AbsenceOut})
    def create(self, request: Request) -> Response:
        """Write an absence down."""
        wanted = check_shape(AbsenceIn, request)
        absence = record_absence(actor=self.actor, now=timezone.now(), **wanted)
        return Response(AbsenceOut(absence).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=AbsenceOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, public_id: str) -> Response:
        """Call it off."""
        absence = end_absence(self.get_object(), actor=self.actor, now=timezone.now())
        return Response(AbsenceOut(absence).data)
