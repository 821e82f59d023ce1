"""Ask once: the same assertion made several times in one article."""

from claims.models import Anchor, Claim
from claims.workflow.sameness import key_claim, list_words


def find_repeats(claim: Claim, *, most: int | None = None) -> list[Claim]:
    """Give the other live claims of the article that assert the same, in its order; the
    first `most` of them. Two queries, three more where there are any.

    Each has its own anchor and status: one investigation may serve them all, and editing
    one occurrence reopens only it.
    """
    key = key_claim(claim)
    if key is None:
        return []
    others = Claim.objects.filter(
        article_id=claim.article_id, kind=claim.kind, value=claim.value
    )
    others = others.exclude(pk=claim.pk).exclude(status=Claim.Status.DISMISSED)
    places = Anchor.objects.filter(claim__in=others, is_current=True)
    quotes = places.order_by("claim__number").values_list("claim", "quote")
    same = [pk for pk, quote in quotes if list_words(quote) == key[2]][:most]
    if not same:
        return []
    return list(Claim.objects.filter(pk__in=same).for_queue().order_by("number"))
