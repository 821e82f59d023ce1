"""The contact log over REST: for people with clearance, and every reading is noted."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet, check_shape
from claims.evidence.contacts import log_contact, mark_reporter
from claims.evidence.reads import note_contacts, require_clearance
from claims.models import Claim, Contact, ReporterMark

ID = r"\A[0-9a-z]{0,16}\Z"


class ContactIn(serializers.Serializer[Any]):
    """One conversation; `corrects` names the entry this one stands in for."""

    asked = serializers.CharField(max_length=300)
    medium = serializers.ChoiceField(Contact.Medium.choices)
    spoke_at = serializers.DateTimeField()
    confirmed = serializers.CharField(max_length=20_000)
    source = serializers.RegexField(ID, required=False, default="", allow_blank=True)  # type: ignore[assignment]  # a field of this name is meant
    corrects = serializers.RegexField(ID, required=False, default="", allow_blank=True)
    why = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=2000
    )


class ContactOut(serializers.ModelSerializer[Contact]):
    """One conversation, as logged."""

    source = serializers.CharField(  # type: ignore[assignment]  # a field of this name is meant
        source="source.public_id", read_only=True, default=None, allow_null=True
    )
    corrects = serializers.CharField(
        source="corrects.public_id", read_only=True, default=None, allow_null=True
    )
    logged_by = serializers.CharField(source="logged_by.username", read_only=True)

    class Meta:
        model = Contact
        fields = (
            "public_id", "source", "asked", "medium", "spoke_at", "confirmed", "corrects",
            "why", "logged_by", "logged_at",
        )  # fmt: skip
        read_only_fields = fields


class MarkIn(serializers.Serializer[Any]):
    """Whether the claim rests on the reporter alone, and why."""

    rests = serializers.BooleanField()
    reason = serializers.CharField(max_length=2000)


class MarkOut(serializers.ModelSerializer[ReporterMark]):
    """The mark, as it was set or lifted."""

    by = serializers.CharField(source="by.username", read_only=True)

    class Meta:
        model = ReporterMark
        fields = ("rests", "reason", "by", "at")
        read_only_fields = fields


class ContactViewSet(DeskViewSet[Claim]):
    """Below a claim: who was asked, and whether it rests on the reporter alone."""

    queryset = Claim.objects.none()
    serializer_class: Any = ContactOut

    def get_queryset(self) -> Any:
        """Give what the caller may open."""
        return Claim.objects.visible_to(self.actor).select_related("article")

    def read(self) -> Claim:
        """Give the claim whose log is about to be shown, and note the reading.

        Raises:
            NotAllowed: the caller has no clearance.
        """
        claim = self.get_object()
        require_clearance(self.actor)
        note_contacts(claim, actor=self.actor, now=timezone.now())
        return claim

    @extend_schema(methods=["post"], request=ContactIn, responses={201: ContactOut})
    @extend_schema(methods=["get"], responses=ContactOut(many=True))
    @action(detail=True, methods=["get", "post"])
    def contacts(self, request: Request, public_id: str) -> Response:
        """Read the contact log, or write an entry."""
        if request.method == "POST":
            claim, wanted = self.get_object(), check_shape(ContactIn, request)
            row = log_contact(claim, actor=self.actor, now=timezone.now(), **wanted)
            return Response(ContactOut(row).data, status=status.HTTP_201_CREATED)
        rows = Contact.objects.visible_to(self.actor).filter(claim=self.read())
        rows = rows.select_related("source", "corrects", "logged_by")
        return self.answer_page(rows, ContactOut)

    @extend_schema(methods=["post"], request=MarkIn, responses={201: MarkOut})
    @extend_schema(methods=["get"], responses=MarkOut(many=True))
    @action(detail=True, methods=["get", "post"], url_path="reporter-marks")
    def reporter_marks(self, request: Request, public_id: str) -> Response:
        """Read how the mark stood, newest first, or set or lift it."""
        if request.method == "POST":
            claim, wanted = self.get_object(), check_shape(MarkIn, request)
            row = mark_reporter(claim, actor=self.actor, now=timezone.now(), **wanted)
            return Response(MarkOut(row).data, status=status.HTTP_201_CREATED)
        rows = self.read().reporter_marks.select_related("by")
        return self.answer_page(rows, MarkOut)
