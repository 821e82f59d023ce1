"""A page that is not there although the answer says 200."""

import re
from urllib.parse import urlsplit

from claims.linkcheck.likeness import measure_containment
from claims.linkcheck.page import Page, read_page_once
from claims.linkcheck.redirects import (
    leads_to_error,
    leads_to_list,
    leads_to_root,
    leads_up,
)
from claims.linkcheck.signs import LITTLE, LONG, Signs, read_signs
from claims.linkcheck.visit import Known, Visit, is_unchanged

UNFILLED = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|<%[^<>]*%>|\$\{[^{}]*\}")
WAITING = re.compile(r"[^\W\d_]{3,30}\s?(?:\.\.\.|\u2026)")
TEMPLATES = ("parked", "suspended", "default_server")
FULL_PAGE = 3000  # code points of prose beyond which no probe is worth a request


def find_soft_404(visit: Visit, page: Page, signs: Signs, known: Known) -> str:
    """Why a good answer is a missing page, as a reason code; "" when it is not.

    The caller has made sure that no cited passage is on the page.
    """
    return (
        find_empty(visit, page)
        or find_template(signs)
        or find_missing_words(page, signs)
        or find_bad_redirect(visit, page, signs)
        or find_sibling(page, known)
    )


def find_empty(visit: Visit, page: Page) -> str:
    """An answer without content: nothing at all, or a shell that a script would fill."""
    if visit.status in {204, 205}:
        return "no_content"
    if page.kind == "empty":
        return "empty_page"
    if UNFILLED.search(page.main) and len(UNFILLED.sub("", page.main).strip()) < 40:
        return "empty_shell"
    if page.kind == "html" and not page.embedded:
        shown = page.text or page.h1
        if not shown:
            return "empty_shell" if page.scripts else "empty_page"
        if page.scripts and len(shown) < 40 and (not page.main or WAITING.fullmatch(shown)):
            return "empty_shell"
    return ""


def find_template(signs: Signs) -> str:
    """A registrar's, host's or server's stock page."""
    if signs.prose >= 1000:
        return ""
    for kind in TEMPLATES:
        if signs.says(kind, title=0.6, share=0.3):
            return kind
        if signs.says(kind, title=0.3) and signs.says(kind, share=0.1):
            return kind
    return ""


def find_missing_words(page: Page, signs: Signs) -> str:
    """Words that say so: in the title, or as a good part of a short text."""
    if "missing" in page.marks and signs.prose < 900:
        return "missing_mark"
    little = signs.prose < LITTLE
    loose = little and not signs.facts
    if signs.prose < LONG and signs.says("missing", title=0.45 if loose else 0.9):
        return "missing_title"
    if signs.prose < 900 and signs.facts < 2 and signs.says("missing", share=0.35):
        return "missing_text"
    if "missing" in signs.thin:
        return "missing_text"
    hinted = loose and signs.says("perhaps", title=1.0, share=0.6)
    return "missing_text" if hinted else ""


def is_list(page: Page, signs: Signs) -> bool:
    """Whether a page leads on rather than tells: links, and little else."""
    return page.kind == "html" and page.linked >= 0.45 and signs.prose < 700


def find_bad_redirect(visit: Visit, page: Page, signs: Signs) -> str:
    """A redirect that gave up on the page: to the front page, a section, an error page."""
    if not visit.chain or not visit.final_url:
        return ""
    if leads_to_root(visit.url, visit.final_url):
        return "redirect_to_root"
    if leads_to_error(visit.url, visit.final_url) and signs.prose < LONG:
        return "redirect_to_error"
    article = signs.prose >= 600 and page.linked < 0.35
    listed = leads_up(visit.url, visit.final_url) or leads_to_list(
        visit.url, visit.final_url
    )
    if listed and not article:
        return "redirect_to_section"
    return "redirect_to_section" if is_list(page, signs) else ""


def find_sibling(page: Page, known: Known) -> str:
    """Likeness to what the host answers for a page that cannot exist."""
    if not 200 <= known.sibling_status < 300:
        return ""
    mine, other = page.main or page.text, known.sibling_text
    if not mine or not other:
        return ""
    alike = min(measure_containment(mine, other), measure_containment(other, mine))
    return "same_as_sibling" if alike >= 0.85 else ""


def wants_sibling(visit: Visit, known: Known) -> bool:
    """Whether a probe for a page that cannot exist could change the verdict.

    It cannot for failures, other statuses, documents that are not HTML, front pages, long
    texts, pages like at their last good visit, and pages that condemn themselves.
    """
    if visit.failure or visit.not_modified or visit.status != 200:
        return False
    if is_unchanged(visit, known):
        return False
    if known.sibling_status or urlsplit(visit.url).path in {"", "/"}:
        return False
    page = read_page_once(visit)
    if page.kind != "html" or not page.text or len(page.main) >= FULL_PAGE:
        return False
    if known.text and measure_containment(known.text, page.main) >= 0.5:
        return False
    if any(quote.casefold() in page.text.casefold() for quote in known.quotes):
        return False
    signs = read_signs(page)
    return not find_soft_404(visit, page, signs, known)
