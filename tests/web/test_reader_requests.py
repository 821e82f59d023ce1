"""The public form, its receipt, the triage list, and what a revision touches."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from claims.models import CorrectionRequest
from claims.publishing import ask_as_reader, publish_claim
from tests.steps import LATER, decide

WRONG: dict[str, Any] = {
    "wrong": "It was 204.",
    "email": "Reader@Example.org",
    "shown_by": "the log",
}


@pytest.fixture(autouse=True)
def no_turns_taken():
    cache.clear()


@pytest.fixture
def published(open_claim, reviewer, second_reviewer, editor):
    claim = decide(open_claim, reviewer, second_reviewer)
    publish_claim(claim, actor=editor, now=LATER)
    return claim


def form(claim) -> str:
    return reverse("check-ask", args=[claim.public_id])


def test_a_reader_asks_and_gets_a_private_page_that_never_names_the_address(
    client, published, editor, sign_in
):
    assert form(published) in client.get(f"/checks/{published.public_id}/").content.decode()
    receipt = client.post(form(published), WRONG, follow=True)
    page = receipt.content.decode()
    assert "We have your request" in page
    assert "It was 204." in page
    assert "example.org" not in page.lower()
    assert receipt.headers["Cache-Control"] == "no-store, private"
    assert receipt.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in receipt.headers["X-Robots-Tag"]
    row = CorrectionRequest.objects.get()
    settle = reverse("request-settle", args=[row.public_id])
    sign_in(editor).post(settle, {"answer": "The log says 240."})
    page = client.get(receipt.request["PATH_INFO"]).content.decode()
    assert "We leave the check as it is" in page
    assert "The log says 240." in page


def test_a_status_page_nobody_was_given_is_not_there(client, db):
    assert client.get(reverse("request-status", args=["x" * 32])).status_code == 404


@pytest.mark.parametrize(
    "bad", [{"wrong": ""}, {"email": "nobody"}, {"website": "buy"}, {"wrong": "x" * 4001}]
)
def test_a_refused_form_comes_back_filled(client, published, bad):
    answer = client.post(form(published), WRONG | bad)
    assert answer.status_code == 409
    assert b"the log" in answer.content
    assert b'class="error"' in answer.content
    assert not CorrectionRequest.objects.exists()


def test_the_sixth_request_of_an_hour_from_one_network_waits(client, published):
    for _ in range(5):
        assert client.post(form(published), WRONG).status_code == 302
    late = client.post(form(published), WRONG)
    assert late.status_code == 429
    assert b"It was 204." in late.content
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert elsewhere.post(form(published), WRONG).status_code == 302
    assert CorrectionRequest.objects.count() == 6


def test_the_form_asks_for_the_sites_own_token(published):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(form(published), WRONG).status_code == 403
    assert not CorrectionRequest.objects.exists()


def test_editors_read_the_list_and_only_clearance_shows_the_address(
    published, editor, chief, reviewer, sign_in
):
    ask_as_reader(published, now=LATER, wrong="It was 204.", email="reader@example.org")
    page = sign_in(editor).get(reverse("requests")).content.decode()
    assert "It was 204." in page
    assert "example.org" not in page
    assert b"reader@example.org" in sign_in(chief).get(reverse("requests")).content
    assert sign_in(reviewer).get(reverse("requests")).status_code == 403
    assert (
        b"It was"
        not in sign_in(editor).get(reverse("requests") + "?state=declined").content
    )


def test_a_settlement_without_an_answer_comes_back(published, editor, sign_in):
    row, _ = ask_as_reader(published, now=LATER, wrong="It was 204.")
    answer = sign_in(editor).post(reverse("request-settle", args=[row.public_id]), {})
    assert answer.status_code == 409
    assert "Tell the reader why." in answer.content.decode()


def test_accepting_needs_one_press_and_the_claim_is_checked_again(
    published, editor, sign_in
):
    row, _ = ask_as_reader(published, now=LATER, wrong="It was 204.")
    said = {"answer": "It does say 204.", "accept": "on"}
    sign_in(editor).post(reverse("request-settle", args=[row.public_id]), said)
    published.refresh_from_db()
    assert published.status == "recheck"


def test_revising_shows_every_place_first(published, editor, reviewer, sign_in):
    ask_as_reader(published, now=LATER, wrong="It was 204.")
    page = sign_in(editor).get(reverse("claim-correction", args=[published.public_id]))
    words = page.content.decode()
    for part in ("public now", published.quote, published.article.title, "It was 204."):
        assert part in words
    person = sign_in(reviewer)
    address = reverse("claim-correction", args=[published.public_id])
    assert person.get(address).status_code == 403
