"""The desk's addresses as they are where single sign-on is set up."""

from django.urls import include, path

from factcheck.urls import urlpatterns as known

urlpatterns = [path("account/sso/", include("factcheck.sso_urls")), *known]
