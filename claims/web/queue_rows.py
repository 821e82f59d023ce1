"""Rows of the queue by content: one that shows the same is kept, whoever looks at it."""

from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from claims.models import Claim
from claims.web.cards import describe_claim
from claims.web.kept import KeptPieces
from claims.web.surroundings import Surroundings

ROW = "claims/_queue_row.html"
_rows = KeptPieces(20_000_000)  # characters; a row has some 1,500


def write_row(
    claim: Claim, *, words: Surroundings, due: str, query: str, is_picked: bool
) -> SafeString:
    """Give the row of a claim with `for_queue`; `due` is what is said of its deadline now,
    `query` the list's address, `is_picked` whether rows can be chosen in it."""
    key = (describe_row(claim), words, due, query, is_picked, get_language())
    given = {
        "claim": claim,
        "words": words,
        "due_words": mark_safe(due),  # noqa: S308  # HTML of `write_due`  # nosec B308 B703
        "query": query,
        "is_picked": is_picked,
    }
    html = _rows.give(key, lambda: get_template(ROW).render(given))
    return mark_safe(html)  # noqa: S308  # a template's output  # nosec B308 B703


def describe_row(claim: Claim) -> tuple[Any, ...]:
    """Give all that a row shows of its claim, hashable."""
    return (
        *describe_claim(claim),
        claim.anchor is not None and claim.anchor.start is None,
        repr(claim.risk),
        claim.changed_at,
        claim.article.public_id,
        claim.article.title,
        getattr(claim, "urgency", None),
    )
