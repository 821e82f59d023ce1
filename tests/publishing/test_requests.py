"""Readers ask without an account; an editor accepts or declines, once, with an answer."""

import pytest

from claims.errors import BadInput, ClaimChanged, NotAllowed, TransitionRefused
from claims.models import ConfidentialText, CorrectionRequest, TrailEntry
from claims.publishing import (
    ask_as_reader,
    publish_claim,
    settle_request,
    withdraw_publication,
)
from claims.publishing.requests import find_request
from tests.steps import LATER, decide


@pytest.fixture
def published(open_claim, reviewer, second_reviewer, editor):
    claim = decide(open_claim, reviewer, second_reviewer)
    publish_claim(claim, actor=editor, now=LATER)
    return claim


@pytest.fixture
def asked(published) -> CorrectionRequest:
    email = "Reader@Example.ORG"
    return ask_as_reader(published, now=LATER, wrong="It was 204.", email=email)[0]


def test_a_request_is_kept_with_what_was_read_and_its_secret_is_not(published):
    row, secret = ask_as_reader(published, now=LATER, wrong=" It was 204. ")
    assert (row.wrong, row.publication) == ("It was 204.", published.publications.get())
    assert secret not in str(CorrectionRequest.objects.values().get())
    assert find_request(secret) == row
    assert find_request(secret.swapcase()) is None


def test_the_address_is_kept_in_lower_case_and_apart_from_the_trail(asked):
    assert asked.email == "reader@example.org"
    line = TrailEntry.objects.get(action="ask_as_reader")
    assert (line.actor, line.after["request"]) == (None, asked.public_id)
    assert "example.org" not in str(line.body())
    kept = ConfidentialText.objects.get(digest=line.after["confidential"])
    assert kept.content == {"email": "reader@example.org"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"wrong": " \x00"}, "wrong"),
        ({"wrong": "x" * 4001}, "wrong"),
        ({"wrong": "x", "email": "nobody"}, "email"),
        ({"wrong": "x", "shown_by": "x" * 2001}, "shown_by"),
    ],
)
def test_a_request_nobody_could_read_is_refused(published, given, field):
    with pytest.raises(BadInput) as refusal:
        ask_as_reader(published, now=LATER, **given)
    assert refusal.value.field == field
    assert not CorrectionRequest.objects.exists()


def test_a_check_that_is_not_public_takes_no_request(published, editor):
    withdraw_publication(published, actor=editor, now=LATER, reason="Forged.")
    with pytest.raises(TransitionRefused):
        ask_as_reader(published, now=LATER, wrong="It was 204.")


def test_accepting_sends_the_claim_to_recheck_with_the_reason(asked, published, editor):
    settle_request(asked, actor=editor, now=LATER, accept=True, answer="The log says 204.")
    published.refresh_from_db()
    assert (published.status, asked.state) == ("recheck", "accepted")
    assert "The log says 204." in published.alarms.get().detail
    assert published.publications.get().is_current
    assert TrailEntry.objects.get(action="accept_request").reason == "The log says 204."


def test_a_second_request_on_a_claim_in_recheck_is_accepted_and_moves_nothing(
    asked, published, editor
):
    other, _ = ask_as_reader(published, now=LATER, wrong="And the day is wrong.")
    for row in (asked, other):
        settle_request(row, actor=editor, now=LATER, accept=True, answer="We look.")
    published.refresh_from_db()
    assert published.status == "recheck"
    assert published.alarms.count() == 1


def test_declining_leaves_the_claim_and_needs_an_answer(asked, published, editor):
    with pytest.raises(BadInput):
        settle_request(asked, actor=editor, now=LATER, accept=False, answer=" ")
    settle_request(asked, actor=editor, now=LATER, accept=False, answer="It says 240.")
    published.refresh_from_db()
    assert (published.status, asked.state) == ("published", "declined")


def test_a_request_is_settled_once(asked, editor):
    stale = CorrectionRequest.objects.get()
    settle_request(asked, actor=editor, now=LATER, accept=False, answer="No.")
    with pytest.raises(ClaimChanged):
        settle_request(stale, actor=editor, now=LATER, accept=True, answer="Yes.")
    assert CorrectionRequest.objects.get().answer == "No."


def test_a_reviewer_settles_nothing(asked, reviewer):
    with pytest.raises(NotAllowed):
        settle_request(asked, actor=reviewer, now=LATER, accept=True, answer="Yes.")
