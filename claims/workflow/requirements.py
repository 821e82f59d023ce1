"""The policies of the newsroom, read for one claim."""

from collections.abc import Iterable
from datetime import date

from claims.models import Claim, Evidence, Policy
from claims.workflow.policy import Cited, Needs, Unmet, combine, list_unmet


def find_needs(claim: Claim) -> Needs:
    """Give what the active policies ask of `claim` (one query)."""
    return choose_needs(claim, Policy.objects.filter(active=True))


def choose_needs(claim: Claim, policies: Iterable[Policy]) -> Needs:
    """Give what those of `policies` that apply to the claim's kind and risks ask of it."""
    return combine(
        Needs(
            min_sources=row.min_sources,
            primary_required=row.primary_required,
            two_reviewers=row.two_reviewers,
            capture_days=row.capture_days,
            locator_required=row.locator_required,
            shelf_days=row.shelf_days,
        )
        for row in policies
        if row.kind in ("", claim.kind) and (not row.risk or row.risk in claim.risk)
    )


def find_unmet(claim: Claim, *, today: date) -> list[Unmet]:
    """Give the rules that `claim`'s standing evidence does not meet (two queries)."""
    rows = Evidence.objects.standing().filter(claim=claim).select_related("source")
    return weigh_evidence(find_needs(claim), rows, today=today)


def weigh_evidence(needs: Needs, rows: Iterable[Evidence], *, today: date) -> list[Unmet]:
    """Give the rules that evidence `rows`, with their sources loaded, do not meet."""
    cited = [
        Cited(
            stance=row.stance,
            is_primary=row.source.is_primary,
            has_locator=bool(row.locator),
            seen_on=row.passage_seen_at.date() if row.passage_seen_at else None,
        )
        for row in rows
    ]
    return list_unmet(needs, cited, today=today)
