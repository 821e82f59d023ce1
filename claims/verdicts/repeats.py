"""Ask once: the same assertion made several times in one article."""

from django.db.models import Prefetch, prefetch_related_objects

from claims.models import Anchor, Article, Claim, Verdict
from claims.workflow.sameness import key_claim, list_words


def find_repeats(claim: Claim, *, most: int | None = None) -> list[Claim]:
    """Give the other live claims of the article that assert the same, in its order; the
    first `most` of them, with anchor and verdicts. One query, two where there are any.

    Each has its own anchor and status: one investigation may serve them all, and editing
    one occurrence reopens only it.
    """
    key = key_claim(claim)
    if key is None:
        return []
    places = (
        Anchor.objects.filter(is_current=True, claim__article=claim.article_id)
        .filter(claim__kind=claim.kind, claim__value=claim.value)
        .exclude(claim=claim.pk)
        .exclude(claim__status=Claim.Status.DISMISSED)
    )
    rows = places.select_related("claim").order_by("claim__number")
    same = [one for one in rows if list_words(one.quote) == key[2]][:most]
    verdicts = Verdict.objects.select_related("rating").order_by("-pk")
    prefetch_related_objects(same, Prefetch("claim__verdicts", verdicts, "newest_verdicts"))
    return [seat_claim(one, claim.article) for one in same]


def seat_claim(anchor: Anchor, article: Article) -> Claim:
    """Give the claim of an anchor with both at hand."""
    claim = anchor.claim
    claim.article = article
    claim.current_anchors = [anchor]  # type: ignore[attr-defined]  # as `for_queue` sets it
    return claim
