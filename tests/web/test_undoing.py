"""The button that takes back what one did last, and who finds it."""

import re

import pytest
from django.urls import reverse

from claims.models import Claim, Sentence, TrailEntry
from claims.verdicts.risks import flag_risks
from claims.workflow import move_claim
from tests.conftest import NOON


def find_undo(page: str) -> str:
    """Give the address of the undo button that the key presses, "" where there is none."""
    found = re.search(r'<form[^>]*action="(/acts/\d+/undo/)"', page)
    assert page.count('data-act="undo"') <= 1
    return found[1] if found else ""


def at(name: str, thing) -> str:
    return reverse(name, args=[thing.public_id])


def test_the_claims_page_offers_it_to_who_did_it_and_to_nobody_else(
    open_claim, editor, chief, sign_in
):
    page, client = at("claim", open_claim), sign_in(editor)
    assert find_undo(client.get(page).content.decode()) == ""
    client.post(f"{page}risks/", {"risks": ["legal"]})
    shown = client.get(page).content.decode()
    undo = find_undo(shown)
    assert f"Undo: claim {open_claim.number} flagged" in shown
    assert find_undo(sign_in(chief).get(page).content.decode()) == ""
    assert sign_in(chief).post(undo).status_code == 404
    assert client.get(undo).status_code == 405
    answer = client.post(undo, {"home": "claim"}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "Undone." in answer.content.decode()
    assert Claim.objects.get(pk=open_claim.pk).risk == []
    again = client.post(undo, {"home": "claim"}, follow=True).content.decode()
    assert "This is undone already." in again


def test_after_newer_work_there_is_no_button_and_words_say_why(
    open_claim, editor, reviewer, sign_in
):
    flag_risks(open_claim, actor=editor, now=NOON, risks=["legal"])
    client, page = sign_in(editor), at("claim", open_claim)
    undo = find_undo(client.get(page).content.decode())
    flag_risks(open_claim, actor=reviewer, now=NOON, risks=["deaths"])
    assert find_undo(client.get(page).content.decode()) == ""
    answer = client.post(undo, {"home": "claim"}, follow=True).content.decode()
    assert "has moved on since, by kwame" in answer


def test_a_card_dismissed_by_script_brings_the_button_along(claim, editor, sign_in):
    client = sign_in(editor)
    said = {"to": "dismissed", "note": "No.", "from_card": "1"}
    card = client.post(
        at("claim-move", claim), said, headers={"hx-request": "true"}
    ).content.decode()
    assert '<div id="undo-last" hx-swap-oob="true">' in card
    article = at("article", claim.article)
    assert find_undo(card) == find_undo(client.get(article).content.decode()) != ""
    answer = client.post(find_undo(card), {"home": "article"})
    assert answer.headers["Location"] == article
    assert Claim.objects.get(pk=claim.pk).status == "open"


def test_a_bulk_act_is_taken_back_from_the_queue(article, editor, sign_in):
    client = sign_in(editor)
    chosen = [one.public_id for one in article.claims.all()]
    given = {"act": "dismiss", "claim": chosen, "reason": "No.", "sure": "1"}
    answer = client.post(reverse("queue-bulk"), given | {"back": "tab=found&done=1"})
    queue = answer.headers["Location"]
    assert queue.startswith("/queue/?tab=found&done=")
    shown = client.get(queue).content.decode()
    assert f"Undo: {len(chosen)} claims dismissed" in shown
    back = {"home": "queue", "back": queue.partition("?")[2]}
    answer = client.post(find_undo(shown), back, follow=True)
    assert answer.redirect_chain == [("/queue/?tab=found", 302)]
    assert f"Undone for {len(chosen)} claims." in answer.content.decode()
    assert set(article.claims.values_list("status", flat=True)) == {"open"}
    assert find_undo(client.get(queue).content.decode()) == ""


@pytest.mark.parametrize("odd", ["x", "0", "9" * 30, "-1"])
def test_an_odd_address_offers_nothing(odd, editor, sign_in):
    page = sign_in(editor).get(f"/queue/?done={odd}")
    assert page.status_code == 200
    assert find_undo(page.content.decode()) == ""


def test_a_waiver_is_taken_back_from_the_clearance_page(article, editor, chief, sign_in):
    for one in article.claims.all():
        move_claim(one, to="dismissed", actor=editor, now=NOON, note="No.")
    page, client = at("clearance", article), sign_in(chief)
    said = {"version": 1, "index": 1, "waived": 1, "reason": "No fact."}
    client.post(at("sentence-waive", article), said)
    shown = client.get(page).content.decode()
    assert "Undo: sentence 2 waived" in shown
    other = sign_in(editor).get(page).content.decode()
    assert "Undo: sentence" not in other
    answer = client.post(find_undo(shown), {"home": "clearance"})
    assert answer.headers["Location"] == f"{page}#sentence-1"
    assert Sentence.objects.get(version=article.current, index=1).waived_reason == ""


def test_outside_the_team_there_is_nothing_to_undo(open_claim, editor, chief, sign_in):
    flag_risks(open_claim, actor=editor, now=NOON, risks=["legal"])
    entry = TrailEntry.objects.get(action="flag_risks")
    article = open_claim.article
    article.created_by, article.restricted = chief, True
    article.save(update_fields=["created_by", "restricted"])
    assert sign_in(editor).post(f"/acts/{entry.pk}/undo/").status_code == 404
