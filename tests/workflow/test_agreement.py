"""Kappa against published worked examples; each figure is also worked out here from the
printed table, in fractions, without the code under test.

Cohen 1960: Jacob Cohen, "A coefficient of agreement for nominal scales", Educational and
Psychological Measurement 20 (1960) 37-46: 200 cases, three categories, 140 agreed on where
82 were to be expected by chance; kappa .492.
Fleiss 1971: Joseph L. Fleiss, "Measuring nominal scale agreement among many raters",
Psychological Bulletin 76 (1971) 378-382: 30 patients, six psychiatrists each, five
diagnoses; mean agreement .555, by chance .220, kappa .430.
Wikipedia, "Fleiss' kappa", section "Worked example": 14 raters, ten subjects, five
categories; .378, .213, kappa .210.
Newcombe 1998: Robert G. Newcombe, "Two-sided confidence intervals for the single
proportion", Statistics in Medicine 17 (1998) 857-872, table I, method 3 (Wilson's score
without correction): 81 of 263, 15 of 148, 0 of 20, 1 of 29.
The standard error of Cohen's kappa is checked by the delta method, worked numerically.
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.workflow.agreement import bound_share, measure_cohen, measure_fleiss

COHEN_1960 = {
    ("1", "1"): 88, ("1", "2"): 14, ("1", "3"): 18, ("2", "1"): 10, ("2", "2"): 40,
    ("2", "3"): 10, ("3", "1"): 2, ("3", "2"): 6, ("3", "3"): 12,
}  # fmt: skip
# Per patient: depression, personality disorder, schizophrenia, neurosis, other.
FLEISS_1971 = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 "
    "02031 00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 "
    "10500 00006"
)
PSYCHIATRISTS = tuple(tuple(int(digit) for digit in row) for row in FLEISS_1971.split())
RATERS = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip
PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1)


def spread(table: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    return [pair for pair, count in table.items() for _ in range(count)]


def test_cohens_own_example_gives_his_figures():
    n = sum(COHEN_1960.values())
    names = "123"
    rows = {a: sum(COHEN_1960[a, b] for b in names) for a in names}
    columns = {b: sum(COHEN_1960[a, b] for a in names) for b in names}
    agreed = sum(COHEN_1960[a, a] for a in names)
    by_chance = sum(Fraction(rows[a] * columns[a], n) for a in names)
    assert (n, agreed, by_chance) == (200, 140, 82)
    kappa = (agreed - by_chance) / (n - by_chance)
    assert round(float(kappa), 3) == 0.492

    found = measure_cohen(spread(COHEN_1960))

    assert found.n == 200
    assert found.share == pytest.approx(0.70)
    assert found.kappa == pytest.approx(float(kappa))
    assert found.error == pytest.approx(work_error(COHEN_1960), rel=1e-4)


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


@pytest.mark.parametrize(
    ("table", "raters", "share", "chance", "kappa"),
    [(PSYCHIATRISTS, 6, 0.555, 0.220, 0.430), (RATERS, 14, 0.378, 0.213, 0.210)],
    ids=["Fleiss 1971", "Wikipedia"],
)
def test_fleiss_kappa_of_the_printed_tables(table, raters, share, chance, kappa):
    assert {sum(row) for row in table} == {raters}
    agreed, expected = work_fleiss(table, raters)
    assert float(agreed) == pytest.approx(share, abs=0.001)
    assert float(expected) == pytest.approx(chance, abs=0.0005)
    worked = (agreed - expected) / (1 - expected)
    assert float(worked) == pytest.approx(kappa, abs=0.0005)

    found = measure_fleiss(
        [[str(k) for k, count in enumerate(row) for _ in range(count)] for row in table]
    )

    assert found.n == len(table)
    assert found.share == pytest.approx(float(agreed))
    assert found.kappa == pytest.approx(float(worked))


def work_fleiss(table: tuple[tuple[int, ...], ...], m: int) -> tuple[Fraction, Fraction]:
    """Give the mean agreement and the one by chance, as the paper's formulas have them."""
    n = len(table)
    squares = sum(count**2 for row in table for count in row)
    columns = [sum(row[k] for row in table) for k in range(5)]
    agreed = Fraction(squares - n * m, n * m * (m - 1))
    return agreed, sum((Fraction(c, n * m) ** 2 for c in columns), Fraction(0))


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


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_the_interval_of_a_share_is_as_in_newcombes_table(hits, n, low, high):
    assert bound_share(hits / n, n) == pytest.approx((low, high), abs=0.00005)
