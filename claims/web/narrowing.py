"""The facets of the queue, from whatever holds them."""

from collections.abc import Mapping

from claims.models import Kind
from claims.models.claim import ClaimQuerySet

LONGEST = 64


def narrow(claims: ClaimQuerySet, given: Mapping[str, str]) -> ClaimQuerySet:
    """Keep what the facets ask for; unknown values are passed over."""
    kind, article = given.get("kind", ""), given.get("article", "")
    if kind in Kind.values:
        claims = claims.filter(kind=kind)
    if article and article.isalnum() and article.isascii() and len(article) <= LONGEST:
        claims = claims.filter(article__public_id=article)
    return claims
