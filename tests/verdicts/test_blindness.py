"""Until the second review is in, the first is known to its author alone, at every door."""

import json

import pytest

from claims.models import Claim, Review, TrailEntry
from claims.verdicts import start_review, withdraw_review
from claims.verdicts.decisions import seal_review
from tests.conftest import NOON
from tests.steps import LATER, cite, review

SECRET = "marker-of-the-first-rationale"


@pytest.fixture
def half(open_claim, reviewer) -> Claim:
    """A claim whose first review is in."""
    cite(open_claim, reviewer)
    review(open_claim, reviewer, "mostly-false", why=SECRET)
    return open_claim


def readable(person) -> int:
    """How many reviews a person may read."""
    return Review.objects.readable_by(person).count()


def test_only_its_author_reads_the_first_review(
    half, reviewer, second_reviewer, editor, chief, viewer
):
    assert readable(reviewer) == 1
    assert [readable(other) for other in (second_reviewer, editor, chief, viewer)] == [
        0
    ] * 4


def test_starting_the_second_review_shows_nothing(half, second_reviewer):
    start_review(half, actor=second_reviewer, now=NOON)
    assert readable(second_reviewer) == 0


@pytest.mark.parametrize("code", ["mostly-false", "true"])
def test_both_reviews_are_open_once_the_second_is_in(half, second_reviewer, viewer, code):
    review(half, second_reviewer, code)
    assert (readable(second_reviewer), readable(viewer)) == (2, 2)


def test_a_started_review_is_nobodys_reading(open_claim, reviewer, chief):
    start_review(open_claim, actor=reviewer, now=NOON)
    assert (readable(reviewer), readable(chief)) == (0, 0)


def test_a_withdrawn_review_is_never_read(half, reviewer, second_reviewer):
    withdraw_review(half, actor=reviewer, now=LATER)
    assert (readable(reviewer), readable(second_reviewer)) == (0, 0)


def test_the_trail_binds_the_review_without_showing_it(half):
    lines = TrailEntry.objects.filter(chain=half.article.public_id)
    told = json.dumps([[line.before, line.after, line.reason] for line in lines])
    assert SECRET not in told
    assert "mostly-false" not in told
    sealed = lines.get(action="submit_review").after["sealed"]
    assert sealed == seal_review(Review.objects.get(claim=half))


def test_the_seal_names_another_review_when_a_word_is_changed(half):
    stored = Review.objects.get(claim=half)
    sealed = seal_review(stored)
    stored.rationale += "."
    assert seal_review(stored) != sealed


@pytest.mark.parametrize("who", ["second_reviewer", "editor", "chief", "viewer"])
@pytest.mark.parametrize("path", ["", "reviews/", "trail/", "evidence/"])
def test_no_api_answer_holds_it(half, sign_in, request, who, path):
    client = sign_in(request.getfixturevalue(who))
    answer = client.get(f"/api/v1/claims/{half.public_id}/{path}")
    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()
    assert "mostly-false" not in answer.content.decode()


def test_its_author_reads_it_over_the_api(half, sign_in, reviewer):
    answer = sign_in(reviewer).get(f"/api/v1/claims/{half.public_id}/reviews/")
    assert [row["rationale"] for row in answer.json()["results"]] == [SECRET]


@pytest.mark.parametrize("who", ["second_reviewer", "editor", "chief", "viewer"])
def test_no_list_or_article_trail_holds_it(half, sign_in, request, who):
    client = sign_in(request.getfixturevalue(who))
    for path in ("claims/", f"articles/{half.article.public_id}/trail/", "publications/"):
        assert SECRET not in client.get(f"/api/v1/{path}").content.decode()


def test_the_claim_page_does_not_hold_it_for_the_second_reviewer(
    half, sign_in, second_reviewer
):
    start_review(half, actor=second_reviewer, now=NOON)
    page = sign_in(second_reviewer).get(f"/claims/{half.public_id}/", follow=True)
    assert page.status_code == 200
    assert SECRET not in page.content.decode()
