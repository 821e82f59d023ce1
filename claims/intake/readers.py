"""From what a person hands in to a Reading: pasted words, a file, an address."""

import re
from pathlib import PurePath
from urllib.parse import urlsplit

from django.conf import settings

from claims.errors import BadInput
from claims.intake.decoding import decode_bytes
from claims.intake.docx import read_docx
from claims.intake.markup import read_markdown, read_page_html, read_whole_html
from claims.intake.reading import LARGEST_UPLOAD, Reading, clean_text, refuse_large
from claims.linkcheck.charset import decode_body
from claims.linkcheck.guard import parse_allowance
from claims.linkcheck.rules import FetchRules
from claims.linkcheck.visit import Visit
from claims.linkcheck.visiting import fetch_one

LONGEST_HEADLINE = 200
FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
}
WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
FAILURES = {
    "invalid": "This is not a web address. Give one that begins with https:// or http://.",
    "unsafe": "This address is private or reserved; the desk only visits public pages.",
    "dns": "No such site was found. Check the spelling of the address.",
    "connect": "The site refused the connection. Paste the text instead.",
    "tls": "The site’s certificate cannot be trusted. Paste the text instead.",
    "timeout": "The site did not answer in time. Try again, or paste the text.",
    "loop": "The page redirects in a circle. Paste the text instead.",
    "too_many_hops": "The page redirects too often. Paste the text instead.",
    "protocol": "The site broke off its answer. Try again, or paste the text.",
}


def read_pasted(text: str) -> Reading:
    """Read pasted plain text; a short first line that stands alone becomes the title."""
    cleaned = clean_text(text)
    return Reading(text=cleaned, title=find_headline(cleaned))


def find_headline(text: str) -> str:
    """Give the first line where it looks like a headline: short, alone, no full stop."""
    first, _, rest = text.partition("\n")
    alone = rest.startswith("\n") or not rest
    if alone and rest and len(first) <= LONGEST_HEADLINE and not first.endswith("."):
        return first.strip()
    return ""


def read_upload(name: str, content: bytes, *, input_format: str = "") -> Reading:
    """Read a file by the ending of its name, or as `input_format` says.

    Raises:
        BadInput: too large, no text, or a kind the desk does not read.
    """
    refuse_large(content)
    kind = input_format or FORMATS.get(PurePath(name.lower()).suffix, "")
    if kind not in FORMATS.values():
        raise BadInput(
            "The desk reads .docx, .txt, .md and .html files. Save the article as one of "
            "these.",
            field="file",
        )
    if kind == "docx":
        reading = read_docx(content)
        reading.title = reading.title or find_headline(reading.text)
        return reading
    text, notice = decode_bytes(content)
    reading = read_as(kind, text)
    if notice:
        reading.notices.append(notice)
    return reading


def read_as(kind: str, text: str) -> Reading:
    """Read decoded text as text, markdown or html."""
    if kind == "markdown":
        return read_markdown(text)
    if kind == "html":
        return read_page_html(text) if WHOLE_PAGE.search(text) else read_whole_html(text)
    return read_pasted(text)


def read_url(url: str) -> Reading:
    """Fetch a public page through the guarded fetcher and read its main text.

    Raises:
        BadInput: private, dead, refused or not HTML; says which and what to do.
    """
    refuse_scheme(url)
    rules = FetchRules(
        timeout_s=settings.FETCH_TIMEOUT_S,
        attempts=2,
        allow=tuple(parse_allowance(pair) for pair in settings.FETCH_ALLOW),
        siblings=False,
        text_cap=LARGEST_UPLOAD,
    )
    visit = fetch_one(url.strip(), rules=rules)
    refuse_visit(visit)
    reading = read_as_fetched(visit)
    if len(visit.body) >= LARGEST_UPLOAD or visit.truncated:
        reading.notices.append("The page is very long; only its beginning was read.")
    reading.source_url = visit.final_url or url
    reading.title = reading.title or urlsplit(reading.source_url).netloc
    return reading


def refuse_scheme(url: str) -> None:
    """Raise BadInput for an address that is none of the web's."""
    scheme, mark, _ = url.strip().partition(":")
    if mark and "." not in scheme and scheme.lower() not in ("http", "https"):
        raise BadInput("The desk reads http and https addresses only.", field="url")


def refuse_visit(visit: Visit) -> None:
    """Raise BadInput where a visit brought no page."""
    if visit.failure:
        raise BadInput(FAILURES[visit.failure], field="url")
    if visit.status != 200:
        raise BadInput(
            f"The site answered {visit.status} instead of the page. "
            "Check the address, or paste the text.",
            field="url",
        )


def read_as_fetched(visit: Visit) -> Reading:
    """Read a fetched body by its content type."""
    kind = visit.headers.get("content-type", "text/html").split(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        html, _ = decode_body(visit.body, visit.headers)
        return read_page_html(html, url=visit.final_url or visit.url)
    if kind in ("text/plain", "text/markdown"):
        text, _ = decode_bytes(visit.body)
        return read_as("markdown" if kind == "text/markdown" else "text", text)
    raise BadInput(
        f"This address holds {kind}, not a web page. Upload a file.", field="url"
    )
