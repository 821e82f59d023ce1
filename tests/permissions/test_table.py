"""docs/roles.md, the table and every service say the same, in every case there is."""

import io
from itertools import product
from pathlib import Path

import pytest
from django.core.management import call_command

from claims.errors import NotAllowed
from claims.models import Role, TrailEntry
from claims.workflow import list_open_acts, require
from claims.workflow.permissions import (
    ACTS,
    CLAIM_ACTS,
    DESK_ACTS,
    ROLES,
    STATES,
    TIES,
    find_objection,
    is_open_to,
)  # fmt: skip
from claims.workflow.transitions import STEPS
from tests.permissions.scene import WAYS, ask_service, forgotten, set_scene, tie

NEVER = ("disputed", "decided", "published", "dismissed", "open", "detected", "recheck")
# Nobody holds or handed in a review of a round that no review of is under way.
IMPOSSIBLE = {("holds", state) for state in NEVER} | {
    ("reviewed", state)
    for state in ("detected", "open", "in_review", "dismissed", "recheck")
}


@pytest.fixture
def cast(make_person):
    return {role: make_person(f"a-{role}", role, clearance=True) for role in ROLES}


def test_the_document_is_fresh():
    out = io.StringIO()
    call_command("describe_roles", stdout=out)
    written = Path(__file__).parents[2] / "docs" / "roles.md"
    assert written.read_text(encoding="utf-8") == out.getvalue(), (
        "run: manage.py describe_roles > docs/roles.md"
    )


def test_every_act_on_a_claim_has_a_way():
    assert set(WAYS) == {act.name for act in CLAIM_ACTS}
    assert all(act.role in ROLES for act in ACTS.values())
    assert not [act.name for act in DESK_ACTS if act.states]


def test_steps_by_hand_ask_the_same_roles_as_the_table():
    for step in STEPS:
        if step.by_hand:
            assert ACTS[step.act].role == step.role
            assert step.before in ACTS[step.act].states


def fits(said: str, name: str, role: str, state: str, ties: set[str]) -> bool:
    """Say whether the service answered what the table says of somebody with clearance.

    Keeping and restoring are one order, so either's word counts for both.
    """
    if name == "release" and state == "second_review" and "holds" not in ties:
        return said != "done"  # nobody holds the second review
    if name == "start_review" and "holds" in ties:
        return said != "done"  # it is theirs already
    names = {"keep", "restore"} if name in ("keep", "restore") else {name}
    if any(is_open_to(one, role, state, ties, cleared=True) for one in names):
        return said == "done"
    in_time = any(state in ACTS[one].states for one in names)
    barred = all(find_objection(one, role, ties, cleared=True) for one in names)
    return said == "not_allowed" if barred and in_time else said != "done"


@pytest.mark.parametrize("state", STATES)
def test_services_and_table_agree_on_every_role_act_and_tie(
    state, cast, open_claim, second_reviewer, editor
):
    """Where the table says no, the service refuses by role or by status; else it acts."""
    wrong, tried = [], 0
    set_scene(open_claim, state, second_reviewer, editor)
    for role, how in product(ROLES, [*TIES, ""]):
        if (how, state) in IMPOSSIBLE or (how == "outside" and role == Role.CHIEF):
            continue
        with forgotten():
            tie(open_claim, cast[role], how)
            for name, way in WAYS.items():
                said = ask_service(way, open_claim, cast[role])
                tried += 1
                if not fits(said, name, role, state, {how} - {""}):
                    wrong.append(f"{role} {how or 'untied'} {name}: {said}")
    assert not wrong, "\n".join(wrong)
    assert tried > 250


@pytest.mark.parametrize("act", [act.name for act in DESK_ACTS])
@pytest.mark.parametrize("role", ROLES)
def test_the_desks_own_acts_ask_for_their_role(act, role, cast):
    if find_objection(act, role):
        with pytest.raises(NotAllowed):
            require(act, cast[role])
    else:
        require(act, cast[role])


def test_without_clearance_nobody_writes_what_is_confidential(open_claim, make_person):
    for role in ROLES:
        person = make_person(f"b-{role}", role)
        for name in ("log_contact", "mark_reporter"):
            assert ask_service(WAYS[name], open_claim, person) == "not_allowed"
            assert name not in list_open_acts(person, open_claim)


def test_who_left_does_nothing_more_and_their_history_stays(open_claim, editor):
    before = list(TrailEntry.objects.filter(actor=editor).values_list("hash", flat=True))
    editor.is_active = False
    editor.save()
    for way in WAYS.values():
        assert ask_service(way, open_claim, editor) in ("not_allowed", "state")
    assert list_open_acts(editor, open_claim) == set()
    rows = TrailEntry.objects.filter(actor=editor)
    assert list(rows.values_list("hash", flat=True)) == before
    assert {row.actor_name for row in rows} == {"ines"}


@pytest.mark.parametrize("later", [Role.EDITOR, Role.CHIEF])
def test_a_second_role_is_no_way_round_ones_own_work(
    later, open_claim, reviewer, second_reviewer, editor
):
    """Who reviewed first and rose since neither countersigns nor adjudicates."""
    for state, act in (("second_review", "start_review"), ("disputed", "adjudicate")):
        with forgotten():
            set_scene(open_claim, state, reviewer, editor)
            reviewer.role = later
            reviewer.save()
            assert ask_service(WAYS[act], open_claim, reviewer) == "not_allowed"


def test_a_review_that_is_held_is_not_handed_in_without_the_role(
    open_claim, reviewer, editor, second_reviewer
):
    set_scene(open_claim, "in_review", second_reviewer, editor)
    tie(open_claim, reviewer, "holds")
    assert ask_service(WAYS["submit_review"], open_claim, reviewer) == "done"
    reviewer.role = Role.VIEWER
    reviewer.save()
    assert ask_service(WAYS["submit_review"], open_claim, reviewer) == "not_allowed"
