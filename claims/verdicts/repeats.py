"""Ask once: the same assertion made several times in one article."""

import json
import re

from claims.models import Claim

WORD = re.compile(r"[^\W\d_]{3,}")


def key_claim(claim: Claim) -> tuple[str, str, frozenset[str]] | None:
    """Give what makes two claims the same assertion: kind, value and subject words; None
    where no rule read a value."""
    if not claim.value:
        return None
    value = json.dumps(claim.value, sort_keys=True, ensure_ascii=False)
    words = frozenset(word.casefold() for word in WORD.findall(claim.quote))
    return claim.kind, value, words


def find_repeats(claim: Claim) -> list[Claim]:
    """Give the other live claims of the article that assert the same, in its order.

    Each has its own anchor and status: one investigation may serve them all, and editing
    one occurrence reopens only it.
    """
    key = key_claim(claim)
    if key is None:
        return []
    others = Claim.objects.filter(article_id=claim.article_id, kind=claim.kind)
    others = others.exclude(pk=claim.pk).exclude(status=Claim.Status.DISMISSED)
    return [one for one in others.for_queue().order_by("number") if key_claim(one) == key]
