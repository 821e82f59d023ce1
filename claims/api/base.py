"""What every endpoint shares: public ids in the path, the actor, pages of other rows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypedDict, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.once import do_once, read_key
from claims.models import User

Row = TypeVar("Row", bound=Model)


def check_shape(
    shape: type[serializers.Serializer[Any]], request: Request
) -> dict[str, Any]:
    """Give the request's body in `shape`.

    Raises:
        ValidationError: it has another shape.
    """
    wanted = shape(data=request.data)
    wanted.is_valid(raise_exception=True)
    return dict(wanted.validated_data)


class Stamp(TypedDict):
    """By whom and when, as every service takes it."""

    actor: User
    now: datetime


class DeskViewSet(viewsets.GenericViewSet[Row]):
    """A view set over rows that the actor may see; strangers' rows answer 404."""

    lookup_field = "public_id"
    lookup_value_regex = "[0-9a-z]{1,16}"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let the request in; one with a key is answered once (`claims.api.once`)."""
        super().initial(request, *args, **kwargs)
        door = getattr(self, "post", None)
        if door is not None and (key := read_key(request)):
            self.post = do_once(door, key)

    @property
    def actor(self) -> User:
        """Give the person on whose behalf the request acts."""
        user = self.request.user
        if not isinstance(user, User):
            raise TypeError("the permission class lets nobody else in")
        return user

    def stamp(self) -> Stamp:
        """Give the actor and this moment."""
        return {"actor": self.actor, "now": timezone.now()}

    def answer_page(
        self,
        rows: QuerySet[Any],
        shape: type[serializers.BaseSerializer[Any]],
        *,
        seen: Callable[[list[Any]], object] = list,
    ) -> Response:
        """Answer a cursor page of rows that belong to one thing, which `seen` is told."""
        page = self.paginate_queryset(rows) or []
        seen(page)
        return self.get_paginated_response(shape(page, many=True).data)
