"""How often people overrule each rule: the measure by which rules are mended."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from math import sqrt

from django.db.models import Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from claims.models import Claim, ClaimEdit

Act = ClaimEdit.Act
ACTS = (Act.VALUE, Act.KIND, Act.SPAN, Act.SPLIT, Act.MERGE, Act.DISMISS)
Z = 1.959964  # the 97.5th percentile of the normal distribution


@dataclass(slots=True)
class RuleRecord:
    """One rule: claims it found, those of them that people overruled, and by which act.

    A claim that was corrected in two ways counts once in `overruled`; what was undone
    does not count. `low` and `high` are Wilson's 95 % interval of the share.
    """

    rule: str
    found: int
    overruled: int = 0
    acts: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """Give overruled claims by found ones."""
        return self.overruled / self.found if self.found else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """Give the interval of the share."""
        return find_bounds(self.overruled, self.found)


def find_bounds(hits: int, trials: int) -> tuple[float, float]:
    """Give Wilson's score interval at 95 % (Wilson 1927); (0, 1) for no trials."""
    if not trials:
        return 0.0, 1.0
    share, z2 = hits / trials, Z * Z
    middle = share + z2 / (2 * trials)
    spread = Z * sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    scale = 1 + z2 / trials
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def report_rules(*, since: datetime | None = None) -> list[RuleRecord]:
    """Give every rule's record over the claims found since then; most overruled first.

    A claim counts for the rule that found it, even where a correction was read by another.
    """
    claims = Claim.objects.filter(created_by=None).exclude(rule="")
    if since is not None:
        claims = claims.filter(created_at__gte=since)
    first = ClaimEdit.objects.filter(claim=OuterRef("pk")).order_by("pk").values("rule")[:1]
    found = claims.annotate(by=Coalesce(Subquery(first), F("rule"), Value("")))
    records = {
        rule: RuleRecord(rule, n)
        for rule, n in found.order_by("by")
        .values_list("by")
        .annotate(n=Count("pk"))
        .values_list("by", "n")
    }
    overruled = defaultdict(set)
    edits = ClaimEdit.objects.filter(claim__in=claims, act__in=ACTS, undone_by=None)
    for rule, act, claim in edits.values_list("rule", "act", "claim").distinct():
        if rule in records:
            records[rule].acts[act] += 1
            overruled[rule].add(claim)
    for rule, some in overruled.items():
        records[rule].overruled = len(some)
    return sorted(records.values(), key=lambda one: (-one.bounds[0], -one.found, one.rule))
