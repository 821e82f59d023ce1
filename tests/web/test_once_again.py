"""What a kept answer is not: a way round what its person may see now, or round an undo."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.evidence.reads import ONE_READING
from claims.models import Claim, Comment, Invitation, OnceKey, TrailEntry, User
from claims.verdicts.teams import change_team
from claims.workflow import once
from tests.conftest import NOON
from tests.steps import cite
from tests.web.test_once import INVITED, Form, forms, open_form, strict

__all__ = ["forms"]  # the fixture
HTMX = {"hx-request": "true", "hx-current-url": "http://testserver/queue/?tab=open"}
DONE = "This is done already."


@pytest.fixture
def nia(make_person) -> User:
    return make_person("nia", "editor", clearance=True)


def press(client: Client, at: str, typed: dict[str, Any], page: str = "") -> Any:
    """Open the page, send its form; give what was sent, and the answer."""
    sent = open_form(client, Form(page or at, at, typed, int))
    return sent, client.post(at, sent)


def at(name: str, claim: Claim) -> str:
    return reverse(name, args=[claim.public_id])


@pytest.mark.parametrize("lost", ["access", "role", "clearance"])
def test_a_secret_link_is_not_shown_again_to_who_lost_the(lost, open_claim, editor, nia):
    page, client = at("experts", open_claim), strict(nia)
    sent, first = press(client, page, INVITED)
    assert b"/expert/" in first.content
    assert client.post(page, sent).content == first.content
    if lost == "access":
        change_team(open_claim.article, actor=editor, now=NOON, change="restrict")
    changed: dict[str, Any] = {"role": {"role": "viewer"}}
    changed["clearance"] = {"clearance": False}
    User.objects.filter(pk=nia.pk).update(**changed.get(lost, {"role": "editor"}))
    again = client.post(page, sent, headers={"referer": f"http://testserver{page}"})
    assert (again.status_code, again["Location"]) == (302, page)
    shown = client.get(page)
    assert shown.status_code == {"access": 404, "role": 403, "clearance": 200}[lost]
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    "name",
    ["comment", "contact", "query", "citation", "deadline", "assignment", "waiver"],
)
def test_no_form_is_answered_again_to_who_is_shut_out(name, forms, open_claim, editor, nia):
    form, client = forms(name), strict(nia)
    sent = open_form(client, form)
    first = client.post(form.at, sent, headers=HTMX)
    assert first.status_code in {200, 302}
    change_team(open_claim.article, actor=editor, now=NOON, change="restrict")
    again = client.post(form.at, sent, headers=HTMX)
    assert (again.content, again.headers.get("HX-Redirect")) == (b"", "/queue/?tab=open")
    assert form.rows() == 1


def test_a_kept_page_is_shown_again_no_longer_than_one_reading_lasts(
    open_claim, chief, monkeypatch
):
    assert once.SHOWN_AGAIN <= ONE_READING
    cite(open_claim, chief, url="", kind="person", title="Ledger man", confidential=True)
    client, page = strict(chief), at("claim", open_claim)
    door = at("claim-deadline", open_claim)
    sent = open_form(client, Form(page, door, {"due_at": "2090-03-01T10:00"}, int))
    assert b"Ledger man" in client.post(door, sent, headers=HTMX).content
    reads = TrailEntry.objects.filter(action="read_confidential")
    assert reads.exists()
    row = OnceKey.objects.get()
    row.at -= once.SHOWN_AGAIN + timedelta(seconds=1)
    row.save()
    again = client.post(door, sent, headers=HTMX)
    assert again.content == b""
    assert again["HX-Redirect"] == "/queue/?tab=open"
    assert DONE in client.get("/queue/?tab=open").content.decode()


def test_a_part_of_a_page_is_not_shown_as_a_page_nor_a_page_as_a_part(open_claim, chief):
    client, page = strict(chief), at("claim", open_claim)
    door = at("claim-deadline", open_claim)
    sent = open_form(client, Form(page, door, {"due_at": "2090-03-01T10:00"}, int))
    assert client.post(door, sent, headers=HTMX).status_code == 200
    plain = client.post(door, sent, headers={"referer": f"http://testserver{page}"})
    assert (plain.status_code, plain["Location"]) == (302, page)
    for elsewhere in ("http://else.example/x", "http://testserver//else.example/", ""):
        plain = client.post(door, sent, headers={"referer": elsewhere})
        assert plain["Location"] == reverse("home")


def test_what_was_undone_is_done_again_from_the_same_page(claim, editor):
    client, card = strict(editor), at("claim-move", claim)
    typed = {"to": "dismissed", "note": "No."}
    sent, answer = press(client, card, typed, page=at("article", claim.article))
    assert answer.status_code == 302
    act = TrailEntry.objects.latest("pk")
    client.post(reverse("act-undo", args=[act.pk]), sent)
    assert Claim.objects.get(pk=claim.pk).status == "open"
    client.post(card, sent)
    assert Claim.objects.get(pk=claim.pk).status == "dismissed"


def test_reading_on_is_no_reason_to_do_it_again(open_claim, chief):
    client, page = strict(chief), at("claim-comments", open_claim)
    sent, _ = press(client, page, {"body": "Which?"})
    cite(open_claim, chief, url="", kind="person", title="Ledger man", confidential=True)
    sent, _ = press(client, page, {"body": "Which one?"})
    client.get(at("claim", open_claim))
    assert TrailEntry.objects.latest("pk").action == "read_confidential"
    client.post(page, sent)
    assert Comment.objects.count() == 2


def test_after_the_desks_secret_changed_a_kept_answer_is_not_opened(open_claim, chief):
    client, page = strict(chief), at("claim-comments", open_claim)
    sent, _ = press(client, page, {"body": "Which?"})
    OnceKey.objects.update(answer=once.Sent("k", "p", b"", None).seal.encrypt(b"x"))
    again = client.post(page, sent, headers={"referer": f"http://testserver{page}"})
    assert (again.status_code, again["Location"]) == (302, page)
    assert Comment.objects.count() == 1
