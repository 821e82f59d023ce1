"""The claims of the reading desk with what their cards show, in four queries.

Prefetching looks up every claim of a list by its key; here all are of one article, so
that one join does, and the rows are put together by hand.
"""

from collections import defaultdict
from collections.abc import Iterable

from claims.models import Anchor, Article, Claim, User, Verdict

NOT_SHOWN = (
    "readings",
    "parts",
    "reason",
    "rule",
    "confidence",
    "created_at",
    "changed_at",
)


def list_claims(article: Article, user: User) -> list[Claim]:
    """Give the article's claims that `user` may see, in no order, with what `for_queue`
    loads; the article's text is not in every row."""
    seen = Claim.objects.visible_to(user).filter(article=article)
    claims = list(seen.defer(*NOT_SHOWN).order_by())
    anchors = {one.claim_id: one for one in list_anchors(article)}
    verdicts: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in list_verdicts(article):
        verdicts[verdict.claim_id].append(verdict)
    for claim in claims:
        claim.article = article
        anchor = anchors.get(claim.pk)
        claim.current_anchors = [anchor] if anchor else []  # type: ignore[attr-defined]  # as `for_queue` sets it
        claim.newest_verdicts = verdicts.get(claim.pk, [])  # type: ignore[attr-defined]  # as above
    name_people(claims)
    return claims


def list_anchors(article: Article) -> Iterable[Anchor]:
    """Give where each claim of the article stands in its current text."""
    current = Anchor.objects.filter(is_current=True, claim__article=article)
    return current.defer("prefix", "suffix").order_by()


def list_verdicts(article: Article) -> Iterable[Verdict]:
    """Give the verdicts on the article's claims, newest first, without their reasons."""
    rows = Verdict.objects.filter(claim__article=article).select_related("rating")
    return rows.defer("rationale").order_by("-pk")


def name_people(claims: Iterable[Claim]) -> None:
    """Set who reviews each claim; no query where nobody is asked."""
    asked = [one for one in claims if one.reviewer_id or one.second_reviewer_id]
    both = (key for one in asked for key in (one.reviewer_id, one.second_reviewer_id))
    keys = {key for key in both if key is not None}
    rows = User.objects.only("first_name", "last_name", "username")
    people = {person.pk: person for person in rows.filter(pk__in=keys)}
    for claim in asked:
        claim.reviewer = people.get(claim.reviewer_id or 0)
        claim.second_reviewer = people.get(claim.second_reviewer_id or 0)
