"""What every page may show around its own content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from claims.models import Preference, User
from claims.models.prepared import count_each
from claims.notices.reading import list_unread
from claims.web.keys import find_keyboard, find_preference
from claims.web.languages import PUBLIC, name_language
from claims.web.queue_tabs import LISTS, MOST
from claims.web.tour import is_offered


def show_desk(request: HttpRequest) -> dict[str, Any]:
    """Give the newsroom's name and, if a template asks, how much waits for the person.

    Public pages never ask, so that they touch no session and may be cached.
    """

    def count_waiting() -> tuple[int, int]:
        user = request.user
        if not isinstance(user, User):
            return 0, 0
        mine, unread = count_each((LISTS["mine"], list_unread), user, most=MOST + 1)
        return mine, unread

    def give_preference() -> Preference | None:
        user = request.user
        return find_preference(user) if isinstance(user, User) else None

    waiting = SimpleLazyObject(count_waiting)
    return {
        "preference": SimpleLazyObject(give_preference),
        "newsroom": settings.NEWSROOM,
        "site_url": settings.SITE_URL,
        "single_sign_on": settings.SINGLE_SIGN_ON,
        "demo": settings.DEMO,
        "is_public": request.path_info.startswith(PUBLIC),
        "in_language": name_language(request),
        "n_mine": SimpleLazyObject(lambda: waiting[0]),
        "tour_offered": SimpleLazyObject(lambda: is_offered(request)),
        "keyboard": SimpleLazyObject(lambda: find_keyboard(request)),
        "n_notices": SimpleLazyObject(lambda: waiting[1]),
    }
