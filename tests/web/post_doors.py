"""Every address of a page that takes a POST, from the URL conf; why some need no stamp."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

NEW = "makes a new row, and changes none that stands"
BARE = "nothing is typed: the state itself refuses the second"
OWN = "one's own setting, and nobody else's; the last press is what is wanted"
OTHERS = "words of the desk are not changed: it asks for a visit"

SAFE = {
    "article-new": NEW,
    "import": "filed or cancelled once: the state itself refuses the second",
    "claim-queries": NEW,
    "experts": NEW,
    "rationales": NEW,
    "absences": NEW,
    "evidence-add": NEW,
    "claim-comments": NEW,
    "sentence-comments": NEW,
    "tokens": NEW,
    "check-ask": NEW,
    "expert-withdraw": BARE,
    "rationale-retire": BARE,
    "query-withdraw": BARE,
    "edit-undo": BARE,
    "act-undo": BARE,
    "review-start": BARE,
    "review-withdraw": BARE,
    "review-release": BARE,
    "round-open": BARE,
    "absence-end": BARE,
    "comment-reopen": BARE,
    "token-revoke": BARE,
    "verdict-reuse": "fills in one's own review, which nobody else can write",
    "article-queries": "nothing is typed, and the version named refuses the second",
    "claim-presence": "says who is there, and stores nothing",
    "article-presence": "says who is there, and stores nothing",
    "tour": OWN,
    "notices-read": OWN,
    "notice-read": OWN,
    "language": OWN,
    "appearance": OWN,
    "key-settings": OWN,
    "notice-settings": OWN,
    "filter-save": OWN,
    "filter-drop": OWN,
    "sources-check": OTHERS,
    "article-check": OTHERS,
    "source-check": OTHERS,
}


def list_post_doors() -> dict[str, Callable[..., object]]:
    """Give every address of the desk's own pages that takes a POST, by name; an address
    that names no methods takes all. Sign-in pages are another house's, the API has rows
    of its own."""
    return {
        pattern.name or str(pattern.pattern): pattern.callback
        for pattern in walk(get_resolver())
        if pattern.callback.__module__.startswith("claims.web.")
        and "POST" in read_methods(pattern.callback)
    }


def walk(resolver: Any) -> Iterator[URLPattern]:
    """Yield every address below the resolver."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from walk(one)
        else:
            yield one


def read_methods(view: Callable[..., object] | None) -> set[str]:
    """Give the methods that Django's own decorators let through to the view."""
    while view is not None:
        if cls := getattr(view, "view_class", None):
            return {name.upper() for name in cls.http_method_names if hasattr(cls, name)}
        if inspect.isfunction(view):
            named = inspect.getclosurevars(view).nonlocals.get("request_method_list")
            if named:
                return set(named)
        view = getattr(view, "__wrapped__", None)
    return {"POST"}
