"""The text between the edges of claims."""

from hypothesis import given
from hypothesis import strategies as st

from claims.galley.runs import Span, cut_runs

TEXT = "A head line\n\nTwo An-26 freighters landed\nwith 240 soldiers.\n\n  The end. \n"


@st.composite
def spans_of_a_text(draw):
    text = draw(st.text("ab \n", min_size=1, max_size=60))
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=8))
    spans = [Span(n, min(p), max(p)) for n, p in enumerate(pairs, 1) if p[0] != p[1]]
    return text, spans


@given(spans_of_a_text())
def test_no_word_is_lost_and_each_number_stands_once(given_spans):
    text, spans = given_spans
    blocks = cut_runs(text, spans)
    for block in blocks:
        assert "".join(run.text for run in block.runs) == text[block.start : block.end]
    numbers = [number for block in blocks for number in block.ending]
    assert sorted(numbers) == (sorted(span.number for span in spans) if blocks else [])


def test_crossing_claims_share_the_words_between_and_end_apart():
    begin = TEXT.index("Two")
    spans = [Span(1, begin, begin + 9), Span(2, begin + 4, begin + 20)]
    runs = cut_runs(TEXT, spans)[1].runs
    assert [(run.text, run.inside, run.ending) for run in runs[:3]] == [
        ("Two ", (1,), ()),
        ("An-26", (1, 2), (1,)),
        (" freighters", (2,), (2,)),
    ]


def test_a_claim_over_two_paragraphs_has_its_number_in_the_second():
    blocks = cut_runs(TEXT, [Span(1, 2, TEXT.index("Two") + 3)])
    assert [block.ending for block in blocks] == [[], [1], []]
