"""Sources, evidence and their checks over REST."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet, check_shape
from claims.api.shapes_in import DescriptionIn, PassageIn, ReasonIn
from claims.api.shapes_sources import EvidenceOut, LinkCheckOut, SourceOut, SourceRowOut
from claims.evidence import ask_check, withdraw_evidence
from claims.evidence.descriptions import describe_source
from claims.evidence.passages import choose_passage, read_source
from claims.evidence.reads import note_evidence, note_source
from claims.models import Evidence, OutcomeClass, Source


class SourceFilter(django_filters.FilterSet):
    """`?outcome=&kind=&host=&alive=`; outcome may be repeated."""

    outcome = django_filters.MultipleChoiceFilter(choices=OutcomeClass.choices)
    kind = django_filters.ChoiceFilter(choices=Source.Kind.choices)

    class Meta:
        model = Source
        fields = ("outcome", "kind", "host", "alive")


class SourceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, DeskViewSet[Source]):
    """Read sources, and ask for a check now."""

    queryset = Source.objects.none()
    serializer_class = SourceOut
    filterset_class = SourceFilter

    def get_queryset(self) -> QuerySet[Source]:
        """Give what the caller may know of."""
        return Source.objects.visible_to(self.actor)

    def get_serializer_class(self) -> type[SourceOut]:
        """Give the short shape for lists, which name no confidential source."""
        return SourceRowOut if self.action == "list" else SourceOut

    def get_object(self) -> Source:
        """Give the source, and note the reading of a confidential one."""
        source = super().get_object()
        note_source(source, actor=self.actor, now=timezone.now())
        return source

    @extend_schema(request=None, responses={202: SourceOut})
    @action(detail=True, methods=["post"])
    def check(self, request: Request, public_id: str) -> Response:
        """Ask for a visit now; its outcome appears under `checks`."""
        source = ask_check(self.get_object(), actor=self.actor, now=timezone.now())
        return Response(SourceOut(source).data, status=202)

    @extend_schema(request=DescriptionIn, responses=SourceOut)
    @action(detail=True, methods=["post"])
    def describe(self, request: Request, public_id: str) -> Response:
        """Put title, publisher and date right; visits fill in only what is empty."""
        wanted = check_shape(DescriptionIn, request)
        source = describe_source(
            self.get_object(), actor=self.actor, now=timezone.now(), **wanted
        )
        return Response(SourceOut(source).data)

    @extend_schema(responses=LinkCheckOut(many=True))
    @action(detail=True, methods=["get"], filterset_class=None)
    def checks(self, request: Request, public_id: str) -> Response:
        """Give the visits so far, newest first."""
        return self.answer_page(self.get_object().link_checks.all(), LinkCheckOut)


class EvidenceViewSet(mixins.RetrieveModelMixin, DeskViewSet[Evidence]):
    """One citation."""

    queryset = Evidence.objects.none()
    serializer_class = EvidenceOut

    def get_queryset(self) -> QuerySet[Evidence]:
        """Give what the caller may open."""
        rows = Evidence.objects.visible_to(self.actor)
        return rows.select_related("claim__article", "source", "added_by")

    def get_object(self) -> Evidence:
        """Give the citation, and note the reading of a confidential source."""
        row = super().get_object()
        article = row.claim.article
        note_evidence([row], actor=self.actor, now=timezone.now(), article=article)
        return row

    @extend_schema(request=PassageIn, responses=EvidenceOut)
    @action(detail=True, methods=["post"])
    def passage(self, request: Request, public_id: str) -> Response:
        """Choose the passage; it is looked for at once in what was captured."""
        wanted = check_shape(PassageIn, request)
        row = self.get_object()
        row = choose_passage(
            row, actor=self.actor, now=timezone.now(), seen=read_source(row.source),
            **wanted,
        )  # fmt: skip
        return Response(EvidenceOut(row).data)

    @extend_schema(request=ReasonIn, responses=EvidenceOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, public_id: str) -> Response:
        """Take a citation back, with a reason."""
        wanted = check_shape(ReasonIn, request)
        evidence = withdraw_evidence(
            self.get_object(), actor=self.actor, now=timezone.now(), **wanted
        )
        return Response(EvidenceOut(evidence).data)
