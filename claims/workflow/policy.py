"""What a claim needs before a verdict counts, and what is missing. Pure.

Several policies may apply to one claim (its kind, each risk flag, the general one): the
strictest figure of each requirement counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from claims.workflow.independence import Origin, count_independent

NOWHERE = Origin("")


@dataclass(frozen=True, slots=True)
class Needs:
    """Requirements. None and 0 ask for nothing; days count whole days."""

    min_sources: int = 0
    primary_required: bool = False
    independent_secondary: int = 0
    two_reviewers: bool = False
    capture_days: int | None = None
    locator_required: bool = False
    shelf_days: int | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """What the policy must know of one standing piece of evidence."""

    stance: str
    is_primary: bool
    has_locator: bool
    seen_on: date | None
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Unmet:
    """One rule that stands against the act: a stable code, and words that name the fix."""

    code: str
    detail: str


def combine(policies: Iterable[Needs]) -> Needs:
    """Give the strictest of each requirement; the shortest of each number of days."""
    known = list(policies)

    def days(name: str) -> int | None:
        set_days = [getattr(one, name) for one in known if getattr(one, name) is not None]
        return min(set_days, default=None)

    flags = {
        field.name: any(getattr(one, field.name) for one in known)
        for field in fields(Needs)
        if field.type is bool
    }
    return Needs(
        min_sources=max((one.min_sources for one in known), default=0),
        independent_secondary=max((one.independent_secondary for one in known), default=0),
        capture_days=days("capture_days"),
        shelf_days=days("shelf_days"),
        **flags,
    )


def list_unmet(needs: Needs, cited: Sequence[Cited], *, today: date) -> list[Unmet]:
    """Give every requirement the evidence does not meet, in the order of fixing them."""
    found: list[Unmet] = []
    weighing = [one for one in cited if one.stance != "context"]
    if len(weighing) < needs.min_sources:
        found.append(
            Unmet(
                "sources_too_few",
                f"Cite at least {needs.min_sources} that support or refute it; "
                f"{len(weighing)} so far.",
            )
        )
    if needs.primary_required and not any(one.is_primary for one in weighing):
        found.append(Unmet("primary_missing", "Cite at least one primary source."))
    found += list_dependent(needs, weighing)
    if needs.locator_required and any(not one.has_locator for one in weighing):
        found.append(
            Unmet("locator_missing", "Give page, paragraph or timecode for each source.")
        )
    if needs.capture_days is not None and not any(
        one.seen_on and (today - one.seen_on).days <= needs.capture_days for one in weighing
    ):
        found.append(
            Unmet(
                "capture_stale",
                f"Check again: no source seen in {needs.capture_days} days.",
            )
        )
    return found


def list_dependent(needs: Needs, weighing: Sequence[Cited]) -> list[Unmet]:
    """Give what is unmet where nothing cited is primary: too few independent sources."""
    wanted = needs.independent_secondary
    if not wanted or any(one.is_primary for one in weighing):
        return []
    count = count_independent([one.origin for one in weighing])
    if count >= wanted:
        return []
    words = (
        f"Cite a primary source, or {wanted} independent ones; {count} so far: copies of "
        "one text, one agency, one site or one canonical page count once."
    )
    return [Unmet("secondary_too_few", words)]
