from hypothesis import given
from hypothesis import strategies as st

from claims.galley.runs import split_paragraphs
from claims.web.marks import Mark, assign_lanes, cut_text

TEXT = "Two planes with 100 troops landed.\n\nThey left 🚢 at noon."


def spell(text: str, *marks: Mark) -> str:
    """Write paragraphs as `[n words]n` runs, one a line."""
    lines = []
    for block in cut_text(text, marks):
        words = ""
        for token in block.tokens:
            number = token.mark.number if token.mark else 0
            words += {"text": token.text, "open": "[", "close": "]", "key": str(number)}[
                token.do
            ]
        lines.append(words)
    return "\n".join(lines)


def test_inner_claim_nests_and_each_number_follows_its_last_run():
    outer, inner = Mark(0, 26, 1), Mark(16, 26, 2)
    assert spell(TEXT, outer, inner).splitlines()[0] == (
        "[Two planes with [100 troops]2]1 landed."
    )


def test_crossing_claims_are_cut_where_the_first_ends():
    assert spell("abcdef", Mark(0, 4, 1), Mark(2, 6, 2)) == "[ab[cd]]1[ef]2"


def test_claims_over_the_same_words_both_keep_their_number():
    assert spell("abc", Mark(0, 3, 1), Mark(0, 3, 2)) == "[[abc]2]1"


def test_a_claim_across_paragraphs_is_numbered_once_at_its_end():
    assert spell("ab\n\ncd", Mark(0, 6, 1)) == "[ab]\n[cd]1"


def test_offsets_are_code_points_so_that_an_emoji_counts_as_one():
    at = TEXT.index("at noon")
    assert spell(TEXT, Mark(at, at + 7, 3)).splitlines()[1] == "They left 🚢 [at noon]3."


def test_overlapping_claims_take_the_lowest_free_lane():
    marks = [Mark(0, 9, 1), Mark(1, 5, 2), Mark(2, 4, 3), Mark(6, 8, 4)]
    assert assign_lanes(marks) == {1: 0, 2: 1, 3: 2, 4: 1}


def test_margin_lists_a_claim_in_the_paragraph_where_it_begins():
    first, second = cut_text("ab\n\ncd", [Mark(0, 6, 1), Mark(4, 6, 2)])
    assert [m.number for m in first.margin] == [1]
    assert [m.number for m in second.margin] == [2]


def test_a_single_line_end_stays_inside_its_paragraph():
    assert [*split_paragraphs("one\ntwo\n \nthree\n")] == [(0, 7), (10, 15)]


@given(
    st.text(alphabet="ab \n🚢ש", max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 12)), max_size=6),
)
def test_runs_are_balanced_and_give_the_text_back(text, spans):
    marks = [
        Mark(start, min(start + length, len(text)), number)
        for number, (start, length) in enumerate(spans, 1)
        if start < len(text)
    ]
    for block in cut_text(text, marks):
        depth = 0
        for token in block.tokens:
            depth += {"open": 1, "close": -1}.get(token.do, 0)
            assert depth >= 0
        assert depth == 0
        words = "".join(token.text for token in block.tokens)
        assert words == text[block.start : block.end]
