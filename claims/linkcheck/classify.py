"""The verdict on one visit: a pure function of its record and of what was known before.

The class is the first of these that holds:

1. invalid, unsafe: an address that cannot or must not be visited, on any hop;
2. the failure kinds: timeout, invalid (loop, too many hops, bad certificate), server_error
   (refused, broken off, not HTTP), gone (the host's name does not exist);
3. gone: 404, 410 and other refusals of the page itself;
4. blocked_or_login: 401, 402, 403, 407, 429, 451, 999, and challenges, sign-in forms,
   consent walls, paywalls and regional blocks on any status;
5. server_error: 5xx, and maintenance or error pages that say 200;
6. soft_404: the page is missing, though the answer says 200;
7. quote_missing: a cited passage is missing, moved, denied or altered;
8. drifted: the article changed in what it says;
9. rate_limited_then_ok, temporary_then_ok: good, but not at the first try;
10. redirected; 11. ok.

A cited passage that stands on the page outweighs 4 (on a 200), 6 and the maintenance page
of 5: whatever else the page says, it holds the evidence.
"""

import hashlib

from claims.linkcheck.drift import Drift, compare_texts
from claims.linkcheck.evidence import find_fragment, find_passages, keep_text
from claims.linkcheck.page import Page, read_page_once
from claims.linkcheck.redirects import is_cosmetic, is_same_page
from claims.linkcheck.signs import Signs, read_signs
from claims.linkcheck.soft_404 import find_soft_404
from claims.linkcheck.visit import (
    Failure,
    Known,
    Outcome,
    PassageFound,
    Visit,
    is_unchanged,
)
from claims.linkcheck.walls import WALL_STATUS, find_wall

BY_FAILURE: dict[Failure, tuple[str, bool | None]] = {
    "invalid": ("invalid", None),
    "unsafe": ("unsafe", None),
    "dns": ("gone", False),
    "connect": ("server_error", False),
    "tls": ("invalid", None),
    "timeout": ("timeout", False),
    "loop": ("invalid", False),
    "too_many_hops": ("invalid", False),
    "protocol": ("server_error", False),
}
# getaddrinfo's words for a resolver that did not answer: then the fault may be ours.
UNSURE_DNS = ("temporary", "try again", "eai_again", "timed out", "servfail")
TEMPORARY = frozenset({0, 404, 408, 410, 425, 500, 502, 503, 504, *range(520, 531)})
LOST = frozenset({"missing", "altered", "moved"})


def classify(visit: Visit, known: Known) -> Outcome:
    """The outcome of a visit. Never raises for what a page holds."""
    if visit.failure:
        return judge_failure(visit, known)
    if visit.not_modified and visit.status in {0, 304}:
        return judge_unchanged(visit, known)
    if 200 <= visit.status < 300:
        return judge_same(visit, known) or judge_page(visit, known)
    return judge_status(visit)


def judge_failure(visit: Visit, known: Known) -> Outcome:
    """The class of a visit that broke off; a passage that arrived before counts."""
    if visit.body and visit.status == 200 and known.quotes:
        outcome = judge_page(visit, known)
        if outcome.passages and all(p.state == "found" for p in outcome.passages):
            outcome.reasons = (*outcome.reasons, f"broken_off_{visit.failure}")
            return outcome
    klass, alive = BY_FAILURE[visit.failure]
    if visit.failure == "dns" and any(w in visit.detail.lower() for w in UNSURE_DNS):
        klass = "server_error"
    return Outcome(klass, alive, (visit.failure,))


def judge_status(visit: Visit) -> Outcome:
    """The class of an answer that is neither good nor a 304 to our own validators."""
    page = read_page_once(visit)
    signs = read_signs(page)
    status = (f"http_{visit.status}",)
    if visit.status in {404, 410}:
        return Outcome("gone", False, status, title=page.title)
    if wall := find_wall(visit, page, signs):
        # 451 says outright that nobody will be shown the page (RFC 7725, section 3).
        alive = False if visit.status == 451 else None
        reasons = tuple(dict.fromkeys((wall, *status)))
        return Outcome("blocked_or_login", alive, reasons, title=page.title)
    if visit.status >= 500 or visit.status in {408, 425}:
        return Outcome("server_error", False, status, title=page.title)
    if visit.status >= 400:
        return Outcome("gone", False, status, title=page.title)
    if visit.status == 304:
        return Outcome("invalid", None, ("unasked_304",))
    if 300 <= visit.status < 400:
        return Outcome("invalid", False, ("redirect_without_target",))
    return Outcome("invalid", None, status)


