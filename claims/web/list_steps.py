"""The list a claim was opened from, carried in the address: the claims before and after."""

from typing import Any
from urllib.parse import parse_qsl

from django.utils import timezone

from claims.models import Claim, User
from claims.models.claim import ClaimQuerySet
from claims.web.narrowing import narrow
from claims.web.queue_tabs import KEYS, filter_tab
from claims.web.urgency import rank_claims

LONGEST = 300  # characters of a list's query string


def find_list_steps(claim: Claim, user: User, given: str) -> dict[str, Any]:
    """Give the neighbours of `claim` in the list whose query string is `given`; {} where
    it names none. A claim that has left the list keeps its place by age."""
    pairs = dict(parse_qsl(given.replace("\0", "")[:LONGEST]))
    tab = pairs.get("tab", KEYS[0])
    if not given or tab not in KEYS:
        return {}
    rows = narrow(filter_tab(Claim.objects.visible_to(user), tab, user), pairs)
    oldest = pairs.get("order") == "oldest"
    before, after = step_by_age(rows, claim) if oldest else step_ranked(rows, claim)
    found = {row.pk: row for row in rows.filter(pk__in=[before, after])}
    return {
        "before": found.get(before),
        "after": found.get(after),
        "list_query": given[:LONGEST],
    }


def step_by_age(rows: ClaimQuerySet, claim: Claim) -> tuple[int, int]:
    """Give the keys before and after, 0 for none."""
    keys = rows.values_list("pk", flat=True)
    before = keys.filter(pk__lt=claim.pk).order_by("-pk").first()
    after = keys.filter(pk__gt=claim.pk).order_by("pk").first()
    return before or 0, after or 0


def step_ranked(rows: ClaimQuerySet, claim: Claim) -> tuple[int, int]:
    """Give the keys before and after by urgency; by age where it is not ranked now."""
    keys = [key for key, _ in rank_claims(rows, now=timezone.now())]
    if claim.pk not in keys:
        return step_by_age(rows, claim)
    at = keys.index(claim.pk)
    return keys[at - 1] if at else 0, keys[at + 1] if at + 1 < len(keys) else 0
