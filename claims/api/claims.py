"""Claims over REST: reading them, and every act on one."""

from functools import partial
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet, check_shape
from claims.api.shapes_in import (
    AssignIn,
    EvidenceIn,
    MoveIn,
    ReasonIn,
    RisksIn,
    VerdictIn,
)
from claims.api.shapes_out import (
    ClaimOut,
    PublicationOut,
    ReviewOut,
    TrailOut,
    VerdictOut,
)
from claims.api.shapes_sources import EvidenceOut
from claims.evidence import cite_source
from claims.evidence.reads import note_evidence
from claims.models import Claim, Evidence, Kind, Review, TrailEntry
from claims.publishing import ask_correction, publish_claim, withdraw_publication
from claims.verdicts import (
    adjudicate,
    assign_reviewers,
    open_round,
    release_claim,
    start_review,
    submit_review,
    withdraw_review,
)
from claims.verdicts.risks import flag_risks
from claims.workflow import dismiss_alarms, move_claim


class ClaimFilter(django_filters.FilterSet):
    """`?article=&status=&kind=&reviewer=`; status and kind may be repeated."""

    article = django_filters.CharFilter(field_name="article__public_id")
    status = django_filters.MultipleChoiceFilter(choices=Claim.Status.choices)
    kind = django_filters.MultipleChoiceFilter(choices=Kind.choices)
    reviewer = django_filters.CharFilter(field_name="reviewer__username")

    class Meta:
        model = Claim
        fields = ("article", "status", "kind", "reviewer")


class ClaimViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, DeskViewSet[Claim]):
    """Read claims and work on them."""

    queryset = Claim.objects.none()
    serializer_class = ClaimOut
    filterset_class = ClaimFilter

    def get_queryset(self) -> QuerySet[Claim]:
        """Give what the caller may open."""
        return Claim.objects.visible_to(self.actor).for_queue()

    def act(self, service: Any, shape: Any = None, **more: Any) -> tuple[Claim, Any]:
        """Call one service on the claim in the path with the body's fields."""
        claim = self.get_object()
        wanted = check_shape(shape, self.request) if shape else {}
        written = service(claim, actor=self.actor, now=timezone.now(), **wanted, **more)
        return claim, written

    def answer_claim(self, service: Any, shape: Any = None) -> Response:
        """Act, and answer the claim as it is now."""
        claim, _ = self.act(service, shape)
        return Response(ClaimOut(self.get_queryset().get(pk=claim.pk)).data)

    @extend_schema(request=MoveIn, responses=ClaimOut)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, public_id: str) -> Response:
        """Keep, dismiss or restore it."""
        return self.answer_claim(move_claim, MoveIn)

    @extend_schema(request=AssignIn, responses=ClaimOut)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, public_id: str) -> Response:
        """Ask people to review it."""
        return self.answer_claim(assign_reviewers, AssignIn)

    @extend_schema(request=RisksIn, responses=ClaimOut)
    @action(detail=True, methods=["post"])
    def risks(self, request: Request, public_id: str) -> Response:
        """Set its risk flags; an empty list takes all away."""
        return self.answer_claim(flag_risks, RisksIn)

    @extend_schema(request=None, responses=ClaimOut)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, public_id: str) -> Response:
        """Take up its first or second review."""
        return self.answer_claim(start_review)

    @extend_schema(request=None, responses=ClaimOut)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, public_id: str) -> Response:
        """Let go of it."""
        return self.answer_claim(release_claim)

    @extend_schema(request=None, responses=ClaimOut)
    @action(detail=True, methods=["post"], url_path="open-round")
    def open_round(self, request: Request, public_id: str) -> Response:
        """Open a new round on a claim in recheck."""
        return self.answer_claim(open_round)

    @extend_schema(request=ReasonIn, responses=ClaimOut)
    @action(detail=True, methods=["post"], url_path="dismiss-alarms")
    def dismiss_alarms(self, request: Request, public_id: str) -> Response:
        """Put it back to what it was before the alarm."""
        return self.answer_claim(dismiss_alarms, ReasonIn)

    @extend_schema(request=None, responses=ClaimOut)
    @action(detail=True, methods=["post"], url_path="withdraw-review")
    def withdraw_review(self, request: Request, public_id: str) -> Response:
        """Take back one's own first review before the second is in."""
        return self.answer_claim(withdraw_review)

    @extend_schema(request=ReasonIn, responses=ClaimOut)
    @action(detail=True, methods=["post"], url_path="ask-correction")
    def ask_correction(self, request: Request, public_id: str) -> Response:
        """Send a settled claim to recheck."""
        return self.answer_claim(ask_correction, ReasonIn)

    @extend_schema(request=ReasonIn, responses=ClaimOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, public_id: str) -> Response:
        """Take its publication back."""
        return self.answer_claim(withdraw_publication, ReasonIn)

    @extend_schema(request=ReasonIn, responses={201: PublicationOut})
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, public_id: str) -> Response:
        """Publish its verdict as ClaimReview."""
        _, publication = self.act(publish_claim, ReasonIn)
        return Response(PublicationOut(publication).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=VerdictIn, responses={201: VerdictOut})
    @action(detail=True, methods=["post"])
    def adjudicate(self, request: Request, public_id: str) -> Response:
        """Settle a dispute."""
        _, verdict = self.act(adjudicate, VerdictIn)
        return Response(VerdictOut(verdict).data, status=status.HTTP_201_CREATED)

    @extend_schema(methods=["post"], request=VerdictIn, responses={201: ReviewOut})
    @extend_schema(methods=["get"], responses=ReviewOut(many=True))
    @action(detail=True, methods=["get", "post"], filterset_class=None)
    def reviews(self, request: Request, public_id: str) -> Response:
        """Read the reviews one may read, or hand in one's own."""
        if request.method == "POST":
            _, review = self.act(submit_review, VerdictIn)
            return Response(ReviewOut(review).data, status=status.HTTP_201_CREATED)
        rows = Review.objects.readable_by(self.actor).filter(claim=self.get_object())
        return self.answer_page(rows.select_related("reviewer", "rating"), ReviewOut)

    @extend_schema(methods=["post"], request=EvidenceIn, responses={201: EvidenceOut})
    @extend_schema(methods=["get"], responses=EvidenceOut(many=True))
    @action(detail=True, methods=["get", "post"], filterset_class=None)
    def evidence(self, request: Request, public_id: str) -> Response:
        """Read its evidence, or cite a source."""
        if request.method == "POST":
            _, evidence = self.act(cite_source, EvidenceIn)
            return Response(EvidenceOut(evidence).data, status=status.HTTP_201_CREATED)
        rows = Evidence.objects.visible_to(self.actor).standing()
        claim = self.get_object()
        rows = rows.filter(claim=claim).select_related("claim", "source", "added_by")
        note = partial(note_evidence, article=claim.article, **self.stamp())
        return self.answer_page(rows, EvidenceOut, seen=note)

    @extend_schema(responses=TrailOut(many=True))
    @action(detail=True, methods=["get"], filterset_class=None)
    def trail(self, request: Request, public_id: str) -> Response:
        """Give its history, newest first."""
        subject = f"claim:{self.get_object().public_id}"
        return self.answer_page(TrailEntry.objects.filter(subject=subject), TrailOut)
