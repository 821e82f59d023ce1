"""Sentences of a version, and of two."""

from hypothesis import given
from hypothesis import strategies as st

from claims.workflow.coverage import Row, diff_sentences, judge_sentence

A, B, C = "The ship left on Monday.", "It carried 40 men.", "Nobody was hurt."
SENTENCES = st.lists(st.sampled_from([A, B, C, "It carried 41 men.", "Yes."]), max_size=7)


def test_a_claim_covers_a_sentence_even_if_it_is_waived():
    assert judge_sentence(waived=True, claims=1) == "covered"
    assert judge_sentence(waived=True, claims=0) == "waived"
    assert judge_sentence(waived=False, claims=0) == "open"


def test_white_space_alone_changes_no_sentence():
    assert diff_sentences([A], [A.replace(" ", "\n ")]) == [Row("same", 0, 0)]


def test_a_changed_figure_is_a_changed_sentence():
    rows = diff_sentences([A, B, C], [A, "It carried 41 men.", C])
    assert rows == [Row("same", 0, 0), Row("changed", 1, 1), Row("same", 2, 2)]


def test_a_sentence_that_changed_places_is_moved():
    rows = diff_sentences([A, B, C], [C, A, B])
    assert sorted(row.op for row in rows) == ["moved", "same", "same"]


def test_inserted_and_deleted_sentences_are_told_apart():
    rows = diff_sentences([A, C], [A, "A storm broke the northern mole in two."])
    assert rows == [Row("same", 0, 0), Row("deleted", 1, None), Row("inserted", None, 1)]


@given(SENTENCES, SENTENCES)
def test_each_sentence_stands_in_exactly_one_line(old, new):
    rows = diff_sentences(old, new)
    assert sorted(r.old for r in rows if r.old is not None) == list(range(len(old)))
    assert [r.new for r in rows if r.new is not None] == list(range(len(new)))
    for row in rows:
        if row.op in ("same", "moved"):
            assert old[row.old or 0] == new[row.new or 0]
