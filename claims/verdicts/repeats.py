"""Ask once: the same assertion made several times in one article."""

from claims.models import Claim
from claims.workflow.sameness import key_claim


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
