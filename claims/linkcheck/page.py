"""A fetched document as the verdict reads it: text, main text, title, links, signs."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from claims.linkcheck.charset import decode_body
from claims.linkcheck.html_text import read_texts
from claims.linkcheck.visit import Visit

HTML_SIGN = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|h1|p|div)\b", re.IGNORECASE
)
TAGS = re.compile(r"<[^>]{1,500}>")
BODY_KEYS = ("articleBody", "reviewBody", "text", "transcript")
MAX_EMBEDDED = 400_000
LONGEST_KEPT = 65_536  # bytes of a body whose page may be kept with its visit
SHADOW = re.compile(r"<template\b([^>]*\bshadowrootmode\b)", re.IGNORECASE)
SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Page:
    """One document. `kind` is html, text, json, pdf, binary or empty.

    `text` is all visible text, `main` the article within it, `embedded` the article a
    script would show (JSON-LD articleBody, or page state when little else is visible).
    `canonical` and `next_url` are absolute, "" when absent. `free` is what the page says
    of itself in isAccessibleForFree, None when it says nothing. `linked` is the share of
    the text inside links. `scripts` and `passwords` count elements; `signs` is kept
    for `signs.read_signs`.
    """

    kind: str
    charset: str = ""
    lang: str = ""
    title: str = ""
    h1: str = ""
    text: str = ""
    main: str = ""
    embedded: str = ""
    noscript: str = ""
    canonical: str = ""
    next_url: str = ""
    free: bool | None = None
    linked: float = 0.0
    scripts: int = 0
    passwords: int = 0
    marks: frozenset[str] = field(default_factory=frozenset)
    signs: object = None


def decide_kind(body: bytes, headers: Mapping[str, str]) -> str:
    """What the bytes are; the declared type only breaks ties, for servers often lie."""
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    declared = headers.get("content-type", "").split(";")[0].strip().lower()
    if not head:
        return "empty" if not body.strip(b"\x00 \t\r\n") else "binary"
    if b"%PDF-" in body[:1024]:
        return "pdf"
    if declared in {"text/html", "application/xhtml+xml"} or HTML_SIGN.search(head):
        return "text" if declared == "text/plain" and not head.startswith(b"<") else "html"
    if declared.endswith(("/json", "+json")):
        return "json"
    if declared.startswith("text/") or declared.endswith(("xml", "javascript")):
        return "html" if declared.endswith("xml") else "text"
    return "binary" if b"\x00" in body[:4096] or not is_texty(head) else "text"


def is_texty(sample: bytes) -> bool:
    odd = sum(1 for b in sample if b < 9 or 13 < b < 32)
    return odd * 50 <= len(sample)


def attribute(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "").strip() if node is not None else ""


def squeeze(text: str) -> str:
    return SPACE.sub(" ", text).strip()


def walk_json(value: object, depth: int = 0) -> Iterator[tuple[str, object]]:
    """Every (key, scalar) inside decoded JSON, document order, at most 40 levels deep."""
    if depth > 40:
        return
    pairs = value.items() if isinstance(value, dict) else ()
    for key, item in pairs:
        if isinstance(item, dict | list):
            yield from walk_json(item, depth + 1)
        else:
            yield str(key), item
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict | list):
            yield from walk_json(item, depth + 1)
        else:
            yield "", item


def load_json(text: str) -> object:
    """Decoded JSON, or None where it is not JSON (trailing junk included)."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def read_embedded(tree: LexborHTMLParser) -> tuple[str, bool | None]:
    """Article bodies stated in JSON-LD, and whether the page says it is free to read."""
    texts: list[str] = []
    free: bool | None = None
    for script in tree.css('script[type="application/ld+json"]'):
        for key, item in walk_json(load_json(script.text())):
            if key in BODY_KEYS and isinstance(item, str) and len(item) > 20:
                texts.append(TAGS.sub(" ", item))
            elif key == "isAccessibleForFree" and free is not False:
                free = str(item).lower() in {"true", "1", "yes"}
    return "\n".join(texts)[:MAX_EMBEDDED], free


def read_state(tree: LexborHTMLParser) -> str:
    """Sentences found in a page's embedded JSON state: what its script would show."""
    found = [
        TAGS.sub(" ", item)
        for script in tree.css('script[type="application/json"]')
        for _, item in walk_json(load_json(script.text()))
        if isinstance(item, str) and len(item) > 40 and item.count(" ") > 4
    ]
    return "\n".join(found)[:MAX_EMBEDDED]


