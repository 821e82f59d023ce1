"""Kappa against published worked examples.

Cohen: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), ch. 18:
100 patients diagnosed by two raters as psychotic, neurotic or organic, kappa 0.68. The
standard error is checked against the delta method worked numerically.
Also the 2 by 2 example of 50 grant proposals that many texts use: kappa 0.40.
Fleiss: 14 raters, ten subjects, five categories: kappa 0.210, the example worked in the
encyclopaedia's article on Fleiss' kappa.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.workflow.agreement import measure_cohen, measure_fleiss

DIAGNOSES = {
    ("p", "p"): 75, ("p", "n"): 1, ("p", "o"): 4, ("n", "p"): 5, ("n", "n"): 4,
    ("n", "o"): 1, ("o", "p"): 0, ("o", "n"): 0, ("o", "o"): 10,
}  # fmt: skip
GRANTS = {("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15}
RATERS = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip
PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1)


def spread(table: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    return [pair for pair, count in table.items() for _ in range(count)]


def test_cohens_kappa_of_two_diagnosticians():
    found = measure_cohen(spread(DIAGNOSES))
    assert found.share == pytest.approx(0.89)
    assert found.kappa == pytest.approx(0.676, abs=0.0005)
    assert found.error == pytest.approx(work_error(DIAGNOSES), rel=1e-4)


def work_kappa(table: dict[tuple[str, str], float]) -> float:
    names = {name for pair in table for name in pair}
    n = sum(table.values())
    rows = {a: sum(p for pair, p in table.items() if pair[0] == a) / n for a in names}
    columns = {b: sum(p for pair, p in table.items() if pair[1] == b) / n for b in names}
    chance = sum(rows[name] * columns[name] for name in names)
    return (sum(table[a, a] for a in names) / n - chance) / (1 - chance)


def work_error(counts: dict[tuple[str, str], int], step: float = 1e-5) -> float:
    table = {pair: float(count) for pair, count in counts.items()}
    n, middle = sum(table.values()), work_kappa(table)
    slope = {
        pair: (work_kappa(table | {pair: count + step}) - middle) / step * n
        for pair, count in table.items()
    }
    mean = sum(table[pair] / n * slope[pair] for pair in table)
    square = sum(table[pair] / n * slope[pair] ** 2 for pair in table)
    return float(((square - mean**2) / n) ** 0.5)


def test_cohens_kappa_of_fifty_grant_proposals():
    found = measure_cohen(spread(GRANTS))
    assert (found.share, found.kappa) == pytest.approx((0.7, 0.4))


def test_fleiss_kappa_of_fourteen_raters():
    items = [
        [str(k) for k, count in enumerate(row) for _ in range(count)] for row in RATERS
    ]
    found = measure_fleiss(items)
    assert found.share == pytest.approx(0.378, abs=0.0005)
    assert found.kappa == pytest.approx(0.210, abs=0.0005)


def test_where_chance_always_agrees_there_is_no_kappa():
    assert measure_cohen([("a", "a")] * 4).kappa is None
    assert measure_fleiss([["a", "a"]] * 4).kappa is None


def test_nothing_rated_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        measure_cohen([])
    with pytest.raises(ValueError, match="same number"):
        measure_fleiss([["a"], ["a", "b"]])


@given(PAIRS)
def test_kappa_stays_in_bounds_and_does_not_mind_who_is_first(pairs):
    one = measure_cohen(pairs)
    two = measure_cohen([(b, a) for a, b in pairs])
    assert one.kappa == pytest.approx(two.kappa)
    if one.kappa is not None and one.low is not None and one.high is not None:
        assert -1 <= one.low <= one.kappa <= one.high <= 1
