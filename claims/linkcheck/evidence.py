"""The cited passages of a visit: where they were sought, and how they stand."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from claims.linkcheck.page import Page
from claims.linkcheck.passages import find_passage
from claims.linkcheck.visit import Known, PassageFound

TEXT_DIRECTIVE = re.compile(r"(?:^|[:&~])text=([^&]+)")


def read_text_fragments(url: str) -> Iterator[str]:
    """Passages a URL itself cites as #:~:text=[prefix-,]start[,end][,-suffix], with the
    space between start and end as an ellipsis (the WICG text fragments draft)."""
    fragment = urlsplit(url).fragment
    if ":~:" not in fragment:
        return
    for directive in TEXT_DIRECTIVE.findall(fragment.partition(":~:")[2]):
        parts = [unquote(part) for part in directive.split(",")]
        plain = [p for p in parts if not (p.endswith("-") or p.startswith("-"))]
        if plain and all(plain):
            yield " [\u2026] ".join(plain[:2])


def find_passages(url: str, page: Page, known: Known) -> tuple[PassageFound, ...]:
    """How each cited passage stands, in the order cited; those of the URL come last.

    What a reader sees comes first: the embedded text of a script counts only for passages
    that the visible page does not have in any wording.
    """
    cited = dict.fromkeys((*known.quotes, *read_text_fragments(url)))
    return tuple(find_on_page(quote, page, known) for quote in cited)


def find_on_page(quote: str, page: Page, known: Known) -> PassageFound:
    found = find_passage(quote, page.text)
    if found.state == "missing" and page.embedded:
        found = find_passage(quote, page.embedded)
        found = PassageFound(quote, found.state, -1, -1, found.now, found.changes)
    if found.state != "missing":
        return found
    for url, text in known.other_pages.items():
        elsewhere = find_passage(quote, text)
        if elsewhere.state == "found":
            return PassageFound(
                quote, "moved", now=elsewhere.now, changes=(("url", "", url),)
            )
    return found


def keep_text(page: Page, passages: tuple[PassageFound, ...]) -> str:
    """The text to remember: the article, and the lines of passages found outside it."""
    main = page.main or page.text or page.embedded
    outside = [p.now for p in passages if p.state == "found" and p.now not in main]
    return "\n".join((main, *outside)) if outside else main


def find_fragment(url: str, page: Page, body: bytes) -> tuple[str, ...]:
    """("fragment_missing",) when the URL names a place that an HTML page does not have."""
    name = urlsplit(url).fragment.partition(":~:")[0]
    if page.kind != "html" or not name or name.lower() == "top" or name[0] in "!/":
        return ()
    forms = {name, unquote(name)}
    pattern = "|".join(re.escape(form) for form in forms)
    place = re.compile(rf"""\s(?:id|name)\s*=\s*["']?(?:{pattern})["'\s>/]""".encode())
    return () if place.search(body) else ("fragment_missing",)


def find_linked_pages(page: Page, url: str) -> tuple[str, ...]:
    """Pages of the same site where a passage that is missing may have moved to, at most
    three: rel=canonical, rel=next. Their texts go into Known.other_pages."""
    host = urlsplit(url).netloc
    found = dict.fromkeys((page.canonical, page.next_url))
    bare = url.partition("#")[0]
    return tuple(
        other
        for other in found
        if other and other != bare and urlsplit(other).netloc == host
    )
