"""What `manage.py check --deploy` asks of this desk beyond what Django asks."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

PLAIN_PROVIDER = "factcheck.E001"


@register(Tags.security, deploy=True)
def check_single_sign_on(app_configs: Any, **_more: Any) -> list[CheckMessage]:  # noqa: ARG001  # Django's call
    """Refuse an identity provider that is not spoken to over https, save while developing.

    OpenID Connect Discovery 1.0, section 4: the issuer's address has the scheme https. Over
    plain http whoever stands between may put their own keys in, and so sign anybody in.
    """
    if settings.DEBUG or not settings.SINGLE_SIGN_ON:
        return []
    return [
        Error(
            f"DESK_OIDC_SERVER is {address!r}: single sign-on wants an https address.",
            hint="Set DESK_OIDC_SERVER to the provider's https:// address, or to nothing.",
            id=PLAIN_PROVIDER,
        )
        for address in list_providers()
        if urlsplit(address).scheme != "https" or not urlsplit(address).hostname
    ]


def list_providers() -> Iterator[str]:
    """Yield the address of each identity provider that is set up."""
    for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        yield str(app["settings"]["server_url"])
