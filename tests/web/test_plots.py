"""Plots are drawn from their table."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from claims.web.plots import HEIGHT, LEFT, WIDTH, round_up, stack_columns

DAYS = st.lists(st.dictionaries(st.sampled_from("ab"), st.integers(0, 10**6)), max_size=90)


@given(DAYS)
def test_columns_stay_in_the_frame_and_add_up(counts):
    first = date(2026, 1, 1)
    days = {first + timedelta(n): found for n, found in enumerate(counts)}
    plot = stack_columns(days, "ab")
    for box in plot.boxes:
        assert LEFT <= box.x <= box.x + box.width <= WIDTH + 0.2
        assert -0.2 <= box.y <= box.y + box.height <= HEIGHT + 0.2
    wanted = [sum(found.get(kind, 0) for found in counts) for kind in "ab"]
    assert plot.totals == (wanted if counts else [])


def test_axes_end_on_round_numbers():
    assert [round_up(n) for n in (0, 1, 2, 3, 6, 10, 11, 501)] == [
        2,
        2,
        2,
        5,
        10,
        10,
        20,
        1000,
    ]
