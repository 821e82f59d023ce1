"""Words put in place of others, and where the rest stands then."""

from hypothesis import given
from hypothesis import strategies as st

from claims.workflow.anchoring import Span
from claims.workflow.replacing import Swap, apply_swaps, close_gap, find_clash, shift_span

TEXT = "It carried 240 men and 18 tonnes."


def test_a_deletion_takes_one_space_along():
    assert apply_swaps(TEXT, [close_gap(TEXT, Swap(11, 14, ""))]) == (
        "It carried men and 18 tonnes."
    )


def test_swaps_that_share_characters_clash():
    one, two = Swap(3, 10, "bore"), Swap(9, 14, "x")
    assert find_clash([one, two]) == (one, two)
    assert find_clash([one, Swap(10, 14, "x")]) is None


def test_a_span_cut_by_a_swap_is_nowhere_and_one_around_it_grows():
    assert shift_span(Span(8, 14), [Swap(3, 10, "bore")]) is None
    assert shift_span(Span(0, 18), [Swap(11, 14, "1,260")]) == Span(0, 20)


@given(st.text("ab ", min_size=1, max_size=30), st.data())
def test_a_span_beside_the_swaps_keeps_its_words(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    a, b, c, d = cuts
    swaps = [Swap(a, b, data.draw(st.text("xy", max_size=5)))] if a < b else []
    if c < d:
        found = shift_span(Span(c, d), swaps)
        assert found is not None
        assert apply_swaps(text, swaps)[found.start : found.end] == text[c:d]
