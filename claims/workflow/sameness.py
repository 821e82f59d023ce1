"""When two claims assert the same, and where one assertion stands on the whole desk."""

import json
import re

from django.db.models import F, JSONField, Q, TextField, Value
from django.db.models.functions import MD5, Cast

from claims.models import Claim

WORD = re.compile(r"[^\W\d_]{3,}")
LOOKED_AT = 500  # claims of the same kind and value that are compared


def key_claim(claim: Claim) -> tuple[str, str, frozenset[str]] | None:
    """Give what makes two claims the same assertion: kind, value and subject words; None
    where no rule read a value."""
    if not claim.value:
        return None
    value = json.dumps(claim.value, sort_keys=True, ensure_ascii=False)
    return claim.kind, value, list_words(claim.quote)


def list_words(quote: str) -> frozenset[str]:
    """Give the words of a quote that name its subject, case folded."""
    return frozenset(word.casefold() for word in WORD.findall(quote))


def find_uses(claim: Claim) -> list[Claim]:
    """Give every claim of the desk that the same verdict touches, `claim` itself first:
    live ones that assert the same in any article, and those whose review filled itself in
    from a verdict on it. With article and anchor; who may see them is not asked here."""
    key = key_claim(claim)
    found = {claim.pk: claim}
    for other in list_same(claim) if key else ():
        if key_claim(other) == key:
            found[other.pk] = other
    reused = Claim.objects.filter(  # a review that is still blind tells nothing
        reviews__reuses__claim=claim, verdicts__round=F("reviews__round")
    )
    for other in reused.for_queue().distinct():
        found.setdefault(other.pk, other)
    return list(found.values())


def list_same(claim: Claim) -> list[Claim]:
    """Give other live claims of the same kind and value, the newest first."""
    value = Cast(Value(claim.value, JSONField()), TextField())
    same = (
        Claim.objects.alias(value_key=MD5(Cast("value", TextField())))
        .filter(Q(kind=claim.kind), value_key=MD5(value))
        .exclude(Q(pk=claim.pk) | Q(status=Claim.Status.DISMISSED))
    )
    return list(
        same.for_queue().defer("article__current__text").order_by("-pk")[:LOOKED_AT]
    )
