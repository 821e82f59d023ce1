"""Where single sign-on stands, below account/sso/, if it is set up."""

from django.urls import include, path

from claims.web.sso import begin, come_back

urlpatterns = [
    path("oidc/<str:provider_id>/login/", begin, name="openid_connect_login"),
    path(
        "oidc/<str:provider_id>/login/callback/", come_back, name="openid_connect_callback"
    ),
    path("", include("allauth.socialaccount.urls")),
]
