"""How far reviewers agree: percent, Cohen's and Fleiss' kappa, with intervals. Pure.

Cohen's kappa and its large-sample standard error: Fleiss, Cohen and Everitt, "Large sample
standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969) 323-327, as
in Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), ch. 18.
Fleiss' kappa: Fleiss, "Measuring nominal scale agreement among many raters", Psychological
Bulletin 76 (1971) 378-382; its standard error there is of the agreement by chance alone.
The interval of the share: Wilson, "Probable inference, the law of succession, and
statistical inference", Journal of the American Statistical Association 22 (1927) 209-212.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.959964  # of a 95 per cent interval


@dataclass(frozen=True, slots=True)
class Agreement:
    """`n` items, the share agreed on, kappa (None where chance alone agrees always), its
    standard error, and the ends of the 95 per cent interval, cut at -1 and 1."""

    n: int
    share: float
    kappa: float | None
    error: float | None
    low: float | None
    high: float | None

    @property
    def share_low(self) -> float:
        """The lower end of the share's interval, each item being agreed on or not."""
        return bound_share(self.share, self.n)[0]

    @property
    def share_high(self) -> float:
        """The upper end of it."""
        return bound_share(self.share, self.n)[1]


def bound_share(share: float, n: int) -> tuple[float, float]:
    """Give Wilson's score interval at 95 per cent of a share of `n` items, n above 0."""
    z2 = Z * Z
    middle = share + z2 / (2 * n)
    spread = Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    scale = 1 + z2 / n
    return max((middle - spread) / scale, 0.0), min((middle + spread) / scale, 1.0)


def bound(n: int, share: float, kappa: float | None, error: float | None) -> Agreement:
    """Give the result with its interval."""
    if kappa is None or error is None:
        return Agreement(n, share, kappa, None, None, None)
    low, high = max(kappa - Z * error, -1.0), min(kappa + Z * error, 1.0)
    return Agreement(n, share, kappa, error, low, high)


def measure_cohen(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Give the agreement of two raters; each pair is what both said of one item.

    Raises:
        ValueError: there are no pairs.
    """
    n = len(pairs)
    if not n:
        raise ValueError("No item was rated twice.")
    cells = Counter(pairs)
    rows, columns = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    first = {name: count / n for name, count in rows.items()}
    second = {name: count / n for name, count in columns.items()}
    share = sum(count for (a, b), count in cells.items() if a == b) / n
    chance = sum(p * second.get(name, 0.0) for name, p in first.items())
    if chance >= 1.0:
        return bound(n, share, None, None)
    kappa = (share - chance) / (1 - chance)
    rest = 1 - kappa
    on = off = 0.0
    for (a, b), count in cells.items():
        p = count / n
        if a == b:
            on += p * (1 - (first[a] + second[a]) * rest) ** 2
        else:
            off += p * (second.get(a, 0.0) + first.get(b, 0.0)) ** 2
    variance = on + rest**2 * off - (kappa - chance * rest) ** 2
    return bound(n, share, kappa, sqrt(max(variance, 0.0) / n) / (1 - chance))


def measure_fleiss(items: Sequence[Sequence[str]]) -> Agreement:
    """Give the agreement of as many raters on each item, whoever they were.

    Raises:
        ValueError: there are no items, or their numbers of ratings differ or are below 2.
    """
    sizes = {len(item) for item in items}
    if len(sizes) != 1 or min(sizes) < 2:
        raise ValueError("Each item needs the same number of ratings, two or more.")
    n, m = len(items), sizes.pop()
    totals = Counter(name for item in items for name in item)
    shares = [count / (n * m) for count in totals.values()]
    agreed = sum(c * (c - 1) for item in items for c in Counter(item).values())
    share = agreed / (n * m * (m - 1))
    chance = sum(p * p for p in shares)
    if chance >= 1.0:
        return bound(n, share, None, None)
    kappa = (share - chance) / (1 - chance)
    spread = sum(p * (1 - p) for p in shares)
    skew = sum(p * (1 - p) * (1 - 2 * p) for p in shares)
    error = sqrt(2 * max(spread**2 - skew, 0.0)) / (spread * sqrt(n * m * (m - 1)))
    return bound(n, share, kappa, error)
