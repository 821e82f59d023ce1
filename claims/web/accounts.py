"""The front door: people are let in by the chief, they do not register themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from claims.models import User
from claims.web.languages import recall_language


class ClosedDoorAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no stubs
    """Signs people in and out; never signs them up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth calls it so
        """Say no: accounts are made by the chief."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave passwords to axes, which counts them for every door at once.

        What `login_failed` limits is then codes of a second factor, which axes never sees.
        """

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        """Go on in the person's own language."""
        answer: HttpResponse = super().post_login(request, user, **more)
        recall_language(answer, user)
        return answer
