"""A clearance stays true: whatever makes it untrue takes it back, with a code."""

from datetime import timedelta

import pytest

from claims.evidence import withdraw_evidence
from claims.intake import read_pasted
from claims.intake.versions import revise_article
from claims.models import Alarm, Article, Evidence, TrailEntry
from claims.verdicts.clearance import clear_article
from claims.verdicts.coverage import waive_sentence
from claims.verdicts.policies import set_policy
from claims.verdicts.risks import flag_risks
from claims.verdicts.shelf import expire_verdicts, uncover_stale_captures
from claims.workflow import move_claim, raise_alarm
from claims.workflow.policy import Needs
from claims.workflow.verification import find_break
from tests.conftest import NOON
from tests.steps import LATER, alarm, decide


@pytest.fixture
def cleared(open_claim, reviewer, second_reviewer, editor) -> Article:
    """The article with one decided claim, everything else dismissed or waived."""
    article = open_claim.article
    for other in article.claims.exclude(pk=open_claim.pk):
        move_claim(other, to="dismissed", actor=editor, now=NOON, note="Not for us.")
    decide(open_claim, reviewer, second_reviewer)
    for row in article.current.sentences.exclude(anchors__claim=open_claim):
        waive_sentence(row, actor=editor, now=NOON, reason="Nothing to check.")
    article.refresh_from_db()
    clear_article(article, actor=editor, now=NOON)
    return article


def read_uncleared(article: Article) -> str:
    """Give the code that took the clearance back; "" while it stands."""
    article.refresh_from_db()
    assert find_break(article.public_id) == ""
    entries = TrailEntry.objects.filter(chain=article.public_id, action="unclear")
    assert entries.count() == (article.status == "checking")
    return entries.get().after["code"] if article.status == "checking" else ""


def test_withdrawing_the_evidence_it_rests_on_takes_it_back(cleared, editor):
    evidence = Evidence.objects.get()
    withdraw_evidence(evidence, actor=editor, now=LATER, reason="A hoax.")
    assert read_uncleared(cleared) == "sources_too_few"


def test_a_tighter_policy_takes_it_back(cleared, chief):
    needs = Needs(min_sources=2, two_reviewers=True)
    set_policy(actor=chief, now=LATER, needs=needs, reason="After the error.")
    assert read_uncleared(cleared) == "sources_too_few"


def test_a_risk_flag_that_asks_for_more_takes_it_back(cleared, chief, reviewer):
    claim = cleared.claims.get(status="decided")
    needs = Needs(min_sources=2)
    set_policy(actor=chief, now=LATER, needs=needs, risk="legal", reason="Libel.")
    assert read_uncleared(cleared) == ""
    flag_risks(claim, actor=reviewer, now=LATER, risks=["legal"])
    assert read_uncleared(cleared) == "sources_too_few"


def test_a_policy_for_another_kind_leaves_it(cleared, chief):
    needs = Needs(min_sources=2)
    set_policy(actor=chief, now=LATER, needs=needs, kind="money", reason="Money.")
    assert read_uncleared(cleared) == ""


def test_what_a_chief_set_aside_does_not_take_it_back_again(cleared, chief):
    needs = Needs(min_sources=2, two_reviewers=True)
    set_policy(actor=chief, now=LATER, needs=needs, reason="After the error.")
    cleared.refresh_from_db()
    clear_article(cleared, actor=chief, now=LATER, override_reason="The lawyer read it.")
    set_policy(actor=chief, now=LATER, needs=needs, reason="The same again.")
    cleared.refresh_from_db()
    assert cleared.status == "cleared"


def test_an_expired_verdict_takes_it_back(cleared):
    expire_verdicts(now=NOON + timedelta(days=366))
    assert read_uncleared(cleared) == "verdict_expired"


def test_a_source_confirmed_dead_takes_it_back(cleared, open_claim):
    evidence = Evidence.objects.get()
    raise_alarm(open_claim, cause=Alarm.Cause.SOURCE_GONE, now=LATER, evidence=evidence)
    assert read_uncleared(cleared) == "source_gone"


def test_a_changed_page_takes_it_back(cleared, open_claim):
    alarm(open_claim)
    assert read_uncleared(cleared) == "passage_altered"


def test_a_capture_that_went_stale_takes_it_back(cleared, chief):
    Evidence.objects.update(passage_seen_at=NOON)
    needs = Needs(min_sources=1, two_reviewers=True, capture_days=30)
    set_policy(actor=chief, now=LATER, needs=needs, reason="Fresh ones only.")
    assert uncover_stale_captures(now=NOON + timedelta(days=30)) == 0
    assert read_uncleared(cleared) == ""
    assert uncover_stale_captures(now=NOON + timedelta(days=31)) == 1
    assert uncover_stale_captures(now=NOON + timedelta(days=31)) == 0
    assert read_uncleared(cleared) == "capture_stale"


def test_a_new_version_takes_it_back_and_reopens_only_what_it_touched(
    cleared, open_claim, editor
):
    text = cleared.current.text.replace("before dark", "before sunset")
    revise_article(cleared, read_pasted(text), actor=editor, now=LATER)
    assert read_uncleared(cleared) == "new_version"
    open_claim.refresh_from_db()
    assert open_claim.status == "decided"


def test_a_new_figure_sends_its_claim_to_recheck(cleared, open_claim, editor):
    text = cleared.current.text.replace("240", "260")
    revise_article(cleared, read_pasted(text), actor=editor, now=LATER)
    assert read_uncleared(cleared) == "new_version"
    open_claim.refresh_from_db()
    assert open_claim.status == "recheck"
