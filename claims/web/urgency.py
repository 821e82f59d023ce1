"""Which claim first: risk × evidence gap × hours left, with each factor to be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from claims.models import Claim, Evidence
from claims.models.claim import ClaimQuerySet

RANKED = 400  # of a list, the oldest: ranking needs each one's evidence
GAPS = (3, 2)  # by number of sources; 1 from there on
HOURS = ((0, 8), (4, 6), (24, 4), (72, 2))  # due within so many hours, factor


@dataclass(frozen=True, slots=True)
class Urgency:
    """The factors of one claim; `hours` is None where nothing is due."""

    risks: int
    sources: int
    hours: int | None

    @property
    def risk(self) -> int:
        """1, and 1 more for each risk flag."""
        return 1 + self.risks

    @property
    def gap(self) -> int:
        """3 without a source, 2 with one, else 1."""
        return GAPS[self.sources] if self.sources < len(GAPS) else 1

    @property
    def haste(self) -> int:
        """From 1 where nothing is due within three days to 8 where it is overdue."""
        if self.hours is None:
            return 1
        return next((factor for most, factor in HOURS if self.hours <= most), 1)

    @property
    def score(self) -> int:
        """The product."""
        return self.risk * self.gap * self.haste


def rank_claims(claims: ClaimQuerySet, *, now: datetime) -> list[tuple[int, Urgency]]:
    """Give (key, urgency) of the oldest RANKED of `claims`, most urgent first; one query.

    Among equals the oldest comes first.
    """
    standing = Evidence.objects.standing().filter(claim=OuterRef("pk")).order_by()
    number = standing.values("claim").annotate(n=Count("pk")).values("n")
    rows = (
        claims.order_by("pk")
        .annotate(sources=Coalesce(Subquery(number), 0))
        .annotate(due=Coalesce("due_at", F("article__due_at")))
        .values_list("pk", "risk", "sources", "due")[:RANKED]
    )
    ranked = [
        (pk, Urgency(len(risk), sources, count_hours(due, now)))
        for pk, risk, sources, due in rows
    ]
    return sorted(ranked, key=lambda row: (-row[1].score, row[0]))


def count_hours(due: datetime | None, now: datetime) -> int | None:
    """Give whole hours left, rounded up; 0 and less for what is overdue."""
    return None if due is None else -((now - due) // timedelta(hours=1))


def dress_ranked(
    rows: Sequence[Claim], ranked: Sequence[tuple[int, Urgency]]
) -> list[Claim]:
    """Give `rows` in the order of `ranked`, each with its urgency for the template."""
    by_key = {row.pk: row for row in rows}
    found = []
    for key, urgency in ranked:
        if key in by_key:
            by_key[key].urgency = urgency  # type: ignore[attr-defined]  # for the template only
            found.append(by_key[key])
    return found
