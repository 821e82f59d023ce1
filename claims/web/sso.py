"""Single sign-on: the newsroom's identity provider lets people in, as viewers at first."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from claims.models import Role, User


class NewsroomAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no stubs
    """Takes people in whom the provider vouches for; the chief gives them their role."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002  # allauth calls it so
        """Say yes: only the configured provider comes this way."""
        return True

    def new_user(self, request: HttpRequest, sociallogin: Any) -> User:
        """Give an account that may read, whatever the provider says it may do."""
        person: User = super().new_user(request, sociallogin)
        person.role, person.clearance = Role.VIEWER, False
        return person
