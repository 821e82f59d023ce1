"""The editor's page of invitations, and the expert's page behind the link."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.evidence.invitations import invite_expert, withdraw_invitation
from claims.models import Evidence, Invitation
from tests.conftest import NOON
from tests.steps import cite, put_status

ASK: dict[str, Any] = {
    "expert": "Ada Quay",
    "question": "Do two An-26 carry 240 people?",
    "days": "14",
}
SAY: dict[str, Any] = {
    "answer": "No: 40 each.",
    "stance": "refutes",
    "basis": "The manual.",
}


@pytest.fixture
def address(open_claim, editor, sign_in) -> str:
    """Make a link over the page, and give its path."""
    page = sign_in(editor).post(reverse("experts", args=[open_claim.public_id]), ASK)
    found = re.search(r"/expert/[\w-]+/", page.content.decode())
    assert found is not None
    return found[0]


def test_the_link_is_shown_once(address, open_claim, editor, sign_in):
    again = sign_in(editor).get(reverse("experts", args=[open_claim.public_id]))
    assert address not in again.content.decode()
    assert "open until" in again.content.decode()
    assert "no-store" in again.headers["Cache-Control"]


def test_the_expert_asks_no_account_checks_and_sends_once(address, open_claim):
    expert = Client(enforce_csrf_checks=True)
    page = expert.get(address).content.decode()
    assert ASK["question"] in page
    assert open_claim.quote in page
    checked = expert.post(address, SAY | {"step": "check"}).content.decode()
    assert "Nothing is sent yet" in checked
    assert not Evidence.objects.exists()
    changed = expert.post(address, SAY | {"step": "change"}).content.decode()
    assert "No: 40 each." in changed
    sent = expert.post(address, SAY | {"step": "send"}).content.decode()
    assert "your answer has arrived" in sent
    assert Evidence.objects.get().passage == "No: 40 each."
    again = expert.post(address, SAY | {"step": "send", "answer": "Fifty."})
    assert again.status_code == 410
    assert "This question was answered" in again.content.decode()
    assert "40 each" not in expert.get(address).content.decode()
    assert Evidence.objects.count() == 1
    assert not expert.cookies


def test_every_answer_of_the_link_is_private(address, client):
    for answer in (client.get(address), client.post(address, {}), client.get("/expert/x/")):
        if answer.status_code == 200:
            assert answer.headers["Cache-Control"] == "no-store, private"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "noindex" in answer.headers["X-Robots-Tag"]
        else:
            assert answer.status_code == 404


def test_a_refused_answer_comes_back_filled_and_is_in_no_log(address, client, caplog):
    answer = client.post(address, {"answer": "No: 40 each.", "step": "send"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "No: 40 each." in page
    assert "Say whether the words are right." in page
    assert not [one for one in caplog.records if one.levelname == "WARNING"]


def test_an_ended_link_says_plainly_how(open_claim, editor, client):
    ask: dict[str, Any] = {"expert": "Ada", "question": "Is it so?"}
    row, secret = invite_expert(open_claim, actor=editor, now=NOON, **ask)
    past = client.get(reverse("expert", args=[secret]))
    assert (past.status_code, "has expired" in past.content.decode()) == (410, True)
    withdraw_invitation(row, actor=editor, now=NOON)
    gone = client.get(reverse("expert", args=[secret])).content.decode()
    assert "was withdrawn" in gone
    assert "Is it so?" not in gone


def test_what_turned_confidential_is_shown_no_longer(address, open_claim, reviewer, client):
    row = cite(open_claim, reviewer, title="Harbour log")
    Invitation.objects.get().shown.add(row)
    assert "Harbour log" in client.get(address).content.decode()
    type(row.source).objects.update(confidential=True)
    assert "Harbour log" not in client.get(address).content.decode()


def test_a_dismissed_claim_needs_no_answer(address, open_claim, client):
    put_status(open_claim, "dismissed")
    assert "no longer needs" in client.get(address).content.decode()


def test_a_refused_invitation_comes_back_filled(open_claim, editor, sign_in):
    address = reverse("experts", args=[open_claim.public_id])
    answer = sign_in(editor).post(address, ASK | {"days": "900"})
    assert answer.status_code == 409
    assert "Ada Quay" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_editors_alone_invite_and_withdraw(address, open_claim, reviewer, editor, sign_in):
    page = reverse("experts", args=[open_claim.public_id])
    end = reverse("expert-withdraw", args=[Invitation.objects.get().public_id])
    assert sign_in(reviewer).get(page).status_code == 403
    assert sign_in(reviewer).post(end).status_code == 403
    assert sign_in(editor).post(end).status_code == 302
    assert sign_in(editor).post(end).status_code == 409
