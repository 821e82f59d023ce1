"""People from outside over REST: experts' links, readers' requests."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import DeskViewSet, check_shape
from claims.errors import NotAllowed
from claims.evidence.invitations import invite_expert, withdraw_invitation
from claims.evidence.reads import note_evidence, note_invitations, note_requests
from claims.models import Claim, CorrectionRequest, Invitation, Role
from claims.publishing import settle_request
from claims.workflow.sameness import find_uses


class InvitationIn(serializers.Serializer[Any]):
    """Whom to ask what; `shown` are ids of open, standing evidence of the claim."""

    expert = serializers.CharField(max_length=200)
    email = serializers.EmailField(required=False, default="", allow_blank=True)
    question = serializers.CharField(max_length=4000)
    days = serializers.IntegerField(required=False, default=14, min_value=1, max_value=90)
    confidential = serializers.BooleanField(required=False, default=False)
    shown = serializers.ListField(
        child=serializers.RegexField(r"\A[0-9a-z]{1,16}\Z"), required=False, default=list,
        max_length=100,
    )  # fmt: skip


class InvitationOut(serializers.ModelSerializer[Invitation]):
    """An invitation. `link_secret` is given once, by the answer that made it."""

    claim = serializers.CharField(source="claim.public_id", read_only=True)
    state = serializers.SerializerMethodField()
    email = serializers.SerializerMethodField()
    invited_by = serializers.CharField(source="invited_by.username", read_only=True)
    evidence = serializers.CharField(
        source="as_evidence.public_id", read_only=True, allow_null=True, default=None
    )
    link_secret = serializers.SerializerMethodField()

    class Meta:
        model = Invitation
        fields = (
            "public_id", "claim", "expert", "email", "question", "confidential", "state",
            "invited_by", "invited_at", "expires_at", "withdrawn_at", "answered_at",
            "answer", "evidence", "link_secret",
        )  # fmt: skip
        read_only_fields = fields

    def get_state(self, row: Invitation) -> str:
        """Give open, answered, withdrawn or expired."""
        return row.find_state(timezone.now())

    def get_email(self, row: Invitation) -> str | None:
        """Give the address to people with clearance, else null."""
        return row.email if self.context.get("cleared") else None

    def get_link_secret(self, row: Invitation) -> str | None:
        """Give the secret of a link just made; the page is /expert/SECRET/."""
        return self.context.get("secret")


class RequestOut(serializers.ModelSerializer[CorrectionRequest]):
    """What a reader asked, and what they were told."""

    claim = serializers.CharField(source="claim.public_id", read_only=True)
    document = serializers.CharField(source="publication.sha256", read_only=True)
    email = serializers.SerializerMethodField()

    class Meta:
        model = CorrectionRequest
        fields = (
            "public_id", "claim", "document", "wrong", "shown_by", "email", "state",
            "answer", "asked_at", "settled_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_email(self, row: CorrectionRequest) -> str | None:
        """Give the address to people with clearance, else null."""
        return row.email if self.context.get("cleared") else None


class SettleIn(serializers.Serializer[Any]):
    """Accept or decline, and what the reader is told."""

    accept = serializers.BooleanField()
    answer = serializers.CharField(max_length=2000)


class UseOut(serializers.Serializer[Any]):
    """One place where the same assertion stands."""

    claim = serializers.CharField(source="public_id")
    article = serializers.CharField(source="article.public_id")
    number = serializers.IntegerField()
    quote = serializers.CharField()
    status = serializers.CharField()


class OutsideViewSet(DeskViewSet[Claim]):
    """Below a claim: experts' links, and what a revision touches."""

    queryset = Claim.objects.none()
    serializer_class: Any = InvitationOut

    def get_queryset(self) -> Any:
        """Give what the caller may open."""
        return Claim.objects.visible_to(self.actor).select_related("article")

    @extend_schema(methods=["post"], request=InvitationIn, responses={201: InvitationOut})
    @extend_schema(methods=["get"], responses=InvitationOut(many=True))
    @action(detail=True, methods=["get", "post"])
    def invitations(self, request: Request, public_id: str) -> Response:
        """List the links to outside experts, or make one."""
        require_editor(self)
        claim = self.get_object()
        cleared = {"cleared": self.actor.clearance}
        if request.method == "POST":
            wanted = check_shape(InvitationIn, request)
            row, secret = invite_expert(claim, **self.stamp(), **wanted)
            made = InvitationOut(row, context={**cleared, "secret": secret})
            note_invitations([row], **self.stamp())
            return Response(
                made.data,
                status=status.HTTP_201_CREATED,
                headers={"Cache-Control": "no-store"},
            )
        rows: Any = Invitation.objects.visible_to(self.actor).filter(claim=claim)
        rows = rows.select_related("claim__article", "invited_by", "as_evidence__source")
        page: Any = self.paginate_queryset(rows) or []
        note_invitations(page, **self.stamp())
        answers = [row.as_evidence for row in page if row.as_evidence is not None]
        note_evidence(answers, article=claim.article, **self.stamp())
        return self.get_paginated_response(
            InvitationOut(page, many=True, context=cleared).data
        )

    @extend_schema(responses=UseOut(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def uses(self, _request: Request, public_id: str) -> Response:
        """List every place that a revision of its verdict touches, in open articles."""
        uses = find_uses(self.get_object())
        seen = Claim.objects.visible_to(self.actor).filter(pk__in=[one.pk for one in uses])
        keys = set(seen.values_list("pk", flat=True))
        return Response(UseOut([one for one in uses if one.pk in keys], many=True).data)


class InvitationViewSet(DeskViewSet[Invitation]):
    """An expert's link by its own id."""

    queryset = Invitation.objects.none()
    serializer_class: Any = InvitationOut

    def get_queryset(self) -> Any:
        """Give what the caller may see."""
        rows = Invitation.objects.visible_to(self.actor)
        return rows.select_related("claim__article", "invited_by", "as_evidence")

    @extend_schema(request=None, responses=InvitationOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, _request: Request, public_id: str) -> Response:
        """End the link."""
        require_editor(self)
        row = withdraw_invitation(self.get_object(), **self.stamp())
        note_invitations([row], **self.stamp())
        cleared = {"cleared": self.actor.clearance}
        return Response(InvitationOut(row, context=cleared).data)


class RequestViewSet(mixins.ListModelMixin, DeskViewSet[CorrectionRequest]):
    """What readers asked, for editors."""

    queryset = CorrectionRequest.objects.none()
    serializer_class: Any = RequestOut

    def get_queryset(self) -> Any:
        """Give requests about claims the caller may open."""
        rows = CorrectionRequest.objects.visible_to(self.actor)
        return rows.select_related("claim__article", "publication")

    def get_serializer_context(self) -> dict[str, Any]:
        """Say whether the caller may see addresses."""
        return {**super().get_serializer_context(), "cleared": self.actor.clearance}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the requests, the newest first."""
        require_editor(self)
        page = self.paginate_queryset(self.get_queryset()) or []
        note_requests(page, **self.stamp())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(request=SettleIn, responses=RequestOut)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, public_id: str) -> Response:
        """Accept, which sends a settled claim to recheck, or decline."""
        require_editor(self)
        wanted = check_shape(SettleIn, request)
        row = settle_request(self.get_object(), **self.stamp(), **wanted)
        note_requests([row], **self.stamp())
        return Response(self.get_serializer(row).data)


def require_editor(view: DeskViewSet[Any]) -> None:
    """Return for editors and above.

    Raises:
        NotAllowed: the caller is none.
    """
    if not view.actor.ranks(Role.EDITOR):
        raise NotAllowed("Only an editor or above may do this.")
