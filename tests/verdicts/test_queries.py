"""Queries to the writer: who asks, who answers, and what becomes of the text."""

import pytest

from claims.errors import BadInput, ClaimChanged, NotAllowed, TransitionRefused
from claims.intake.answers import apply_answers, preview_answers
from claims.models import Article, Query, TrailEntry
from claims.verdicts import open_round
from claims.verdicts.blockers import find_blockers
from claims.verdicts.clearance import clear_article
from claims.verdicts.queries import answer_query, raise_query, withdraw_query
from claims.workflow import move_claim
from tests.conftest import NOON
from tests.desk_steps import make_clearable, revise
from tests.steps import LATER, decide, hand_in, review


def ask(claim, by, **more) -> Query:
    claim.refresh_from_db()
    return raise_query(claim, actor=by, now=NOON, **more)


def say(query, by, choice, **more) -> Query:
    return answer_query(query, actor=by, now=LATER, choice=choice, **more)


def codes(article: Article) -> set[str]:
    fresh = Article.objects.get(pk=article.pk)
    return {one.code for one in find_blockers(fresh, today=LATER.date())}


def test_a_query_asks_something_or_offers_other_words(open_claim, reviewer, viewer):
    with pytest.raises(NotAllowed):
        ask(open_claim, viewer, question="Who counted?")
    with pytest.raises(BadInput):
        ask(open_claim, reviewer, question=" ")
    with pytest.raises(BadInput):
        ask(open_claim, reviewer, replacement=open_claim.quote)
    query = ask(open_claim, reviewer, question="Who counted?")
    assert query.quote == open_claim.quote
    assert TrailEntry.objects.filter(action="raise_query").count() == 1


def test_a_dismissed_claim_takes_no_query(open_claim, editor, reviewer):
    move_claim(open_claim, to="dismissed", actor=editor, now=NOON, note="No.")
    with pytest.raises(TransitionRefused):
        ask(open_claim, reviewer, question="Who counted?")


def test_the_writer_or_an_editor_answers_and_never_the_one_who_asked(
    open_claim, editor, reviewer, second_reviewer
):
    query = ask(open_claim, reviewer, question="Who counted?")
    with pytest.raises(NotAllowed):
        say(query, second_reviewer, "answer", answer="The port.")
    own = ask(open_claim, editor, question="Sure?")
    with pytest.raises(NotAllowed):
        say(own, editor, "answer", answer="Yes.")
    assert say(query, editor, "answer", answer="The port.").state == "answered"
    with pytest.raises(TransitionRefused):
        say(query, editor, "answer", answer="Twice.")


@pytest.mark.parametrize(
    ("choice", "more", "field"),
    [
        ("accept", {}, "choice"),
        ("stet", {"answer": ""}, "answer"),
        ("changed", {}, "own_words"),
        ("attributed", {"attributed_to": "Nobody Here"}, "attributed_to"),
        ("shrug", {}, "choice"),
    ],
)
def test_an_answer_lacking_what_it_needs_is_refused(
    open_claim, editor, reviewer, choice, more, field
):
    query = ask(open_claim, reviewer, question="Who counted?")
    with pytest.raises(BadInput) as refused:
        say(query, editor, choice, **more)
    assert refused.value.field == field
    query.refresh_from_db()
    assert query.state == "open"


def test_an_open_query_blocks_and_stet_with_a_reason_does_not(
    open_claim, editor, reviewer, second_reviewer
):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer)
    query = ask(open_claim, reviewer, question="Sure?")
    assert codes(article) == {"query_open"}
    say(query, editor, "stet", answer="Two logs agree.")
    assert codes(article) == set()


def test_stet_does_not_let_a_false_claim_through(
    open_claim, editor, reviewer, second_reviewer
):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer, "false")
    query = ask(open_claim, reviewer, question="It was 260.")
    say(query, editor, "stet", answer="I like it.")
    assert codes(article) == {"verdict_not_clearing"}


def test_an_attribution_lets_a_claim_stand_while_the_name_stands(
    open_claim, editor, reviewer, second_reviewer
):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer, "unverifiable")
    query = ask(open_claim, reviewer, question="Who says so?")
    say(query, editor, "attributed", attributed_to="the harbour office")
    assert codes(article) == set()
    revise(article, editor, (", the harbour office said", ""))
    assert "verdict_not_clearing" in codes(article)


