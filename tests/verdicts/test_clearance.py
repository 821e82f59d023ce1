"""Coverage and clearing: nothing open is cleared, and an override is never forgotten."""

import pytest

from claims.errors import BadInput, NotAllowed, PolicyUnmet, TransitionRefused
from claims.models import Article, Clearance, Policy, Sentence, TrailEntry
from claims.verdicts.blockers import find_blockers
from claims.verdicts.clearance import accept_cut, clear_article
from claims.verdicts.coverage import unwaive_sentence, waive_sentence
from claims.workflow import move_claim
from tests.conftest import NOON
from tests.desk_steps import dismiss_others, make_clearable, revise, waive_open
from tests.steps import LATER, alarm, put_status


def codes(article: Article) -> set[str]:
    return {one.code for one in find_blockers(article, today=LATER.date())}


def first_open(article: Article, editor) -> Sentence:
    dismiss_others(article, editor)
    assert article.current is not None
    return article.current.sentences.all()[1]


def test_a_new_article_names_each_open_sentence_and_claim(article):
    found = find_blockers(article, today=NOON.date())
    assert {one.code for one in found} == {"sentence_open", "claim_detected"}
    subjects = {one.subject for one in found if one.code == "claim_detected"}
    assert subjects == {f"claim:{c.public_id}" for c in article.claims.all()}


def test_a_waiver_needs_an_editor_and_a_reason(article, editor, reviewer):
    sentence = first_open(article, editor)
    with pytest.raises(BadInput):
        waive_sentence(sentence, actor=editor, now=NOON, reason="  ")
    with pytest.raises(NotAllowed):
        waive_sentence(sentence, actor=reviewer, now=NOON, reason="Plain.")


def test_a_waiver_is_in_the_trail_and_can_be_taken_back_once(article, editor):
    sentence = first_open(article, editor)
    waive_sentence(sentence, actor=editor, now=NOON, reason="Scene-setting.")
    with pytest.raises(TransitionRefused):
        waive_sentence(sentence, actor=editor, now=NOON, reason="Again.")
    unwaive_sentence(sentence, actor=editor, now=NOON)
    with pytest.raises(TransitionRefused):
        unwaive_sentence(sentence, actor=editor, now=NOON)
    acts = TrailEntry.objects.filter(chain=article.public_id).values_list(
        "action", "reason"
    )
    assert ("waive_sentence", "Scene-setting.") in acts
    assert ("unwaive_sentence", "") in acts


def test_a_sentence_with_a_standing_claim_is_not_waived(article, open_claim, editor):
    sentence = open_claim.anchor.sentence
    with pytest.raises(TransitionRefused, match="Claims stand"):
        waive_sentence(sentence, actor=editor, now=NOON, reason="Fine.")


def test_an_article_with_nothing_open_is_cleared_once(
    open_claim, editor, reviewer, second_reviewer
):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer)
    clearance = clear_article(article, actor=editor, now=LATER)
    assert article.status == "cleared"
    assert clearance.overridden == []
    with pytest.raises(TransitionRefused):
        clear_article(article, actor=editor, now=LATER)


def test_a_refusal_lists_every_blocker_and_writes_nothing(article, editor):
    with pytest.raises(PolicyUnmet) as refused:
        clear_article(article, actor=editor, now=NOON)
    unmet = refused.value.extra["unmet"]
    assert isinstance(unmet, list)
    assert {"code", "detail", "subject", "key"} == set(unmet[0])
    assert not Clearance.objects.exists()


def test_only_a_chief_clears_over_what_is_open_and_it_stays_on_record(
    article, editor, chief
):
    with pytest.raises(NotAllowed):
        clear_article(article, actor=editor, now=NOON, override_reason="Deadline.")
    clearance = clear_article(article, actor=chief, now=NOON, override_reason="Deadline.")
    assert len(clearance.overridden) >= 4
    entry = TrailEntry.objects.get(action="override_clearance")
    assert entry.reason == "Deadline."
    assert entry.after["overridden"] == clearance.overridden


