"""Where claims stand in a new version: single rules, then the labelled edits."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.workflow.anchoring import Span, reanchor
from tests.workflow.edits import list_edits, read_marks
from tests.workflow.judging import judge_edit
from tests.workflow.stacking import stack_edits

EDITS = list(list_edits())


def place(old: str, new: str, words: str):
    """The answer for the first `words` of `old`, and the words it names in `new`."""
    start = old.index(words)
    [answer] = reanchor(old, new, [Span(start, start + len(words))])
    return answer, None if answer.start is None else new[answer.start : answer.end]


SHIPS = (
    "The crew slept. It carried 100 troops and 35 tonnes of flour. General Ruiz was not "
    "aboard on 3 May. Nobody else came."
)


def test_there_are_enough_labelled_edits():
    assert len(EDITS) >= 200
    assert len({edit.name for edit in EDITS}) == len(EDITS)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_no_claim_is_put_on_words_that_are_not_its_own(edit):
    wrong = [answer for answer in judge_edit(edit) if answer[1] == "wrong"]
    assert wrong == []


@pytest.mark.parametrize("seed", [*range(200), 215, 363, 900, 1439, 1861, 2416])
def test_no_claim_is_put_elsewhere_by_edits_on_top_of_edits(seed):
    edit = stack_edits(seed)
    assert [answer for answer in judge_edit(edit) if answer[1] == "wrong"] == []


def test_few_claims_whose_words_stand_are_orphaned():
    outcomes: Counter[str] = Counter()
    for edit in EDITS:
        truth = read_marks(edit.new)[1]
        outcomes.update(state for name, state, _ in judge_edit(edit) if name in truth)
    assert outcomes["orphaned"] <= outcomes.total() * 0.01


@pytest.mark.parametrize(
    ("was", "now", "claim", "changed"),
    [
        ("100", "120", "100 troops", ("digit", "100", "120")),
        ("tonnes", "tons", "35 tonnes", ("unit", "tonnes", "tons")),
        ("Ruiz", "Diaz", "General Ruiz", ("name", "Ruiz", "Diaz")),
        ("was not", "was", "Ruiz was not aboard", ("negation", "not", "")),
        ("3 May", "3 June", "3 May", ("date", "May", "June")),
        ("3 May", "4 May", "3 May", ("date", "3", "4")),
        ("100", "one", "100 troops", ("number", "100", "one")),
        ("troops", "soldiers", "100 troops", ("word", "troops", "soldiers")),
    ],
)
def test_a_change_inside_the_claim_is_named(was, now, claim, changed):
    answer, words = place(SHIPS, SHIPS.replace(was, now), claim)
    assert (answer.state, words) == ("edited", claim.replace(was, now))
    assert [tuple(change) for change in answer.changed] == [changed]


@pytest.mark.parametrize(
    ("old", "was", "now", "kind"),
    [
        ("El barco llegó en mayo al puerto.", "mayo", "julio", "date"),
        ("أغلقت المدرسة في مارس بسبب الحريق.", "مارس", "يونيو", "name"),
        ("השר אמר כי דוד נפצע בשריפה.", "דוד", "משה", "name"),
    ],
)
def test_a_change_of_fact_is_named_in_other_scripts(old, was, now, kind):
    answer, words = place(old, old.replace(was, now), was)
    assert (answer.state, words) == ("edited", now)
    assert [tuple(change) for change in answer.changed] == [(kind, was, now)]


def test_the_same_number_in_words_is_no_changed_fact():
    answer, words = place("They saw two ships go.", "They saw 2 ships go.", "two ships")
    assert (answer.state, words) == ("edited", "2 ships")
    assert [change.kind for change in answer.changed] == ["word"]


def test_a_change_elsewhere_in_the_sentence_leaves_the_claim_kept():
    answer, words = place(SHIPS, SHIPS.replace("35", "40"), "100 troops")
    assert (answer.state, words, answer.changed) == ("kept", "100 troops", ())


@pytest.mark.parametrize("more", ["", " Nobody was hurt.\n\nBoth left."])
def test_a_changed_figure_orphans_nothing_though_the_next_sentence_went(more):
    head = "ALDER, May 2 - At least 17 people came with two trams on Monday."
    old, new = f"{head} It was late.{more}\n", f"{head.replace('17', '19')}{more}\n"
    assert place(old, new, "17 people")[0].state == "edited"
    for claim in ("May 2", "two trams", "Monday"):
        assert place(old, new, claim)[0].state == "kept"


def test_a_negation_beside_the_claim_is_told_though_the_claim_is_kept():
    new = SHIPS.replace("carried 100", "carried not 100")
    answer, words = place(SHIPS, new, "100 troops")
    assert (answer.state, words) == ("kept", "100 troops")
    assert [tuple(change) for change in answer.changed] == [("negation", "", "not")]


@pytest.mark.parametrize(
    ("was", "now"),
    [("“", '"'), (" ", "  "), (" ", "\u00a0"), ("’", "'"), ("–", "-"), ("e", "e\u200b")],
)
def test_style_and_white_space_change_nothing(was, now):
    old = "“We won’t wait – not 10 days,” he said. Then he left the hall."
    new = old.replace(was, now)
    answer, _ = place(old, new, "he left")
    assert answer.state == "kept" or now == "e\u200b"
    answer, words = place(old, new, "10 days")
    assert (answer.state, answer.changed) == ("kept", ())
    assert words is not None
    assert words.split() == ["10", "days"]


def test_of_one_sentence_twice_nobody_can_tell_which_one_went():
    old = "Alpha began. It cost two dollars. It cost two dollars. Omega ended."
    new = "Alpha began. It cost two dollars. Omega ended."
    answer, _ = place(old, new, "two")
    assert (answer.state, answer.margin) == ("orphaned", 0.0)


def test_a_duplicate_is_told_apart_by_its_neighbours():
    old = "Alpha began. It cost two dollars. Beta came. Omega ended."
    new = "Alpha began. It cost two dollars. Beta came. It cost two dollars. Omega ended."
    answer, _ = place(old, new, "two")
    assert (answer.state, answer.start) == ("kept", old.index("two"))


def test_a_paragraph_that_changed_places_is_moved():
    parts = ["Alpha saw 12 ships.", "Beta saw 14 birds.", "Gamma saw 16 men."]
    answer, words = place("\n\n".join(parts), "\n\n".join(parts[::-1]), "16 men")
    assert (answer.state, words) == ("moved", "16 men")


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (0, 9_999)])
def test_a_span_outside_the_text_is_refused(span):
    with pytest.raises(ValueError, match="No words stand"):
        reanchor(SHIPS, SHIPS, [Span(*span)])


def test_a_span_without_words_is_orphaned():
    assert reanchor("a   b", "a   b", [Span(2, 3)])[0].state == "orphaned"


def test_a_megabyte_of_one_sentence_ends_and_attaches_nothing_by_guess():
    same = "The freighter brought 20 soldiers to Port Alder on Monday, they said. "
    old, new = same * 15_000, same * 14_999
    spans = [Span(at * len(same) + 22, at * len(same) + 24) for at in (0, 700, 14_999)]
    assert [answer.state for answer in reanchor(old, new, spans)] == ["orphaned"] * 3


TEXTS = st.lists(
    st.sampled_from(["two", "men", "Monday", "100", "not", ".", "\n\n", "אב", "🚢", "“"]),
    max_size=30,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(old=TEXTS.filter(bool), new=TEXTS, data=st.data())
def test_an_answer_lies_in_the_new_text_and_kept_words_are_the_same(old, new, data):
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    [answer] = reanchor(old, new, [Span(start, end)])
    assert 0 <= answer.margin <= 1
    assert 0 <= answer.score <= 1
    if answer.state == "orphaned":
        assert (answer.start, answer.end) == (None, None)
        return
    assert answer.start is not None
    assert answer.end is not None
    assert 0 <= answer.start < answer.end <= len(new)
    if answer.state != "edited":
        here = new[answer.start : answer.end].split()
        assert "".join(here) == "".join(old[start:end].split())
    if old == new:
        assert (answer.start, answer.end) == (start, end)
