"""What belongs to the newsroom as a whole: the scale, publications, who I am."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import DeskViewSet
from claims.api.shapes_out import PersonOut, PublicationOut, RatingOut
from claims.models import Claim, Publication, Rating, User


class RatingViewSet(mixins.ListModelMixin, DeskViewSet[Rating]):
    """The rating scale, in its own order."""

    queryset = Rating.objects.filter(active=True)
    serializer_class = RatingOut
    pagination_class = None


class PublicationViewSet(mixins.ListModelMixin, DeskViewSet[Publication]):
    """Every document that was public, current ones by `?is_current=true`."""

    queryset = Publication.objects.none()
    serializer_class = PublicationOut
    filterset_fields = {"is_current": ["exact"], "claim__public_id": ["exact"]}

    def get_queryset(self) -> QuerySet[Publication]:
        """Give those of claims the caller may open."""
        return Publication.objects.filter(
            claim__in=Claim.objects.visible_to(self.actor)
        ).select_related("claim")


class MeView(APIView):
    """The person this request acts for."""

    @extend_schema(responses=PersonOut)
    def get(self, request: Request) -> Response:
        """Give name and role."""
        return Response(
            PersonOut(User.objects.get(username=request.user.get_username())).data
        )


@extend_schema(exclude=True)
class NowhereView(APIView):
    """Answers addresses that lead nowhere in the API's own shape."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse before anything else is asked.

        Raises:
            NotFound: always.
        """
        raise NotFound("There is no such address in this API. See /api/docs/.")
