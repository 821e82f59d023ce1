"""The whole table: what follows which, by whose hand, and that nothing else does."""

import itertools

import pytest

from claims.errors import ClaimChanged, NotAllowed, TransitionRefused
from claims.models import Claim, TrailEntry
from claims.models.user import RANK
from claims.workflow import advance_claim, list_moves, move_claim
from claims.workflow.transitions import RANK as TABLE_RANK
from claims.workflow.transitions import STEPS, TABLE, find_step, list_steps
from tests.steps import LATER, put_status

PAIRS = sorted(itertools.product(Claim.Status.values, repeat=2))
# What DESIGN allows, spelt out once more: before → after that a person may ask for.
BY_HAND = {
    ("detected", "open"),
    ("detected", "dismissed"),
    ("open", "dismissed"),
    ("dismissed", "open"),
}
BY_ACT = {
    ("open", "in_review"),
    ("in_review", "open"),
    ("in_review", "second_review"),
    ("in_review", "decided"),
    ("second_review", "decided"),
    ("second_review", "disputed"),
    ("second_review", "in_review"),
    ("disputed", "decided"),
    ("decided", "published"),
    ("published", "decided"),
    ("decided", "recheck"),
    ("published", "recheck"),
    ("recheck", "in_review"),
    ("recheck", "decided"),
    ("recheck", "published"),
}


def test_the_table_holds_these_steps_and_no_others():
    assert set(TABLE) == BY_HAND | BY_ACT
    assert {pair for pair, step in TABLE.items() if step.by_hand} == BY_HAND
    assert len(STEPS) == len(TABLE)


def test_roles_rank_alike_in_the_table_and_on_people():
    assert TABLE_RANK == RANK


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_an_editor_moves_a_claim_by_hand_exactly_where_the_table_says(
    claim, editor, before, after
):
    put_status(claim, before)
    if (before, after) in BY_HAND:
        moved = move_claim(claim, to=after, actor=editor, now=LATER, note="Because.")
        assert moved.status == after
        return
    with pytest.raises(TransitionRefused):
        move_claim(claim, to=after, actor=editor, now=LATER, note="Because.")
    assert Claim.objects.get(pk=claim.pk).status == before


@pytest.mark.parametrize(("before", "after"), sorted(BY_HAND))
@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_nobody_below_an_editor_moves_a_claim_by_hand(
    claim, make_person, before, after, role
):
    put_status(claim, before)
    with pytest.raises(NotAllowed):
        move_claim(
            claim, to=after, actor=make_person("someone", role), now=LATER, note="Because."
        )
    assert Claim.objects.get(pk=claim.pk).status == before


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_no_act_takes_a_step_outside_the_table(claim, before, after):
    put_status(claim, before)
    if find_step(before, after):
        assert advance_claim(claim, to=after, actor=None, now=LATER).status == after
        return
    with pytest.raises(TransitionRefused, match="cannot become"):
        advance_claim(claim, to=after, actor=None, now=LATER)
    assert Claim.objects.get(pk=claim.pk).status == before


def test_a_refusal_of_a_step_by_act_names_the_act(open_claim, editor):
    with pytest.raises(TransitionRefused, match="by the act “start review”"):
        move_claim(open_claim, to="in_review", actor=editor, now=LATER)


def test_an_unknown_status_is_refused(open_claim, editor):
    with pytest.raises(TransitionRefused) as refusal:
        move_claim(open_claim, to="printed", actor=editor, now=LATER)
    assert (refusal.value.code, refusal.value.field) == ("transition_refused", "to")


@pytest.mark.parametrize(("before", "after"), sorted(BY_HAND - {("detected", "open")}))
@pytest.mark.parametrize("note", ["", " \n"])
def test_dismissing_and_restoring_need_a_reason(claim, editor, before, after, note):
    put_status(claim, before)
    with pytest.raises(TransitionRefused) as refusal:
        move_claim(claim, to=after, actor=editor, now=LATER, note=note)
    assert refusal.value.field == "note"
    assert Claim.objects.get(pk=claim.pk).status == before


def test_the_chief_may_do_what_an_editor_may(claim, chief):
    assert move_claim(claim, to="open", actor=chief, now=LATER).status == "open"


def test_somebody_inactive_may_move_nothing(claim, editor):
    editor.is_active = False
    assert list_moves(claim, editor) == []
    with pytest.raises(NotAllowed):
        move_claim(claim, to="open", actor=editor, now=LATER)


def test_the_steps_offered_are_those_that_would_be_taken(claim, editor, reviewer):
    assert [step.after for step in list_moves(claim, editor)] == ["open", "dismissed"]
    assert list_moves(claim, reviewer) == []
    assert list_steps("published", "chief") == []


def test_the_second_of_two_editors_loses_and_nothing_is_half_written(claim, editor, chief):
    stale = Claim.objects.get(pk=claim.pk)
    move_claim(claim, to="open", actor=editor, now=LATER)
    with pytest.raises(ClaimChanged) as refusal:
        move_claim(stale, to="dismissed", actor=chief, now=LATER, note="Not a claim.")
    assert refusal.value.code == "claim_changed"
    assert Claim.objects.get(pk=claim.pk).status == "open"
    assert not TrailEntry.objects.filter(action="dismiss").exists()


def test_a_claim_that_came_back_to_its_status_is_still_changed(claim, editor, chief):
    stale = Claim.objects.get(pk=claim.pk)
    move_claim(claim, to="dismissed", actor=editor, now=LATER, note="A slip.")
    move_claim(claim, to="open", actor=editor, now=LATER, note="No, it is one.")
    put_status(claim, "detected")
    with pytest.raises(ClaimChanged):
        move_claim(stale, to="open", actor=chief, now=LATER)


def test_a_move_writes_one_line_of_history(claim, editor):
    move_claim(claim, to="dismissed", actor=editor, now=LATER, note=" A headline. ")
    line = TrailEntry.objects.get(subject=f"claim:{claim.public_id}")
    assert (line.action, line.actor_name, line.reason) == ("dismiss", "ines", "A headline.")
    assert (line.before, line.after) == ({"status": "detected"}, {"status": "dismissed"})
    assert line.chain == claim.article.public_id


def test_each_step_raises_the_revision(claim, editor):
    assert claim.revision == 1
    assert move_claim(claim, to="open", actor=editor, now=LATER).revision == 2
