"""An expert from outside answers one question once, by a link that ends."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from claims.errors import BadInput, ClaimChanged, NotAllowed, TransitionRefused
from claims.evidence.invitations import (
    answer_invitation,
    find_invitation,
    find_state,
    invite_expert,
    withdraw_invitation,
)
from claims.models import Evidence, Invitation, TrailEntry
from tests.conftest import NOON
from tests.steps import LATER, cite, put_status

ASK: dict[str, Any] = {"expert": "Ada Quay", "question": "Do two An-26 carry 240 people?"}
SAY: dict[str, Any] = {
    "answer": "No: 40 each.",
    "stance": "refutes",
    "basis": "The type's manual.",
}


@pytest.fixture
def invited(open_claim, editor) -> Invitation:
    return invite_expert(open_claim, actor=editor, now=NOON, **ASK)[0]


def test_the_link_is_kept_as_a_digest_alone(open_claim, editor):
    row, secret = invite_expert(
        open_claim, actor=editor, now=NOON, email="Ada@Quay.Example", **ASK
    )
    assert len(secret) > 40
    assert secret not in str(Invitation.objects.values().get())
    assert find_invitation(secret) == row
    assert row.email == "ada@quay.example"
    line = TrailEntry.objects.get(action="invite_expert")
    assert secret not in str(line.body())
    assert "quay.example" not in str(line.body())


def test_an_answer_is_evidence_of_a_person_with_a_line_of_history(invited, editor):
    row = answer_invitation(invited, now=LATER, **SAY)
    assert (row.source.kind, row.source.title) == ("person", "Ada Quay")
    assert (row.passage, row.stance, row.note) == (
        "No: 40 each.", "refutes", "The type's manual.",
    )  # fmt: skip
    assert row.added_by == editor
    invited.refresh_from_db()
    assert (invited.as_evidence, invited.answer) == (row, "No: 40 each.")
    line = TrailEntry.objects.get(action="answer_invitation")
    assert (line.actor, line.after["evidence"]) == (None, row.public_id)


def test_a_confidential_answer_is_of_a_confidential_source(open_claim, chief):
    row, _ = invite_expert(open_claim, actor=chief, now=NOON, confidential=True, **ASK)
    answered = answer_invitation(row, now=LATER, **SAY)
    assert answered.source.confidential
    lines = TrailEntry.objects.filter(action__in=("invite_expert", "answer_invitation"))
    assert "Ada Quay" not in str([line.body() for line in lines])
    assert "40 each" not in str([line.body() for line in lines])


def test_without_clearance_nobody_asks_confidentially(open_claim, editor):
    with pytest.raises(NotAllowed):
        invite_expert(open_claim, actor=editor, now=NOON, confidential=True, **ASK)


def test_a_reviewer_invites_nobody(open_claim, reviewer):
    with pytest.raises(NotAllowed):
        invite_expert(open_claim, actor=reviewer, now=NOON, **ASK)


def test_a_link_takes_one_answer(invited):
    answer_invitation(invited, now=LATER, **SAY)
    with pytest.raises(TransitionRefused) as refusal:
        answer_invitation(invited, now=LATER, **SAY)
    assert refusal.value.code == "link_answered"
    assert Evidence.objects.count() == 1


def test_an_answer_never_changes_even_behind_the_services_back(invited):
    answer_invitation(invited, now=LATER, **SAY)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Invitation.objects.update(answer="Yes.")


@pytest.mark.parametrize("how", ["withdrawn", "expired", "closed"])
def test_a_link_that_ended_says_how_and_takes_nothing(how, invited, editor):
    now = LATER
    if how == "withdrawn":
        withdraw_invitation(invited, actor=editor, now=LATER)
    if how == "expired":
        now = NOON + timedelta(days=14)
    if how == "closed":
        put_status(invited.claim, "dismissed")
    with pytest.raises(TransitionRefused) as refusal:
        answer_invitation(invited, now=now, **SAY)
    assert refusal.value.code == f"link_{how}"
    assert find_state(invited, now=now) == how
    assert not Evidence.objects.exists()


def test_an_answered_link_is_not_withdrawn(invited, editor):
    answer_invitation(invited, now=LATER, **SAY)
    with pytest.raises(ClaimChanged):
        withdraw_invitation(invited, actor=editor, now=LATER)


def test_one_address_has_one_open_link_whatever_its_case(open_claim, editor):
    first, _ = invite_expert(open_claim, actor=editor, now=NOON, email="a@x.org", **ASK)
    with pytest.raises(BadInput) as refusal:
        invite_expert(open_claim, actor=editor, now=NOON, email="A@X.org", **ASK)
    assert refusal.value.field == "email"
    withdraw_invitation(first, actor=editor, now=NOON)
    invite_expert(open_claim, actor=editor, now=NOON, email="A@X.org", **ASK)


def test_only_open_evidence_of_the_claim_is_shown(open_claim, editor, chief, reviewer):
    good = cite(open_claim, reviewer)
    secret = cite(
        open_claim, chief, url="", kind="person", title="A docker", confidential=True
    )
    row, _ = invite_expert(
        open_claim, actor=editor, now=NOON, shown=[good.public_id], **ASK
    )
    assert list(row.shown.all()) == [good]
    with pytest.raises(BadInput):
        invite_expert(open_claim, actor=editor, now=NOON, shown=[secret.public_id], **ASK)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"expert": " "}, "expert"),
        ({"question": ""}, "question"),
        ({"email": "nobody"}, "email"),
        ({"days": 0}, "days"),
        ({"days": 91}, "days"),
        ({"expert": "x" * 201}, "expert"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(open_claim, editor, bad, field):
    with pytest.raises(BadInput) as refusal:
        invite_expert(open_claim, actor=editor, now=NOON, **{**ASK, **bad})
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("bad", "field"),
    [({"answer": "\x00"}, "answer"), ({"stance": "maybe"}, "stance"),
     ({"basis": "x" * 2001}, "basis"), ({"answer": "x" * 5001}, "answer")],
)  # fmt: skip
def test_an_answer_that_cannot_be_is_refused(invited, bad, field):
    with pytest.raises(BadInput) as refusal:
        answer_invitation(invited, now=LATER, **{**SAY, **bad})
    assert refusal.value.field == field
