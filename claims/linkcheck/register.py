"""One source row for each distinct URL, however many claims cite it."""

from collections.abc import Iterable
from datetime import datetime

from claims.linkcheck.urls import UrlRefused, read_url
from claims.models import Source, User


def register_urls(
    urls: Iterable[str], *, actor: User | None, now: datetime
) -> dict[str, Source]:
    """Give a source for each URL that can be visited, making the missing ones.

    Two writers that register one URL at once get one row: the key is unique. New sources
    are due for their first visit at `now`. URLs that no browser would visit are left out.
    """
    keys: dict[str, str] = {}
    fresh: dict[str, Source] = {}
    for url in urls:
        try:
            target = read_url(url)
        except UrlRefused:
            continue
        keys[url] = target.url
        fresh[target.url] = Source(
            kind=Source.Kind.WEB,
            url=url,
            url_key=target.url,
            host=target.host,
            created_by=actor,
            created_at=now,
            next_visit_at=now,
        )
    known = find_by_key(keys.values())
    Source.objects.bulk_create(
        [source for key, source in fresh.items() if key not in known], ignore_conflicts=True
    )
    rows = find_by_key(keys.values())
    return {url: rows[key] for url, key in keys.items()}


def find_by_key(keys: Iterable[str]) -> dict[str, Source]:
    """Give the sources of canonical URLs, by that URL."""
    return {row.url_key: row for row in Source.objects.filter(url_key__in=set(keys))}
