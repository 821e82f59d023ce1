"""What the newsroom asks for, how far reviewers agree, and who works on what, over REST."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import DeskViewSet, check_shape
from claims.api.shapes_in import NamedRow
from claims.models import Article, Kind, Policy, User
from claims.verdicts.agreement_report import list_rounds, report_agreement
from claims.verdicts.policies import MOST, RISKS, set_policy
from claims.verdicts.teams import CHANGES, change_team, list_stranded
from claims.workflow.policy import Needs

NEEDS = tuple(Needs.__dataclass_fields__)


class PolicyIn(serializers.Serializer[Any]):
    """What a kind or a risk flag needs; "" is every one. A reason is needed."""

    kind = serializers.ChoiceField(Kind.choices, default="", allow_blank=True)
    risk = serializers.ChoiceField(RISKS, default="", allow_blank=True)
    min_sources = serializers.IntegerField(
        default=1, min_value=0, max_value=MOST["min_sources"]
    )
    primary_required = serializers.BooleanField(default=False)
    independent_secondary = serializers.IntegerField(
        default=0, min_value=0, max_value=MOST["independent_secondary"]
    )
    two_reviewers = serializers.BooleanField(default=True)
    locator_required = serializers.BooleanField(default=False)
    capture_days = serializers.IntegerField(
        default=None, allow_null=True, min_value=0, max_value=MOST["capture_days"]
    )
    shelf_days = serializers.IntegerField(
        default=None, allow_null=True, min_value=0, max_value=MOST["shelf_days"]
    )
    reason = serializers.CharField(default="", allow_blank=True, max_length=2000)


class PolicyOut(serializers.ModelSerializer[Policy]):
    """One version of a policy; retired ones have `active` false."""

    changed_by = serializers.CharField(
        source="changed_by.username", default=None, read_only=True
    )

    class Meta:
        model = Policy
        fields = ("kind", "risk", "version", "active", *NEEDS, "changed_by", "changed_at")
        read_only_fields = fields


class PolicyViewSet(mixins.ListModelMixin, DeskViewSet[Policy]):
    """Every version of every policy; POST sets one, as the chief."""

    queryset = Policy.objects.select_related("changed_by")
    serializer_class = PolicyOut
    filterset_fields = {"kind": ["exact"], "risk": ["exact"], "active": ["exact"]}

    @extend_schema(request=PolicyIn, responses={201: PolicyOut})
    def create(self, request: Request) -> Response:
        """Add a version; the one before it is kept and retired."""
        wanted = check_shape(PolicyIn, request)
        needs = Needs(**{name: wanted.pop(name) for name in NEEDS})
        row = set_policy(needs=needs, **wanted, **self.stamp())
        return Response(PolicyOut(row).data, status=status.HTTP_201_CREATED)


class KappaOut(serializers.Serializer[Any]):
    """`n` rounds, the share agreed on, kappa with its error; 95 per cent intervals."""

    n = serializers.IntegerField()
    share = serializers.FloatField()
    share_low = serializers.FloatField()
    share_high = serializers.FloatField()
    kappa = serializers.FloatField(allow_null=True)
    error = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


class GroupOut(serializers.Serializer[Any]):
    """One group of rounds: `by` is all, kind, pair or month."""

    by = serializers.CharField()
    group = serializers.CharField()
    cohen = KappaOut()
    fleiss = KappaOut()


class AgreementIn(serializers.Serializer[Any]):
    """From which day on reviews count; without it, all do."""

    since = serializers.DateField(required=False)


class AgreementView(APIView):
    """How far reviewers agree in finished rounds the caller may open."""

    @extend_schema(parameters=[AgreementIn], responses=GroupOut(many=True))
    def get(self, request: Request) -> Response:
        """Give both kappas over all, by kind, by pair and by month."""
        asked = AgreementIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        person = User.objects.get(username=request.user.get_username())
        report = report_agreement(list_rounds(person, **asked.validated_data))
        rows = [
            {"by": by, "group": group, **found}
            for by, groups in report.items()
            for group, found in groups.items()
        ]
        return Response(GroupOut(rows, many=True).data)


class TeamIn(serializers.Serializer[Any]):
    """One change: restrict, open (with a reason), add or drop (with a person)."""

    change = serializers.ChoiceField(CHANGES)
    person = NamedRow(
        slug_field="username", queryset=User.objects.all(), allow_null=True, default=None
    )
    reason = serializers.CharField(default="", allow_blank=True, max_length=2000)


class TeamOut(serializers.Serializer[Any]):
    """Who may open it, and the claims whose review waits for people who may not."""

    restricted = serializers.BooleanField()
    team = serializers.ListField(child=serializers.CharField())
    waiting = serializers.ListField(child=serializers.CharField())


class TeamViewSet(DeskViewSet[Article]):
    """Who works on an article."""

    queryset = Article.objects.none()
    serializer_class = TeamOut

    def get_queryset(self) -> QuerySet[Article]:
        """Give what the caller may open."""
        return Article.objects.visible_to(self.actor)

    @extend_schema(responses=TeamOut)
    @action(detail=True, methods=["get"])
    def team(self, request: Request, public_id: str) -> Response:
        """Give the team."""
        return self.answer_team(self.get_object())

    @extend_schema(request=TeamIn, responses=TeamOut)
    @team.mapping.post
    def set_team(self, request: Request, public_id: str) -> Response:
        """Restrict or open the article, or let somebody in or out."""
        article = self.get_object()
        change_team(article, **check_shape(TeamIn, request), **self.stamp())
        return self.answer_team(article)

    def answer_team(self, article: Article) -> Response:
        """Answer the team as it is now."""
        names = article.team.order_by("username").values_list("username", flat=True)
        waiting = list_stranded(article).values_list("public_id", flat=True)
        body = {"restricted": article.restricted, "team": names, "waiting": waiting}
        return Response(TeamOut(body).data)
