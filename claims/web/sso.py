"""Single sign-on: the newsroom's identity provider lets people in, as viewers at first."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

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


@never_cache
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the provider; a provider that is away is said."""
    from allauth.socialaccount.providers.openid_connect.views import login  # as below

    return ask_provider(login, request, provider_id)


@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the provider's answer and sign the person in, or say why not."""
    # Imports tables that are there with single sign-on alone.
    from allauth.socialaccount.providers.openid_connect.views import callback

    return ask_provider(callback, request, provider_id)


def ask_provider(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """Give what a view that speaks to the provider answers."""
    try:
        answer: HttpResponse = view(request, provider_id)
    except OSError:  # what the library raises of its network is one
        context = {"is_away": True}
        page = "socialaccount/authentication_error.html"
        return render(request, page, context, status=503)
    return answer
