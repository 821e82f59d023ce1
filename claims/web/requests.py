"""The request as signed-in pages see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from claims.models import User


class DeskRequest(HttpRequest):
    """A request of a signed-in person; `login_required` has turned strangers away."""

    user: User
    htmx: HtmxDetails
