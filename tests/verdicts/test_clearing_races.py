"""Clearing at the very moment something makes it untrue: never cleared and blocked."""

import pytest

from claims.evidence import withdraw_evidence
from claims.models import Article, Claim, Evidence
from claims.verdicts.blockers import find_blockers
from claims.verdicts.clearance import clear_article
from claims.verdicts.coverage import waive_sentence
from claims.verdicts.policies import set_policy
from claims.verdicts.shelf import expire_verdicts
from claims.workflow import move_claim
from claims.workflow.policy import Needs
from claims.workflow.verification import find_break
from tests.conftest import NOON
from tests.steps import LATER, decide
from tests.verdicts.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)
FAR = LATER.replace(year=2021)


@pytest.fixture
def ready(open_claim, reviewer, second_reviewer, editor) -> Article:
    """An article that could be cleared."""
    article = open_claim.article
    for other in article.claims.exclude(pk=open_claim.pk):
        move_claim(other, to="dismissed", actor=editor, now=NOON, note="Not for us.")
    decide(open_claim, reviewer, second_reviewer)
    for row in article.current.sentences.exclude(anchors__claim=open_claim):
        waive_sentence(row, actor=editor, now=NOON, reason="Nothing to check.")
    return Article.objects.get(pk=article.pk)


def look(article: Article, *, today=LATER) -> None:
    """Fail where the article is cleared though something blocks it."""
    article.refresh_from_db()
    assert find_break(article.public_id) == ""
    if article.status == "cleared":
        assert find_blockers(article, today=today.date()) == []


def test_clearing_while_the_evidence_is_withdrawn(ready, editor, reviewer):
    evidence = Evidence.objects.get()
    told = race(
        lambda: clear_article(ready, actor=editor, now=LATER),
        lambda: withdraw_evidence(evidence, actor=reviewer, now=LATER, reason="A hoax."),
    )
    assert told[1] == "done"
    look(ready)
    assert ready.status == "checking"


def test_clearing_while_policy_is_tightened(ready, editor, chief):
    needs = Needs(min_sources=3, two_reviewers=True)
    told = race(
        lambda: clear_article(ready, actor=editor, now=LATER),
        lambda: set_policy(actor=chief, now=LATER, needs=needs, reason="An error."),
    )
    assert told[1] == "done"
    look(ready)
    assert ready.status == "checking"


def test_clearing_while_the_verdict_expires_twice(ready, editor):
    race(
        lambda: clear_article(ready, actor=editor, now=LATER),
        lambda: expire_verdicts(now=FAR),
        lambda: expire_verdicts(now=FAR),
    )
    expire_verdicts(now=FAR)  # what was held a moment ago is found the next time
    look(ready, today=FAR)
    claim = Claim.objects.get(status="recheck")
    assert claim.alarms.count() == 1
