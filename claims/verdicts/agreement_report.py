"""Who agrees with whom: kappa over finished rounds, by kind, pair and month."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from claims.models import Claim, Review, User
from claims.workflow.agreement import Agreement, measure_cohen, measure_fleiss


@dataclass(frozen=True, slots=True)
class Twice:
    """A round in which two people judged one claim, blind."""

    kind: str
    pair: str
    month: str
    first: str
    second: str


def list_rounds(user: User, *, since: date | None = None) -> list[Twice]:
    """Give the unblinded rounds of claims `user` may open that have both reviews in."""
    rows = Review.objects.readable_by(user).filter(
        claim__in=Claim.objects.visible_to(user), part__in=("first", "second")
    )
    if since is not None:
        rows = rows.filter(submitted_at__date__gte=since)
    by_round: dict[tuple[int, int], dict[str, Review]] = defaultdict(dict)
    for row in rows.select_related("claim", "rating", "reviewer"):
        by_round[row.claim_id, row.round][row.part] = row
    return [
        compare(both["first"], both["second"])
        for both in by_round.values()
        if len(both) == 2
    ]


def compare(first: Review, second: Review) -> Twice:
    """Give the round of two reviews; the pair in the order of the alphabet."""
    names = sorted([first.reviewer.username, second.reviewer.username])
    month = f"{second.submitted_at:%Y-%m}" if second.submitted_at else ""
    codes = [one.rating.code if one.rating else "" for one in (first, second)]
    return Twice(first.claim.kind, " and ".join(names), month, codes[0], codes[1])


def report_agreement(rounds: Iterable[Twice]) -> dict[str, dict[str, dict[str, Agreement]]]:
    """Give, under "all", "kind", "pair" and "month", both kappas of each group."""
    known = list(rounds)
    keys: dict[str, Callable[[Twice], str]] = {
        "all": lambda _: "all",
        "kind": lambda one: one.kind,
        "pair": lambda one: one.pair,
        "month": lambda one: one.month,
    }
    report: dict[str, dict[str, dict[str, Agreement]]] = {}
    for name, key in keys.items():
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for one in known:
            groups[key(one)].append((one.first, one.second))
        report[name] = {
            group: {"cohen": measure_cohen(pairs), "fleiss": measure_fleiss(pairs)}
            for group, pairs in sorted(groups.items())
        }
    return report
