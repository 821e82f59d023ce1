"""Queries to the writer over REST."""

from typing import Any

import django_filters
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet, check_shape
from claims.api.shapes_in import ReasonIn
from claims.models import Claim, Query
from claims.verdicts.clearance import accept_cut
from claims.verdicts.queries import CHOICES, answer_query, raise_query, withdraw_query


class QueryIn(serializers.Serializer[Any]):
    """A question, words for the claim's place, or both; "" takes the words out."""

    question = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=4000
    )
    replacement = serializers.CharField(
        required=False, default=None, allow_null=True, allow_blank=True, max_length=4000
    )


class AnswerIn(serializers.Serializer[Any]):
    """The writer's answer."""

    choice = serializers.ChoiceField(CHOICES)
    answer = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=4000
    )
    own_words = serializers.CharField(
        required=False, default=None, allow_null=True, allow_blank=True, max_length=4000
    )
    attributed_to = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=200
    )


class QueryOut(serializers.ModelSerializer[Query]):
    """A query, its claim and what became of it."""

    claim = serializers.CharField(source="claim.public_id", read_only=True)
    raised_by = serializers.CharField(source="raised_by.username", read_only=True)
    answered_by = serializers.CharField(
        source="answered_by.username", read_only=True, allow_null=True, default=None
    )
    applied_in = serializers.IntegerField(
        source="applied_in.number", read_only=True, allow_null=True, default=None
    )

    class Meta:
        model = Query
        fields = (
            "public_id", "claim", "quote", "question", "replacement", "state", "answer",
            "own_words", "attributed_to", "raised_by", "raised_at", "answered_by",
            "answered_at", "applied_in",
        )  # fmt: skip
        read_only_fields = fields


class QueryFilter(django_filters.FilterSet):
    """`?article=&claim=&state=`; state may be repeated."""

    article = django_filters.CharFilter(field_name="claim__article__public_id")
    claim = django_filters.CharFilter(field_name="claim__public_id")
    state = django_filters.MultipleChoiceFilter(choices=Query.State.choices)

    class Meta:
        model = Query
        fields = ("article", "claim", "state")


class QueryViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, DeskViewSet[Query]):
    """Read queries, answer and withdraw them."""

    queryset = Query.objects.none()
    serializer_class = QueryOut
    filterset_class = QueryFilter

    def get_queryset(self) -> Any:
        """Give what the caller may open."""
        return Query.objects.visible_to(self.actor).for_list()

    @extend_schema(request=AnswerIn, responses=QueryOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, public_id: str) -> Response:
        """Accept, stet, change, attribute or answer it."""
        wanted = check_shape(AnswerIn, request)
        now = timezone.now()
        row = answer_query(self.get_object(), actor=self.actor, now=now, **wanted)
        return Response(QueryOut(row).data)

    @extend_schema(request=ReasonIn, responses=QueryOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, public_id: str) -> Response:
        """Take it back."""
        wanted = check_shape(ReasonIn, request)
        now = timezone.now()
        row = withdraw_query(self.get_object(), actor=self.actor, now=now, **wanted)
        return Response(QueryOut(row).data)


class ClaimQueryViewSet(DeskViewSet[Claim]):
    """Below a claim: asking the writer, and accepting that its words were cut."""

    queryset = Claim.objects.none()
    serializer_class: Any = QueryOut

    def get_queryset(self) -> Any:
        """Give what the caller may open."""
        return Claim.objects.visible_to(self.actor)

    @extend_schema(methods=["post"], request=QueryIn, responses={201: QueryOut})
    @extend_schema(methods=["get"], responses=QueryOut(many=True))
    @action(detail=True, methods=["get", "post"])
    def queries(self, request: Request, public_id: str) -> Response:
        """Read its queries, or raise one."""
        claim = self.get_object()
        if request.method == "POST":
            wanted = check_shape(QueryIn, request)
            row = raise_query(claim, actor=self.actor, now=timezone.now(), **wanted)
            return Response(QueryOut(row).data, status=status.HTTP_201_CREATED)
        return self.answer_page(Query.objects.filter(claim=claim).for_list(), QueryOut)

    @extend_schema(request=ReasonIn, responses={204: None})
    @action(detail=True, methods=["post"], url_path="accept-cut")
    def accept_cut(self, request: Request, public_id: str) -> Response:
        """Say that an orphaned claim's words were cut on purpose."""
        wanted = check_shape(ReasonIn, request)
        accept_cut(self.get_object(), actor=self.actor, now=timezone.now(), **wanted)
        return Response(status=status.HTTP_204_NO_CONTENT)