def judge_unchanged(visit: Visit, known: Known) -> Outcome:
    """A 304: the page is as it was at the last good visit, whose text is at hand."""
    page = Page(kind="text", text=known.text, main=known.text)
    passages = find_passages(visit.url, page, known) if known.text else ()
    reasons = ("not_modified", *name_journey(visit))
    klass = choose_good(visit, passages, Drift())
    digest = known.text_sha256
    return Outcome(
        klass, True, reasons, passages=passages, text=known.text, text_sha256=digest
    )


def judge_same(visit: Visit, known: Known) -> Outcome | None:
    """The outcome of a page that came byte for byte as at its last good visit.

    None when it has to be read: it is another, or a cited passage is not in its text.
    """
    if not is_unchanged(visit, known):
        return None
    page = Page(kind="text", text=known.text, main=known.text)
    passages = find_passages(visit.url, page, known) if known.quotes else ()
    if any(passage.state != "found" for passage in passages):
        return None
    return Outcome(
        choose_good(visit, passages, Drift()),
        True,
        name_journey(visit),
        passages=passages,
        title=known.title,
        text=known.text,
        text_sha256=known.text_sha256,
    )


def judge_page(visit: Visit, known: Known) -> Outcome:
    """The class of a 2xx answer by what its body says."""
    page = read_page_once(visit)
    passages = find_passages(visit.url, page, known)
    if not any(p.state == "found" for p in passages):
        signs = read_signs(page)
        refused = judge_refusal(visit, page, signs, known)
        if refused is not None:
            refused.passages, refused.title = passages, page.title
            return refused
    text = keep_text(page, passages)
    drift = compare_texts(known.text, text) if known.text else Drift()
    reasons = (
        *(f"passage_{p.state}" for p in passages if p.state in LOST),
        *((f"drift_{drift.level}",) if drift.level else ()),
        *name_journey(visit),
        *find_fragment(visit.url, page, visit.body),
    )
    return Outcome(
        choose_good(visit, passages, drift),
        True,
        tuple(dict.fromkeys(reasons)),
        passages=passages,
        drift=drift.level,
        drift_changes=drift.changes,
        title=page.title or page.h1,
        text=text,
        text_sha256=hash_text(text),
        canonical=page.canonical,
    )


def judge_refusal(visit: Visit, page: Page, signs: Signs, known: Known) -> Outcome | None:
    """The outcome of a 200 that is not the page: wall, maintenance, soft 404; else None."""
    if visit.status not in {200, 203, 204, 205, 206}:
        return None
    if is_degenerate(visit.body):
        return Outcome("invalid", False, ("degenerate_body",))
    if wall := find_wall(visit, page, signs):
        return Outcome("blocked_or_login", None, (wall,))
    resting = signs.says("maintenance", title=0.6, share=0.5)
    if signs.prose < 600 and (resting or "maintenance" in signs.thin):
        return Outcome("server_error", False, ("maintenance_page",))
    if soft := find_soft_404(visit, page, signs, known):
        return Outcome("soft_404", False, (soft,), soft_404=True)
    return None


def is_degenerate(body: bytes) -> bool:
    """Whether a large body is one byte or two over and over, as a decompression bomb is."""
    return len(body) > 65_536 and len(set(body[:65_536])) <= 2


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def choose_good(visit: Visit, passages: tuple[PassageFound, ...], drift: Drift) -> str:
    """The class of a page that is there."""
    if any(passage.state in LOST for passage in passages):
        return "quote_missing"
    if drift.level == "major":
        return "drifted"
    earlier = [attempt for attempt in visit.attempts[:-1] if attempt.status in TEMPORARY]
    if any(attempt.status == 429 for attempt in visit.attempts[:-1]):
        return "rate_limited_then_ok"
    if earlier:
        return "temporary_then_ok"
    moved = visit.chain and not is_same_page(visit.url, visit.final_url or visit.url)
    return "redirected" if moved else "ok"


def name_journey(visit: Visit) -> tuple[str, ...]:
    """Reason codes for how the answer was reached."""
    codes: list[str] = []
    if any(a.status == 429 for a in visit.attempts[:-1]):
        codes.append("rate_limited_first")
    elif any(a.status in TEMPORARY for a in visit.attempts[:-1]):
        codes.append("failed_first")
    if any(a.status in WALL_STATUS and a.status != 429 for a in visit.attempts[:-1]):
        codes.append("refused_first")
    if visit.chain and not is_same_page(visit.url, visit.final_url or visit.url):
        cosmetic = is_cosmetic(visit.url, visit.final_url)
        codes.append("cosmetic_redirect" if cosmetic else "redirect")
        codes += [f"{how}_redirect" for how in ("meta", "script") if is_how(visit, how)]
    if visit.truncated:
        codes.append("read_in_part")
    return tuple(codes)


def is_how(visit: Visit, how: str) -> bool:
    return any(hop.how == how for hop in visit.chain)
