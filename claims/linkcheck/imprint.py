"""Who published a page and when, as the page says of itself. Pure.

Outside sources of the names: schema.org (Article), the Open Graph protocol, Dublin Core,
Highwire's citation_* tags.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from claims.linkcheck.charset import decode_body
from claims.linkcheck.page import attribute, decide_kind, load_json, squeeze

HEAD = 400_000  # bytes that are looked at
PUBLISHERS = (
    "meta[property='og:site_name']",
    "meta[name='citation_publisher' i]",
    "meta[name='dc.publisher' i]",
    "meta[name='dcterms.publisher' i]",
    "meta[name='application-name' i]",
)
DATES = (
    "meta[property='article:published_time']",
    "meta[itemprop='datePublished']",
    "meta[name='citation_publication_date' i]",
    "meta[name='dcterms.issued' i]",
    "meta[name='dc.date' i]",
    "meta[name='date' i]",
)
ISO = re.compile(r"\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Imprint:
    """`publisher` is "" and `published_on` None where the page says nothing."""

    publisher: str = ""
    published_on: date | None = None


def read_imprint(body: bytes, headers: Mapping[str, str]) -> Imprint:
    """Give what an HTML page says of its publisher and date. Never raises."""
    if decide_kind(body, headers) != "html":
        return Imprint()
    tree = LexborHTMLParser(decode_body(body[:HEAD], headers)[0])
    publisher, published_on = read_schema(tree)
    for css in PUBLISHERS:
        publisher = publisher or attribute(tree.css_first(css), "content")
    for css in DATES:
        published_on = published_on or read_date(attribute(tree.css_first(css), "content"))
    if published_on is None:
        node = tree.css_first("time[itemprop='datePublished'],time[pubdate]")
        published_on = read_date(attribute(node, "datetime"))
    return Imprint(squeeze(publisher)[:200], published_on)


def read_schema(tree: LexborHTMLParser) -> tuple[str, date | None]:
    """Give the publisher's name and the date of the first JSON-LD object that has them."""
    publisher, published_on = "", None
    for script in tree.css('script[type="application/ld+json"]')[:10]:
        for item in list_objects(load_json(script.text())):
            named = item.get("publisher")
            name = named.get("name") if isinstance(named, dict) else named
            publisher = publisher or (name if isinstance(name, str) else "")
            published_on = published_on or read_date(item.get("datePublished"))
    return publisher, published_on


def list_objects(value: object) -> list[dict[str, object]]:
    """Give the objects of a JSON-LD document: itself, its list's, or its graph's."""
    if isinstance(value, dict):
        graph = value.get("@graph")
        more = (
            [one for one in graph if isinstance(one, dict)]
            if isinstance(graph, list)
            else []
        )
        return [value, *more[:50]]
    if isinstance(value, list):
        return [one for one in value[:50] if isinstance(one, dict)]
    return []


def read_date(words: object) -> date | None:
    """Give the day of an ISO date or time, as written, whatever its zone."""
    found = ISO.match(words) if isinstance(words, str) else None
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
