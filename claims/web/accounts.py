"""The front door: people are let in by the chief; and the words it refuses with."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from claims.models import User
from claims.web.browsers import name_browser
from claims.web.languages import recall_language

# By allauth's own codes; what cannot happen here keeps its words.
NOT_BOTH = _("Name and password do not belong together. Check both.")
REFUSALS = {
    "account_inactive": _("This account is closed. Ask the chief of the desk."),
    "cannot_remove_primary_email": _("Make another address the first, then remove it."),
    "duplicate_email": _("Your account has this address already."),
    "email_password_mismatch": NOT_BOTH,
    "email_taken": _("Another account has this address. Give another one."),
    "enter_current_password": _("This is not your password now. Type it again."),
    "incorrect_password": _("This is not your password. Type it again."),
    "invalid_login": NOT_BOTH,
    "invalid_password_reset": _("This link is used up. Ask for another."),
    "max_email_addresses": _("Keep no more than %d addresses: remove one first."),
    "rate_limited": _("Too many at once. Wait a minute, then try again."),
    "too_many_login_attempts": _("Too many wrong tries. Wait a quarter of an hour."),
    "unverified_primary_email": _("Confirm the address first; then make it the first."),
    "username_password_mismatch": NOT_BOTH,
}
FACTOR_REFUSALS = {
    "cannot_delete_authenticator": _("The second factor cannot be turned off."),
    "cannot_generate_recovery_codes": _(
        "Codes come with an app or a key: set one up first."
    ),
    "incorrect_code": _("This code is not right, or used already. Give the newest."),
}


class ClosedDoorAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no stubs
    """Signs people in and out; never signs them up."""

    error_messages = DefaultAccountAdapter.error_messages | REFUSALS

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


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no stubs
    """Refuses in the desk's words; calls a new key after the browser that makes it."""

    error_messages = DefaultMFAAdapter.error_messages | FACTOR_REFUSALS

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002, ARG002  # allauth calls it so
        """Give the name that stands in the form before a person writes another."""
        return name_browser(context.request.headers.get("User-Agent", ""))
