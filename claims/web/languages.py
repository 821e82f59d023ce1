"""In which language a page speaks: the person's choice, else what the browser asks for.

The choice is kept with the person and in a cookie; signing in lays the cookie again, so
that no page needs a query. Public pages are kept by caches for everybody, and experts
get no cookie: there only the address (`?lang=es`) and the browser decide.
"""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_POST

from claims.models import Preference, User

PUBLIC = ("/checks/", "/expert/")  # neither lays cookies


class LanguageMiddleware(LocaleMiddleware):
    """Django's own, save that public pages ignore the cookie and heed their address."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the answer."""
        if not request.path_info.startswith(PUBLIC):
            super().process_request(request)
            return
        language = next(read_wishes(request), settings.LANGUAGE_CODE)
        translation.activate(language)
        request.LANGUAGE_CODE = language


def read_wishes(request: HttpRequest) -> Iterator[str]:
    """Yield the languages the desk has among those address and browser ask for."""
    header = request.headers.get("Accept-Language", "")
    asked = [code for code, _weight in parse_accept_lang_header(header)]
    for code in (request.GET.get("lang", ""), *asked):
        if is_known(code.split("-")[0]):
            yield code.split("-")[0]


def name_language(request: HttpRequest) -> str:
    """Give the query that has a public page speak as this page does, where the browser
    alone would not bring that about."""
    now = translation.get_language() or settings.LANGUAGE_CODE
    asked = request.path_info.startswith(PUBLIC) and "lang" in request.GET
    browser = HttpRequest()
    browser.META = request.META
    alone = next(read_wishes(browser), settings.LANGUAGE_CODE)
    return f"?lang={now}" if asked or now != alone else ""


def is_known(code: str) -> bool:
    """Say whether the desk speaks the language."""
    return code in dict(settings.LANGUAGES)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language chosen, then go back to the page it was chosen on.

    A language the desk does not speak changes nothing; an address elsewhere is not
    followed.
    """
    answer = HttpResponseRedirect(find_way_back(request))
    language = request.POST.get("language", "")
    if is_known(language):
        if isinstance(request.user, User):
            Preference.objects.update_or_create(
                person=request.user, defaults={"language": language}
            )
        lay_cookie(answer, language)
    return answer


def find_way_back(request: HttpRequest) -> str:
    """Give the desk's own address that the form names, else the front page."""
    way = request.POST.get("return_to", "")
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(
        way, allowed_hosts=hosts, require_https=request.is_secure()
    )
    return way if safe else reverse("home")


def recall_language(answer: HttpResponse, person: User) -> None:
    """Lay the cookie of somebody who signed in, where they have ever chosen."""
    kept = Preference.objects.filter(person=person).values_list("language", flat=True)
    language = kept.first() or ""
    if is_known(language):
        lay_cookie(answer, language)


def lay_cookie(answer: HttpResponse, language: str) -> None:
    """Have the browser say the language with each request."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
