"""New versions: each claim lands in sight, waivers follow, the second of two loses."""

import pytest

from claims.errors import BadInput, ClaimChanged, NotAllowed
from claims.intake import add_claim, read_pasted
from claims.intake.versions import revise_article
from claims.models import Alarm, Article, Evidence, TrailEntry
from claims.verdicts import start_review
from claims.verdicts.clearance import clear_article
from claims.workflow.verification import find_break
from tests.conftest import NOON, TEXT
from tests.desk_steps import dismiss_others, make_clearable, revise, waive_open
from tests.steps import LATER, cite, decide, hand_in, review


def test_a_word_elsewhere_keeps_the_claim_and_its_status(
    open_claim, article, editor, reviewer, second_reviewer
):
    decide(open_claim, reviewer, second_reviewer)
    revise(article, editor, ("We unloaded it all", "We emptied it all"))
    open_claim.refresh_from_db()
    assert (open_claim.status, open_claim.anchor.state) == ("decided", "kept")
    assert open_claim.anchor.version.number == 2


def test_a_changed_figure_sends_a_settled_claim_to_recheck_and_says_what_changed(
    open_claim, article, editor, reviewer, second_reviewer
):
    decide(open_claim, reviewer, second_reviewer)
    revise(article, editor, ("240", "260"))
    open_claim.refresh_from_db()
    alarm = Alarm.objects.get(claim=open_claim)
    assert (open_claim.status, open_claim.anchor.state) == ("recheck", "edited")
    assert alarm.cause == "text_edited"
    assert "240" in alarm.detail
    assert "260" in alarm.detail
    assert "260" in str(open_claim.value)


def test_the_same_figure_changed_back_and_forth_alarms_each_time(
    open_claim, article, editor, reviewer, second_reviewer
):
    decide(open_claim, reviewer, second_reviewer)
    revise(article, editor, ("240", "260"))
    revise(article, editor, ("260", "240"))
    assert Alarm.objects.filter(claim=open_claim, settled_at=None).count() == 2


def test_a_changed_figure_leaves_an_open_claim_open(open_claim, article, editor):
    revise(article, editor, ("240", "260"))
    open_claim.refresh_from_db()
    assert (open_claim.status, open_claim.anchor.state) == ("open", "edited")
    assert TrailEntry.objects.filter(action="anchor_edited").exists()


def test_a_version_during_a_review_withdraws_the_review_of_the_old_words(
    open_claim, article, editor, reviewer
):
    cite(open_claim, reviewer)
    review(open_claim, reviewer)
    assert open_claim.status == "second_review"
    revise(article, editor, ("240", "260"))
    open_claim.refresh_from_db()
    assert (open_claim.status, open_claim.reviewer) == ("open", reviewer)
    assert not open_claim.reviews.filter(withdrawn_at=None).exists()
    start_review(open_claim, actor=reviewer, now=LATER)
    hand_in(open_claim, reviewer)


def test_a_cut_claim_is_orphaned_and_comes_back_with_its_words(open_claim, article, editor):
    sentence = TEXT[TEXT.index("PORT ALDER, March") : TEXT.index("“We")]
    revise(article, editor, (sentence, ""))
    assert open_claim.anchor.state == "orphaned"
    revise(article, editor, ("“We unloaded", sentence + "“We unloaded"))
    assert open_claim.anchor.state in ("kept", "moved")
    assert open_claim.anchor.quote in sentence


def test_old_anchors_stay_as_history(open_claim, article, editor):
    revise(article, editor, ("240", "260"))
    rows = open_claim.anchors.order_by("version__number")
    assert [(row.version.number, row.is_current) for row in rows] == [(1, False), (2, True)]


def test_swapped_paragraphs_move_every_claim_onto_its_own_words(article, editor):
    before = {claim.pk: claim.quote for claim in article.claims.all()}
    head, one, two = TEXT.strip().split("\n\n")
    text = f"{head}\n\n{two}\n\n{one}"
    revise_article(article, read_pasted(text), actor=editor, now=LATER)
    for claim in article.claims.filter(pk__in=before):
        assert claim.anchor.state in ("kept", "moved")
        assert claim.quote == before[claim.pk]
    assert article.claims.count() == len(before)


def test_new_sentences_are_read_and_old_claims_not_found_again(article, editor):
    known = set(article.claims.values_list("pk", flat=True))
    more = " The port has 14 cranes and closed on May 3, 2018."
    revise(article, editor, ("the harbour office said.", "the harbour office said." + more))
    fresh = article.claims.exclude(pk__in=known)
    assert fresh.exists()
    assert all(one.quote in more for one in fresh)
    assert {one.status for one in fresh} == {"detected"}


def test_dismissed_claims_are_not_detected_again(article, editor):
    dismiss_others(article, editor)
    revise(article, editor, ("18 tonnes of flour", "18 tonnes of wheat flour"))
    assert not article.claims.filter(status="detected").exists()


def test_waivers_follow_sentences_that_did_not_change(article, editor):
    dismiss_others(article, editor)
    n_waived = len(waive_open(article, editor))
    revise(article, editor, ("before dark", "before sunset"))
    kept = article.current.sentences.exclude(waived_reason="")
    assert kept.count() == n_waived - 1
    assert kept.first().waived_by == editor


def test_a_new_version_unclears_and_white_space_does_not(
    open_claim, editor, reviewer, second_reviewer
):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer)
    clear_article(article, actor=editor, now=LATER)
    revise(article, editor, ("\n\n“We", "\n“We"))
    assert article.status == "cleared"
    assert article.versions.latest("number").clearances.count() == 1
    revise(article, editor, ("before dark", "before sunset"))
    assert article.status == "checking"


def test_the_second_of_two_uploads_is_refused(article, editor):
    stale = Article.objects.select_related("current").get(pk=article.pk)
    assert stale.current is not None
    revise(article, editor, ("240", "260"))
    with pytest.raises(ClaimChanged):
        revise_article(stale, read_pasted(TEXT + "More."), actor=editor, now=LATER)
    with pytest.raises(ClaimChanged):
        revise_article(article, read_pasted("Else."), actor=editor, now=LATER, base=1)
    assert article.versions.count() == 2


def test_the_same_text_an_empty_one_and_a_reviewer_are_refused(article, editor, reviewer):
    with pytest.raises(BadInput):
        revise_article(article, read_pasted(TEXT), actor=editor, now=LATER)
    with pytest.raises(BadInput):
        revise_article(article, read_pasted(" "), actor=editor, now=LATER)
    with pytest.raises(NotAllowed):
        revise_article(article, read_pasted("New."), actor=reviewer, now=LATER)


def test_a_claim_keeps_its_evidence_through_an_edit(open_claim, article, editor, reviewer):
    cite(open_claim, reviewer)
    revise(article, editor, ("240", "260"))
    assert Evidence.objects.standing().filter(claim=open_claim).count() == 1


def test_a_lookalike_sentence_never_takes_a_claim(article, editor):
    text = TEXT + "\nTwo An-26 freighters landed at Port Brill with 90 soldiers.\n"
    soldiers = article.claims.get(kind="personnel_count")
    revise_article(article, read_pasted(text), actor=editor, now=LATER)
    assert soldiers.quote.startswith("240")


def test_every_act_is_in_a_whole_trail(article, editor):
    add_claim(article, start=0, end=10, actor=editor, now=NOON)
    revise(article, editor, ("240", "260"), ("18 tonnes", "19 tonnes"))
    assert find_break(article.public_id) == ""
    entry = TrailEntry.objects.get(action="revise_article")
    assert entry.after["version"] == 2
    assert entry.after["edited"] >= 2