def test_a_query_unclears_the_article(open_claim, editor, reviewer, second_reviewer):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer)
    clear_article(article, actor=editor, now=LATER)
    ask(open_claim, reviewer, question="Sure?")
    article.refresh_from_db()
    assert article.status == "checking"


def test_answers_are_previewed_together_and_applied_as_one_version(
    article, open_claim, editor, reviewer
):
    cost = article.claims.get(kind="money")
    others = {
        claim.pk: claim.quote
        for claim in article.claims.exclude(pk__in=[cost.pk, open_claim.pk])
        if open_claim.quote not in claim.quote and cost.quote not in claim.quote
    }
    one = ask(open_claim, reviewer, replacement="1,260 soldiers")
    two = ask(cost, reviewer, question="Is it not less?")
    say(one, editor, "accept")
    say(two, editor, "changed", own_words="$0.9 million")
    preview = preview_answers(article)
    assert "1,260 soldiers" in preview.new
    assert article.current.number == 1
    version = apply_answers(article, actor=editor, now=LATER)
    assert version.number == 2
    assert version.text == preview.new
    open_claim.refresh_from_db()
    assert (open_claim.quote, open_claim.anchor.state) == ("1,260 soldiers", "edited")
    assert others
    for claim in article.claims.filter(pk__in=others):
        assert (claim.quote, claim.anchor.state) == (others[claim.pk], "kept")
    assert set(Query.objects.values_list("state", flat=True)) == {"applied"}


def test_a_replaced_claim_is_checked_again_before_it_clears(
    open_claim, editor, reviewer, second_reviewer
):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer, "false")
    query = ask(open_claim, reviewer, replacement="260 soldiers")
    say(query, editor, "accept")
    assert "answer_not_applied" in codes(article)
    apply_answers(article, actor=editor, now=LATER)
    assert codes(article) == {"claim_stale"}
    open_claim.refresh_from_db()
    open_round(open_claim, actor=reviewer, now=LATER)
    hand_in(open_claim, reviewer)
    review(open_claim, second_reviewer)
    assert codes(article) == set()


def test_words_taken_out_orphan_their_claim(article, open_claim, editor, reviewer):
    query = ask(open_claim, reviewer, replacement="")
    say(query, editor, "accept")
    apply_answers(article, actor=editor, now=LATER)
    open_claim.refresh_from_db()
    assert open_claim.anchor.state == "orphaned"
    assert "  " not in article.current.text


def test_two_answers_for_the_same_words_are_refused(article, open_claim, editor, reviewer):
    for words in ("250 soldiers", "260 soldiers"):
        say(ask(open_claim, reviewer, replacement=words), editor, "accept")
    with pytest.raises(BadInput, match="same words"):
        apply_answers(article, actor=editor, now=LATER)
    assert article.versions.count() == 1


def test_an_answer_about_words_that_changed_since_is_refused(
    article, open_claim, editor, reviewer
):
    say(ask(open_claim, reviewer, replacement="250 soldiers"), editor, "accept")
    revise(article, editor, ("240", "260"))
    with pytest.raises(ClaimChanged):
        apply_answers(article, actor=editor, now=LATER)


def test_applying_nothing_or_an_old_preview_is_refused(
    article, open_claim, editor, reviewer
):
    with pytest.raises(TransitionRefused):
        apply_answers(article, actor=editor, now=LATER)
    with pytest.raises(NotAllowed):
        apply_answers(article, actor=reviewer, now=LATER)
    with pytest.raises(ClaimChanged):
        apply_answers(article, actor=editor, now=LATER, base=7)


def test_a_query_is_withdrawn_by_who_asked_or_an_editor(
    open_claim, editor, reviewer, second_reviewer
):
    query = ask(open_claim, reviewer, question="Sure?")
    with pytest.raises(NotAllowed):
        withdraw_query(query, actor=second_reviewer, now=LATER)
    assert withdraw_query(query, actor=reviewer, now=LATER).state == "withdrawn"
    with pytest.raises(TransitionRefused):
        withdraw_query(query, actor=editor, now=LATER)


def test_a_decided_claim_whose_words_an_answer_replaced_alarms(
    article, open_claim, editor, reviewer, second_reviewer
):
    decide(open_claim, reviewer, second_reviewer)
    say(ask(open_claim, reviewer, replacement="some soldiers"), editor, "accept")
    apply_answers(article, actor=editor, now=LATER)
    open_claim.refresh_from_db()
    assert open_claim.status == "recheck"
    assert open_claim.alarms.get().cause == "text_edited"
