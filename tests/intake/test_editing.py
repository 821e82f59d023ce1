"""Correcting claims: what changes, what is kept, and who may."""

import pytest

from claims.errors import BadInput, ClaimChanged, NotAllowed, TransitionRefused
from claims.intake.editing import FIXES, correct_value, respan_claim, retype_claim
from claims.intake.typed_values import check_value, read_words
from claims.models import Claim, ClaimEdit, TrailEntry
from claims.workflow import move_claim
from tests.conftest import NOON
from tests.steps import find_words, put_status


def test_a_corrected_value_is_kept_with_what_was_read_before(claim, editor):
    before, rule = dict(claim.value), claim.rule
    edit = correct_value(
        claim, value={"n": 250, "mod": "~"}, reason="Misprint.", actor=editor, now=NOON
    )
    assert claim.value == {"n": 250, "mod": "~"}
    assert {key: claim.readings[0][key] for key in before} == before
    assert claim.reason == "Corrected by a person: Misprint."
    assert (edit.act, edit.rule, edit.by) == ("value", rule, editor)
    assert (edit.before["value"], edit.after["value"]) == (before, claim.value)
    line = TrailEntry.objects.get(subject=f"claim:{claim.public_id}", action="edit_value")
    assert (line.before, line.reason) == ({"value": before}, "Misprint.")


def test_another_reading_that_is_chosen_leaves_the_list_of_other_readings(claim, editor):
    other = {"n": 2400, "mod": "="}
    Claim.objects.filter(pk=claim.pk).update(readings=[{**other, "reason": "a zero less"}])
    correct_value(claim, value={**other, "reason": "x"}, actor=editor, now=NOON)
    assert claim.value == other
    assert all(one.get("n") != 2400 for one in claim.readings)


def test_the_loser_of_two_editors_is_told_to_read_again(claim, editor):
    stale = Claim.objects.get(pk=claim.pk)
    correct_value(claim, value={"n": 250}, actor=editor, now=NOON)
    with pytest.raises(ClaimChanged):
        correct_value(stale, value={"n": 260}, actor=editor, now=NOON)
    with pytest.raises(ClaimChanged):
        correct_value(claim, value={"n": 260}, revision=1, actor=editor, now=NOON)
    assert claim.edits.count() == 1


def test_a_reviewer_corrects_nothing(claim, reviewer):
    with pytest.raises(NotAllowed):
        correct_value(claim, value={"n": 1}, actor=reviewer, now=NOON)


@pytest.mark.parametrize("status", sorted(FIXES))
def test_a_claim_under_review_or_settled_is_reopened_first(claim, editor, status):
    put_status(claim, status)
    with pytest.raises(TransitionRefused, match="first"):
        retype_claim(claim, kind="count", actor=editor, now=NOON)
    assert not ClaimEdit.objects.exists()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("count", {}),
        ("count", []),
        ("count", {"n": "many"}),
        ("count", {"n": float("nan")}),
        ("count", {"n": True}),
        ("count", {"low": 5, "high": 3}),
        ("count", {"n": 5, "mod": "ish"}),
        ("date", {"iso": "2019-02-30"}),
        ("date", {"iso": "soon"}),
        ("money", {"n": 5}),
        ("money", {"n": 5, "currency": "dollars"}),
        ("equipment", {"name": " "}),
        ("place", {"name": "a\x00b"}),
        ("event", {"kind": "x" * 9000}),
        ("event", {"kind": object()}),
    ],
    ids=lambda one: str(one)[:30],
)
def test_a_value_of_the_wrong_shape_is_refused(kind, value):
    with pytest.raises(BadInput) as refused:
        check_value(kind, value)
    assert refused.value.field == "value"


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("personnel_count", "about 1,500", {"n": 1500, "mod": "~"}),
        ("count", "24", {"n": 24}),
        ("percent", "15", {"n": 15}),
        ("money", "$1.5 million", {"n": 1_500_000, "currency": "USD"}),
        ("date", "2019-03-25", {"iso": "2019-03-25"}),
        ("date", "Monday", {"iso": "2019-03-25"}),
        ("quote", "Ada Bryce", {"speaker": "Ada Bryce"}),
        ("equipment", "Harbour tug 7", {"name": "Harbour tug 7"}),
    ],
)
def test_typed_words_are_read_as_the_rules_read_articles(article, kind, words, expected):
    value = read_words(kind, words, article=article, old={})
    assert {key: value.get(key) for key in expected} == expected


def test_words_that_no_rule_reads_are_refused_with_an_example(article):
    with pytest.raises(BadInput, match="Write it like"):
        read_words("date", "the day the tide came", article=article, old={})


def test_another_kind_is_read_by_its_own_rule_or_keeps_the_figure(claim, editor):
    retype_claim(claim, kind="count", actor=editor, now=NOON)
    assert (claim.kind, claim.value["n"]) == ("count", 240)
    retype_claim(claim, kind="statement", actor=editor, now=NOON)
    assert (claim.kind, claim.value, claim.rule) == ("statement", {}, "person")
    with pytest.raises(BadInput):
        retype_claim(claim, kind="statement", actor=editor, now=NOON)
    with pytest.raises(BadInput):
        retype_claim(claim, kind="rumour", actor=editor, now=NOON)


def test_other_words_are_read_anew_where_a_rule_fits(claim, editor):
    rule = claim.rule
    start, end = find_words(claim, "18 tonnes")
    edit = respan_claim(claim, start=start, end=end, actor=editor, now=NOON)
    assert (claim.quote, claim.value["n"]) == ("18 tonnes", 240)  # no count reads tonnes
    assert edit.rule == rule
    assert (edit.before["quote"], edit.after["quote"]) == ("240 soldiers", "18 tonnes")
    start, end = find_words(claim, "240 soldiers")
    respan_claim(claim, start=start, end=end, actor=editor, now=NOON)
    assert (claim.quote, claim.rule) == ("240 soldiers", rule)


def test_a_span_outside_the_text_or_of_nothing_is_refused(claim, editor):
    size = len(claim.article.current.text)
    anchor = claim.anchor
    for start, end in [
        (0, size + 1),
        (-1, 3),
        (5, 5),
        (9, 4),
        (anchor.start - 1, anchor.end),
        (anchor.start, anchor.end),
    ]:
        with pytest.raises(BadInput):
            respan_claim(claim, start=start, end=end, actor=editor, now=NOON)
    assert claim.anchors.get().quote == "240 soldiers"


def test_dismissing_overrules_the_rule_and_restoring_takes_that_back(claim, editor):
    move_claim(claim, to="dismissed", actor=editor, now=NOON, note="A headline.")
    (edit,) = claim.edits.all()
    assert (edit.act, edit.rule, edit.reason) == ("dismiss", claim.rule, "A headline.")
    move_claim(claim, to="open", actor=editor, now=NOON, note="It is not.")
    assert claim.edits.get(act="undo").undoes == edit
