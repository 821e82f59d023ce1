"""Who a request is from: a token in the Authorization header, else the session."""

from typing import TYPE_CHECKING

from django.utils import timezone
from rest_framework import permissions
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from claims.models import ApiToken, User, digest_secret

if TYPE_CHECKING:
    from rest_framework.views import APIView  # it imports this module

SCHEMES = (b"bearer", b"token")


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer desk_…`; the owner acts, within the token's scopes."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Give owner and token; None without the header.

        Raises:
            AuthenticationFailed: unknown, expired or revoked, or its owner is inactive.
        """
        words = get_authorization_header(request).split()
        if len(words) != 2 or words[0].lower() not in SCHEMES:
            return None
        digest = digest_secret(words[1].decode("latin-1"))
        now = timezone.now()
        token = ApiToken.objects.select_related("owner").filter(digest=digest).first()
        if token is None or not token.is_live(now) or not token.owner.is_active:
            raise AuthenticationFailed("Unknown, expired or revoked token.")
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        """Give the challenge of a 401."""
        return "Bearer"


class DeskPermission(permissions.BasePermission):
    """Signed-in people only; a token writes only where it may. Services judge the rest."""

    message = "This token may read only."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Say whether the request may reach the service at all."""
        if not request.user.is_authenticated:
            return False
        token = request.auth
        reading = request.method in permissions.SAFE_METHODS
        return reading or not isinstance(token, ApiToken) or token.may_write
