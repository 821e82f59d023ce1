"""Claim cards by content: one that shows the same for the same kind of reader is kept.

Keys hold everything a card shows, so nothing has to be thrown away when a claim changes.
"""

from collections import OrderedDict
from secrets import token_hex
from threading import Lock
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from claims.models import Claim, User

KEPT = 20_000  # cards in a process; some 1.5 kB each
TOKEN = token_hex(16)  # stands where the reader's own token goes; nobody can write it
CARD = "claims/_claim_card.html"

_kept: OrderedDict[tuple[Any, ...], str] = OrderedDict()
_lock = Lock()


def write_card(claim: Claim, *, user: User, token: str, orphaned: bool) -> SafeString:
    """Give the card of a claim that `dress_card` dressed, with this reader's token."""
    key = (describe_card(claim), orphaned, user.role, get_language())
    with _lock:
        html = _kept.get(key, "")
        if html:
            _kept.move_to_end(key)
    if not html:
        given = {"claim": claim, "orphaned": orphaned, "user": user, "csrf_token": TOKEN}
        html = get_template(CARD).render(given)
        keep(key, html)
    return mark_safe(html.replace(TOKEN, token))  # noqa: S308  # a template's output, a token of letters and digits  # nosec B308 B703


def keep(key: tuple[Any, ...], html: str) -> None:
    """Remember a card; the one not shown for longest goes."""
    with _lock:
        _kept[key] = html
        while len(_kept) > KEPT:
            _kept.popitem(last=False)


def describe_card(claim: Claim) -> tuple[Any, ...]:
    """Give all that a card shows of its claim, hashable."""
    verdicts = getattr(claim, "newest_verdicts", [])
    rating = verdicts[0].rating if verdicts else None
    people = (claim.reviewer, claim.second_reviewer)
    return (
        claim.public_id,
        claim.number,
        claim.status,
        claim.kind,
        repr(claim.value),
        claim.due_at,
        claim.quote,
        getattr(claim, "letters", ""),
        getattr(claim, "worst", None),
        *(getattr(claim, name, None) for name in ("n_comments", "n_said")),
        getattr(claim, "sentence_index", None),
        (rating.mark, rating.label, verdicts[0].as_of) if rating else None,
        *(person.name if person else "" for person in people),
    )