def read_html(text: str, url: str) -> Page:
    """The page of an HTML text; relative links are resolved against `url`."""
    if "shadowrootmode" in text:
        # A browser shows these, and the parser would put their content aside.
        text = SHADOW.sub(r"<div\1", text).replace("</template>", "</div>")
    tree = LexborHTMLParser(text)
    root, body, source = tree.root, tree.body, text.lower()
    page = Page(kind="html", lang=attribute(root, "lang")[:12].lower())
    base = urljoin(url, attribute(tree.css_first("base[href]"), "href"))
    page.title = squeeze(title.text()) if (title := tree.css_first("title")) else ""
    page.h1 = squeeze(h1.text()) if (h1 := tree.css_first("h1")) else ""
    if "rel=" in source:
        page.canonical = absolute(base, tree.css_first("[rel~=canonical][href]"))
        page.next_url = absolute(base, tree.css_first("[rel~=next][href]"))
    page.scripts = source.count("<script")
    page.passwords = len(tree.css("input[type=password i]")) if "password" in source else 0
    page.marks = frozenset(
        name
        for name, words, css in MARKS
        if any(word in source for word in words) and tree.css_first(css) is not None
    )
    if "ld+json" in source:
        page.embedded, page.free = read_embedded(tree)
    state = read_state(tree) if "application/json" in source else ""
    if "<noscript" in source:
        said = " ".join(node.text() for node in tree.css("noscript")[:20])
        page.noscript = squeeze(said)[:2000]
    if body is None:
        return page
    styles = (
        " ".join(node.text() for node in tree.css("style")) if "<style" in source else ""
    )
    texts = read_texts(body, source, styles)
    page.text, page.main, page.linked = texts.full, texts.main, texts.linked
    if len(page.text) < 600 and not page.embedded:
        page.embedded = state
    return page


# Signs in the markup that a wall stands where the page should be.
MARKS = (
    (
        "missing",
        ("404", "not-found", "notfound"),
        (
            "body[class*='404'],body[id*='404'],body[class*='not-found' i],"
            "body[class*='notfound' i],.error-404,.error404,.page-404,.not-found,"
            "#not-found,meta[name='prerender-status-code' i][content^='4']"
        ),
    ),
    (
        "captcha",
        ("captcha", "turnstile"),
        "[class*=captcha i],[id*=captcha i],[src*=captcha i],[class*=turnstile i]",
    ),
    (
        "challenge",
        ("challenge",),
        "[id*=challenge i],[action*=challenge i],[src*='challenge-platform' i]",
    ),
    (
        "paywall",
        ("paywall", "regwall", "metered"),
        "[class*=paywall i],[id*=paywall i],[class*=regwall i],[class*=metered i]",
    ),
)


def absolute(base: str, node: LexborNode | None) -> str:
    href = attribute(node, "href")
    try:
        return urljoin(base, href) if href else ""
    except ValueError:  # a link that is no URL, such as http://[
        return ""


def read_json(text: str) -> str:
    """All strings and numbers of a JSON text, a line each; the text itself if not JSON."""
    value = load_json(text)
    if value is None:
        return text
    lines = (f"{key}: {item}" if key else f"{item}" for key, item in walk_json(value))
    return "\n".join(lines) or text


def read_page(body: bytes, headers: Mapping[str, str], url: str = "") -> Page:
    """The document of an answer. Never raises; what cannot be read is kind binary."""
    kind = decide_kind(body, headers)
    if kind in {"empty", "binary"}:
        return Page(kind=kind)
    if kind == "pdf":
        from claims.linkcheck.pdf_text import read_pdf  # late: pypdf loads slowly

        title, text = read_pdf(body)
        return Page(kind="pdf", title=title, text=text, main=text)
    text, charset = decode_body(body, headers)
    if kind == "html":
        page = read_html(text, url)
    else:
        plain = read_json(text) if kind == "json" else text
        page = Page(kind=kind, text=plain, main=plain)
    page.charset = charset
    return page


@lru_cache(maxsize=4)
def read_cached(body: bytes, content_type: str, url: str) -> Page:
    return read_page(body, {"content-type": content_type}, url)


def read_page_once(visit: Visit) -> Page:
    """The page of a visit, read once though several questions are asked of it in a row.

    Callers do not change it.
    """
    if isinstance(visit.reading, Page):
        return visit.reading
    content_type = visit.headers.get("content-type", "")
    if len(visit.body) > LONGEST_KEPT:
        return read_cached(visit.body, content_type, visit.final_url)
    page = read_page(visit.body, {"content-type": content_type}, visit.final_url)
    visit.reading = page
    return page
