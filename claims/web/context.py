"""What every page may show around its own content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from claims.models import Preference, User
from claims.notices.reading import count_unread
from claims.web.keys import find_keyboard, find_preference
from claims.web.languages import PUBLIC
from claims.web.queue_tabs import count_waiting
from claims.web.tour import is_offered


def show_desk(request: HttpRequest) -> dict[str, Any]:
    """Give the newsroom's name and, if a template asks, the length of the person's queue.

    Public pages never ask, so that they touch no session and may be cached.
    """

    def count_mine() -> int:
        user = request.user
        return count_waiting(user) if isinstance(user, User) else 0

    def count_notices() -> int:
        return count_unread(request.user) if isinstance(request.user, User) else 0

    def give_preference() -> Preference | None:
        user = request.user
        return find_preference(user) if isinstance(user, User) else None

    return {
        "preference": SimpleLazyObject(give_preference),
        "newsroom": settings.NEWSROOM,
        "site_url": settings.SITE_URL,
        "single_sign_on": settings.SINGLE_SIGN_ON,
        "demo": settings.DEMO,
        "is_public": request.path_info.startswith(PUBLIC),
        "n_mine": SimpleLazyObject(count_mine),
        "tour_offered": SimpleLazyObject(lambda: is_offered(request)),
        "keyboard": SimpleLazyObject(lambda: find_keyboard(request)),
        "n_notices": SimpleLazyObject(count_notices),
    }
