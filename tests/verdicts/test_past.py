"""A past verdict is shown with its age and its sources, and reused by a person only."""

from datetime import date, timedelta

import pytest

from claims.errors import BadInput, TransitionRefused
from claims.intake import read_pasted, submit_article
from claims.models import Article, Claim, Evidence, Review, Source, TrailEntry, Verdict
from claims.verdicts import start_review, submit_review
from claims.verdicts.past import find_past, reuse_verdict
from claims.workflow import move_claim
from tests.conftest import NOON, TEXT
from tests.steps import LATER, cite, decide

DAY = date(2019, 4, 9)


@pytest.fixture
def again(open_claim, reviewer, second_reviewer, editor) -> Claim:
    """The same assertion, open in a second article; the first is decided."""
    decide(open_claim, reviewer, second_reviewer)
    text = TEXT.replace("Freighters land", "Aircraft land").replace("flour", "rice")
    article = submit_article(
        read_pasted(text), actor=editor, now=NOON, published_on=NOON.date()
    )
    claim = article.claims.get(kind="personnel_count")
    return move_claim(claim, to="open", actor=editor, now=NOON)


def test_the_same_assertion_elsewhere_is_found_with_its_age(again, open_claim, reviewer):
    found = find_past(again, reviewer, today=DAY)
    assert [one.claim for one in found] == [open_claim]
    assert (found[0].days, found[0].is_stale, found[0].changes) == (10, False, ())
    late = find_past(again, reviewer, today=DAY + timedelta(days=400))
    assert late[0].is_stale


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda: Source.objects.update(dead_since=LATER), "source_gone"),
        (lambda: Evidence.objects.update(passage_state="altered"), "passage_altered"),
        (lambda: Evidence.objects.update(passage_state="missing"), "passage_missing"),
    ],
)
def test_what_became_of_its_sources_is_said(again, reviewer, change, code):
    change()
    assert [one.code for one in find_past(again, reviewer, today=DAY)[0].changes] == [code]


def test_another_figure_does_not_match(again, reviewer, editor):
    article = submit_article(
        read_pasted(TEXT.replace("240", "241")),
        actor=editor,
        now=NOON,
        published_on=NOON.date(),
    )
    claim = article.claims.get(kind="personnel_count")
    assert find_past(claim, reviewer, today=DAY) == []


def test_the_same_figure_in_other_surroundings_does_not_match(again, reviewer, editor):
    text = "The school\n\nPrizes went to 240 soldiers of its chess club in spring.\n"
    article = submit_article(
        read_pasted(text), actor=editor, now=NOON, published_on=NOON.date()
    )
    claim = article.claims.get(kind="personnel_count")
    assert claim.value == again.value
    assert find_past(claim, reviewer, today=DAY) == []


def test_a_restricted_article_is_not_betrayed(again, open_claim, reviewer):
    Article.objects.filter(pk=open_claim.article_id).update(restricted=True)
    assert find_past(again, reviewer, today=DAY) == []


def test_reusing_fills_a_review_in_and_decides_nothing(again, open_claim, reviewer):
    verdict = Verdict.objects.get()
    start_review(again, actor=reviewer, now=LATER)
    review = reuse_verdict(again, actor=reviewer, now=LATER, verdict=verdict)
    assert (review.reuses, review.rating) == (verdict, verdict.rating)
    assert review.submitted_at is None
    again.refresh_from_db()
    assert again.status == "in_review"
    entry = TrailEntry.objects.get(action="reuse_verdict")
    assert entry.after == {"part": "first"}  # it betrays no rating
    cite(again, reviewer)
    submit_review(
        again,
        actor=reviewer,
        now=LATER,
        rating=verdict.rating,
        rationale="It still holds.",
        as_of=NOON.date(),
    )
    assert Review.objects.get(claim=again).reuses == verdict
    assert Verdict.objects.filter(claim=again).count() == 0


def test_reuse_wants_a_started_review_and_the_same_assertion(
    again, article, reviewer, editor
):
    verdict = Verdict.objects.get()
    with pytest.raises(TransitionRefused):
        reuse_verdict(again, actor=reviewer, now=LATER, verdict=verdict)
    money = article.claims.get(kind="money")
    move_claim(money, to="open", actor=editor, now=NOON)
    start_review(money, actor=reviewer, now=NOON)
    with pytest.raises(BadInput):
        reuse_verdict(money, actor=reviewer, now=LATER, verdict=verdict)
