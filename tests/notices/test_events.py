"""Each event tells the people it concerns, and nobody what they must not know."""

from claims.models import Notice
from claims.verdicts import assign_reviewers
from claims.verdicts.queries import answer_query, raise_query
from claims.verdicts.reassigning import reassign_review
from tests.conftest import NOON
from tests.steps import alarm, cite, decide, review


def told(person) -> list[str]:
    """What a person was told of, oldest first."""
    rows = Notice.objects.of(person).order_by("pk")
    return list(rows.values_list("event", flat=True))


def test_who_is_asked_to_review_is_told_with_the_message(
    open_claim, editor, reviewer, second_reviewer
):
    ask = {"actor": editor, "now": NOON, "reviewer": reviewer}
    assign_reviewers(open_claim, **ask, message="  Before six, please. ")
    assign_reviewers(open_claim, **ask, second_reviewer=second_reviewer)
    assert told(reviewer) == ["assigned"], "asked again for the same, told once"
    assert Notice.objects.of(reviewer).get().message == "Before six, please."
    assert told(second_reviewer) == ["assigned"]
    reassign_review(open_claim, actor=editor, now=NOON, person=None, reason="Away.")
    reassign_review(open_claim, actor=editor, now=NOON, person=reviewer, reason="Back.")
    assert told(reviewer) == ["assigned", "assigned"]


def test_the_writer_is_told_of_a_query_and_who_asked_of_the_answer(
    open_claim, editor, reviewer
):
    query = raise_query(open_claim, actor=reviewer, now=NOON, question="Who counted?")
    assert told(editor) == ["query_raised"]
    answer_query(query, actor=editor, now=NOON, choice="answer", answer="The office.")
    assert told(reviewer) == ["query_answered"]


def test_a_first_review_tells_the_second_reviewer_nothing_of_its_rating(
    open_claim, editor, reviewer, second_reviewer
):
    assign_reviewers(
        open_claim, actor=editor, now=NOON, reviewer=reviewer,
        second_reviewer=second_reviewer,
    )  # fmt: skip
    cite(open_claim, reviewer)
    review(open_claim, reviewer, "false", why="The log says otherwise.")
    notice = Notice.objects.of(second_reviewer).get(event="second_needed")
    assert notice.message == ""
    assert told(editor) == [], "the second reviewer is asked already"


def test_a_dispute_tells_the_editors_who_are_no_party(
    open_claim, editor, chief, reviewer, second_reviewer
):
    cite(open_claim, reviewer)
    review(open_claim, reviewer, "true")
    review(open_claim, second_reviewer, "false")
    assert told(chief) == ["disputed"]
    assert told(editor) == ["second_needed"], "who filed it does not adjudicate"
    assert told(reviewer) == []


def test_an_alarm_tells_the_reviewers_once(open_claim, reviewer, second_reviewer):
    decide(open_claim, reviewer, second_reviewer)
    alarm(open_claim)
    alarm(open_claim)
    assert told(reviewer).count("alarm") == 1
    assert told(second_reviewer).count("alarm") == 1
