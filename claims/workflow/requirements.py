"""The policies of the newsroom, read for one claim."""

from datetime import date

from django.db.models import Q

from claims.models import Claim, Evidence, Policy
from claims.workflow.policy import Cited, Needs, Unmet, combine, list_unmet


def find_needs(claim: Claim) -> Needs:
    """Give what the active policies ask of `claim` (one query)."""
    applying = Policy.objects.filter(active=True, kind__in=("", claim.kind)).filter(
        Q(risk="") | Q(risk__in=list(claim.risk))
    )
    return combine(
        Needs(
            min_sources=row.min_sources,
            primary_required=row.primary_required,
            two_reviewers=row.two_reviewers,
            capture_days=row.capture_days,
            locator_required=row.locator_required,
            shelf_days=row.shelf_days,
        )
        for row in applying
    )


def find_unmet(claim: Claim, *, today: date) -> list[Unmet]:
    """Give the rules that `claim`'s standing evidence does not meet (two queries)."""
    rows = Evidence.objects.standing().filter(claim=claim).select_related("source")
    cited = [
        Cited(
            stance=row.stance,
            is_primary=row.source.is_primary,
            has_locator=bool(row.locator),
            seen_on=row.passage_seen_at.date() if row.passage_seen_at else None,
        )
        for row in rows
    ]
    return list_unmet(find_needs(claim), cited, today=today)
