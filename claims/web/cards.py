"""Claim cards by content: one that shows the same for the same kind of reader is kept.

Sentences that hold no claim stand between them, so that nobody reads past one.
"""

from collections.abc import Iterable
from functools import partial
from operator import itemgetter
from secrets import token_hex
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from claims.models import Article, Claim, Role, User
from claims.web.kept import KeptPieces
from claims.workflow.coverage import Unit

TOKEN = token_hex(16)  # stands where the reader's own token goes; nobody can write it
CARD = "claims/_claim_card.html"
GAP = "articles/_gap.html"
_cards = KeptPieces(30_000_000)  # characters; a card has some 1,500


def write_cards(
    claims: Iterable[Claim], *, user: User, token: str, orphaned: bool
) -> SafeString:
    """Give the cards of claims that `dress_card` dressed, with this reader's token."""
    pieces = (write_card(claim, user=user, orphaned=orphaned) for claim in claims)
    return hand_out(pieces, token=token)


def write_in_order(
    claims: Iterable[Claim],
    gaps: Iterable[Unit],
    *,
    article: Article,
    user: User,
    token: str,
) -> SafeString:
    """Give the cards and, each in its place, the sentences that hold no claim."""
    places: list[tuple[int, Claim | Unit]] = [(gap.start, gap) for gap in gaps]
    places += [
        ((claim.anchor.start if claim.anchor else None) or 0, claim) for claim in claims
    ]
    pieces = (
        write_gap(one, article=article, user=user)
        if isinstance(one, Unit)
        else write_card(one, user=user, orphaned=False)
        for _start, one in sorted(places, key=itemgetter(0))
    )
    return hand_out(pieces, token=token)


def hand_out(pieces: Iterable[str], *, token: str) -> SafeString:
    """Join kept pieces and put this reader's token in."""
    return mark_safe("".join(pieces).replace(TOKEN, token))  # noqa: S308  # a template's output, a token of letters and digits  # nosec B308 B703


def write_card(claim: Claim, *, user: User, orphaned: bool) -> str:
    """Give one claim's card."""
    reader = (orphaned, user.role, get_language())
    given = {"claim": claim, "orphaned": orphaned, "user": user, "csrf_token": TOKEN}
    return _cards.give((*describe_card(claim), *reader), partial(render, CARD, given))


def write_gap(gap: Unit, *, article: Article, user: User) -> str:
    """Give a sentence that holds no claim, with how to waive it for those who may."""
    current, may_waive = article.current, user.ranks(Role.EDITOR)
    words = current.text[gap.start : gap.end] if current else ""
    version = current.number if current else 0
    shown = (article.public_id, article.language, version, gap.index, gap.start, words)
    given = {"gap": gap, "words": words, "article": article, "may_waive": may_waive}
    key = (*shown, may_waive, get_language())
    return _cards.give(key, partial(render, GAP, given | {"csrf_token": TOKEN}))


def render(template: str, given: dict[str, Any]) -> str:
    """Give a piece of a page."""
    return get_template(template).render(given)


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