def test_what_a_chief_set_aside_stays_aside_only_while_it_is_the_same(
    open_claim, editor, chief, reviewer, second_reviewer
):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer, "false")
    clear_article(article, actor=chief, now=LATER, override_reason="Legal agreed.")
    revise(article, editor, ("cost $1.2 million", "cost nearly $1.2 million"))
    assert "verdict_not_clearing" not in codes(article)
    revise(article, editor, ("240", "260"))
    assert "claim_stale" in codes(article)


def test_a_reviewer_clears_nothing(article, reviewer):
    with pytest.raises(NotAllowed):
        clear_article(article, actor=reviewer, now=NOON)


def test_an_alarm_takes_the_clearance_back(open_claim, editor, reviewer, second_reviewer):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer)
    clear_article(article, actor=editor, now=LATER)
    alarm(open_claim)
    article.refresh_from_db()
    assert article.status == "checking"
    assert codes(article) == {"claim_stale"}


def test_a_waiver_taken_back_takes_the_clearance_back(
    open_claim, editor, reviewer, second_reviewer
):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer)
    clear_article(article, actor=editor, now=LATER)
    assert article.current is not None
    waived = article.current.sentences.exclude(waived_reason="").first()
    assert waived is not None
    unwaive_sentence(waived, actor=editor, now=LATER, reason="It names a sum.")
    article.refresh_from_db()
    assert article.status == "checking"
    assert TrailEntry.objects.filter(action="unclear").count() == 1


def test_a_restored_claim_takes_the_clearance_back(
    open_claim, editor, reviewer, second_reviewer
):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer)
    clear_article(article, actor=editor, now=LATER)
    other = article.claims.filter(status="dismissed")[0]
    move_claim(other, to="open", actor=editor, now=LATER, note="It matters.")
    article.refresh_from_db()
    assert article.status == "checking"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("open", "claim_open"),
        ("in_review", "claim_in_review"),
        ("second_review", "claim_in_review"),
        ("disputed", "claim_disputed"),
        ("recheck", "claim_stale"),
    ],
)
def test_each_unsettled_status_blocks_under_its_code(
    open_claim, editor, article, status, code
):
    dismiss_others(article, editor, open_claim)
    waive_open(article, editor)
    put_status(open_claim, status)
    assert codes(article) == {code}


@pytest.mark.parametrize("code", ["half", "mostly-false", "false", "unverifiable"])
def test_a_verdict_that_does_not_clear_blocks(
    open_claim, editor, reviewer, second_reviewer, code
):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer, code)
    assert codes(article) == {"verdict_not_clearing"}


def test_a_stricter_policy_blocks_what_was_decided_before(
    open_claim, editor, reviewer, second_reviewer
):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer)
    Policy.objects.filter(active=True).update(min_sources=2, primary_required=True)
    assert codes(article) == {"sources_too_few", "primary_missing"}


def test_a_cut_claim_blocks_until_an_editor_accepts_the_cut(
    open_claim, editor, reviewer, second_reviewer
):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer)
    assert article.current is not None
    start = article.current.text.index("PORT ALDER, March 30")
    end = article.current.text.index("“We unloaded")
    revise(article, editor, (article.current.text[start:end], ""))
    assert "claim_orphaned" in codes(article)
    with pytest.raises(BadInput):
        accept_cut(open_claim, actor=editor, now=LATER, reason="")
    accept_cut(open_claim, actor=editor, now=LATER, reason="The paragraph went.")
    assert "claim_orphaned" not in codes(article)


def test_words_that_stand_are_not_cut(open_claim, editor):
    with pytest.raises(TransitionRefused):
        accept_cut(open_claim, actor=editor, now=LATER, reason="Gone.")


def test_finding_blockers_takes_as_many_queries_however_many_claims(
    article, editor, django_assert_max_num_queries
):
    with django_assert_max_num_queries(13):
        find_blockers(Article.objects.get(pk=article.pk), today=NOON.date())
