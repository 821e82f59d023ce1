"""Where each door stands."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("claims.api.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("", include("claims.web.urls")),
]
if settings.SINGLE_SIGN_ON:
    urlpatterns.insert(1, path("account/sso/", include("factcheck.sso_urls")))
if settings.DEMO:
    urlpatterns.insert(0, path("demo/", include("claims.demo.pages")))
