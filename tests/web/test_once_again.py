"""What a kept answer is not: a way round what its person may see now, or round an undo."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.evidence.reads import ONE_READING
from claims.models import (
    Claim,
    Comment,
    Invitation,
    OnceKey,
    Source,
    TrailEntry,
    User,
)
from claims.verdicts.comments import add_comment
from claims.verdicts.risks import flag_risks
from claims.verdicts.teams import change_team
from claims.workflow import move_claim, once
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


def test_a_secret_link_is_shown_again_no_longer_than_one_reading_lasts(open_claim, chief):
    assert once.SHOWN_AGAIN <= ONE_READING
    client, page = strict(chief), at("experts", open_claim)
    sent, first = press(client, page, INVITED)
    assert client.post(page, sent).content == first.content
    row = OnceKey.objects.get()
    row.at -= once.SHOWN_AGAIN + timedelta(seconds=1)
    row.save()
    again = client.post(page, sent, headers={"referer": f"http://testserver{page}"})
    assert (again.status_code, again["Location"]) == (302, page)
    assert DONE in client.get(page).content.decode()


def test_a_page_that_can_be_asked_for_is_not_kept_but_led_back_to(open_claim, editor):
    cite(open_claim, editor, url="", kind="person", title="Ledger man")
    client, page = strict(editor), at("claim", open_claim)
    door = at("claim-deadline", open_claim)
    sent = open_form(client, Form(page, door, {"due_at": "2090-03-01T10:00"}, int))
    assert b"Ledger man" in client.post(door, sent, headers=HTMX).content
    Source.objects.update(confidential=True)  # a colleague marks it
    again = client.post(door, sent, headers=HTMX)
    assert (again.content, again["HX-Redirect"]) == (b"", "/queue/?tab=open")
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


def test_other_acts_are_no_reason_to_say_it_again(open_claim, chief, editor):
    client, page = strict(chief), at("claim-comments", open_claim)
    sent, _ = press(client, page, {"body": "Which?"})
    for person in (chief, editor):
        add_comment(open_claim, actor=person, now=timezone.now(), body="And then?")
        flag_risks(open_claim, actor=person, now=timezone.now(), risks=["legal"])
    client.post(page, sent)
    assert Comment.objects.filter(body="Which?").count() == 1


def test_what_somebody_changed_since_is_asked_for_anew(claim, editor, chief):
    client, card = strict(editor), at("claim-move", claim)
    typed = {"to": "dismissed", "note": "No."}
    sent, _ = press(client, card, typed, page=at("article", claim.article))
    claim.refresh_from_db()
    move_claim(claim, to="open", actor=chief, now=timezone.now(), note="It is one.")
    client.post(card, sent)
    assert Claim.objects.get(pk=claim.pk).status == "dismissed"


def test_after_the_desks_secret_changed_a_kept_answer_is_not_opened(open_claim, chief):
    client, page = strict(chief), at("claim-comments", open_claim)
    sent, _ = press(client, page, {"body": "Which?"})
    OnceKey.objects.update(answer=once.Sent("k", "p", b"", None).seal.encrypt(b"x"))
    again = client.post(page, sent, headers={"referer": f"http://testserver{page}"})
    assert (again.status_code, again["Location"]) == (302, page)
    assert Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_key_whose_row_goes_while_it_is_waited_for_is_free(make_person, monkeypatch):
    monkeypatch.setattr(once, "is_overtaken", lambda _row: True)
    sent = once.Sent("k" * 30, "p", b"x", make_person("nia", "editor"), is_form=True)
    begun, now = Event(), timezone.now()
    once.answer_once(sent, lambda: (b"one", True), now=now)

    def answer_late() -> tuple[bytes, bool]:
        try:
            assert begun.wait(20)
            return once.answer_once(sent, lambda: (b"two", True), now=now)
        finally:
            connection.close()

    def refuse() -> tuple[bytes, bool]:
        begun.set()
        wait_until_blocked()
        return b"refused", False

    with ThreadPoolExecutor(1) as pool:
        second = pool.submit(answer_late)
        assert once.answer_once(sent, refuse, now=now) == (b"refused", True)
        assert second.result(20) == (b"two", True)


def wait_until_blocked() -> None:
    """Return once another session waits for a lock."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with connection.cursor() as cursor:
        for _ in range(2000):
            cursor.execute(waiting)
            if (cursor.fetchone() or (0,))[0]:
                return
            sleep(0.005)
    raise AssertionError("nobody waits")
