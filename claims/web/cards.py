"""Claim cards by content: one that shows the same for the same kind of reader is kept."""

from collections.abc import Iterable
from functools import partial
from secrets import token_hex
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from claims.models import Claim, User
from claims.web.kept import KeptPieces

TOKEN = token_hex(16)  # stands where the reader's own token goes; nobody can write it
CARD = "claims/_claim_card.html"
_cards = KeptPieces(30_000_000)  # characters; a card has some 1,500


def write_cards(
    claims: Iterable[Claim], *, user: User, token: str, orphaned: bool
) -> SafeString:
    """Give the cards of claims that `dress_card` dressed, with this reader's token."""
    reader = (orphaned, user.role, get_language())
    template = get_template(CARD)

    def write(claim: Claim) -> str:
        given = {"claim": claim, "orphaned": orphaned, "user": user, "csrf_token": TOKEN}
        return template.render(given)

    pieces = [
        _cards.give((*describe_card(claim), *reader), partial(write, claim))
        for claim in claims
    ]
    return mark_safe("".join(pieces).replace(TOKEN, token))  # noqa: S308  # a template's output, a token of letters and digits  # nosec B308 B703


def describe_claim(claim: Claim) -> tuple[Any, ...]:
    """Give what cards and rows alike show of a claim, hashable."""
    verdicts = getattr(claim, "newest_verdicts", [])
    rating = verdicts[0].rating if verdicts else None
    people = (claim.reviewer, claim.second_reviewer)
    return (
        claim.public_id,
        claim.number,
        claim.status,
        claim.kind,
        repr(claim.value),
        (rating.mark, rating.label, verdicts[0].as_of) if rating else None,
        *(person.name if person else "" for person in people),
    )


def describe_card(claim: Claim) -> tuple[Any, ...]:
    """Give all that a card shows of its claim, hashable."""
    return (
        *describe_claim(claim),
        claim.due_at,
        claim.quote,
        getattr(claim, "letters", ""),
        getattr(claim, "worst", None),
        *(getattr(claim, name, None) for name in ("n_comments", "n_said")),
        getattr(claim, "sentence_index", None),
    )
