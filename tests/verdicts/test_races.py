"""Two people at once: one wins, the other is told, nothing is half-written."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from claims.errors import DeskError
from claims.intake import read_pasted, submit_article
from claims.models import Article, Claim, Review, Verdict
from claims.verdicts import release_claim, start_review, withdraw_review
from claims.workflow import move_claim
from claims.workflow.verification import find_break
from tests.conftest import NOON, TEXT
from tests.steps import LATER, cite, hand_in, review

pytestmark = pytest.mark.django_db(transaction=True)


def race(*acts: Callable[[], object]) -> list[str]:
    """Run the acts at the same moment; gives "done" or the refusal's code, in order."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            gate.wait(20)
            act()
        except DeskError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_one_of_two_reviewers_gets_the_claim(open_claim, reviewer, second_reviewer):
    def take(person) -> Callable[[], object]:
        own = Claim.objects.get(pk=open_claim.pk)
        return lambda: start_review(own, actor=person, now=NOON)

    told = race(take(reviewer), take(second_reviewer))
    assert sorted(told) == ["claim_changed", "done"]
    assert Review.objects.count() == 1
    assert find_break(open_claim.article.public_id) == ""


def test_a_double_click_hands_a_review_in_once(open_claim, reviewer):
    cite(open_claim, reviewer)
    start_review(open_claim, actor=reviewer, now=NOON)

    def click() -> object:
        return hand_in(Claim.objects.get(pk=open_claim.pk), reviewer)

    assert sorted(race(click, click)) == ["done", "transition_refused"]
    assert Claim.objects.get(pk=open_claim.pk).status == "second_review"


def test_an_editor_dismisses_while_a_reviewer_starts(open_claim, editor, reviewer):
    mine, theirs = (Claim.objects.get(pk=open_claim.pk) for _ in range(2))
    told = race(
        lambda: move_claim(mine, to="dismissed", actor=editor, now=LATER, note="No claim."),
        lambda: start_review(theirs, actor=reviewer, now=NOON),
    )
    assert sorted(told) == ["claim_changed", "done"]
    status = Claim.objects.get(pk=open_claim.pk).status
    assert (status, Review.objects.count()) in (("dismissed", 0), ("in_review", 1))


def test_withdrawing_and_countersigning_at_once_leave_a_legal_state(
    open_claim, reviewer, second_reviewer
):
    cite(open_claim, reviewer)
    review(open_claim, reviewer)
    start_review(open_claim, actor=second_reviewer, now=NOON)
    told = race(
        lambda: withdraw_review(
            Claim.objects.get(pk=open_claim.pk), actor=reviewer, now=LATER
        ),
        lambda: hand_in(Claim.objects.get(pk=open_claim.pk), second_reviewer),
    )
    status = Claim.objects.get(pk=open_claim.pk).status
    assert sorted(told) == ["done", "transition_refused"]
    assert (status, Verdict.objects.count()) in (("in_review", 0), ("decided", 1))


def test_handing_in_and_letting_go_at_once_leave_a_legal_state(
    open_claim, reviewer, editor
):
    cite(open_claim, reviewer)
    start_review(open_claim, actor=reviewer, now=NOON)
    told = race(
        lambda: hand_in(Claim.objects.get(pk=open_claim.pk), reviewer),
        lambda: release_claim(Claim.objects.get(pk=open_claim.pk), actor=editor, now=LATER),
    )
    assert told.count("done") == 1
    status = Claim.objects.get(pk=open_claim.pk).status
    standing = Review.objects.standing().count()
    assert (status, standing) in (("open", 0), ("second_review", 1))


def test_a_double_submit_makes_one_article(editor, transactional_db):
    def press() -> object:
        return submit_article(
            read_pasted(TEXT), actor=editor, now=NOON, published_on=NOON.date()
        )

    assert sorted(race(press, press, press)) == ["done"] + ["duplicate_article"] * 2
    assert Article.objects.count() == 1
