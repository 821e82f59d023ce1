"""Facts send a settled claim to recheck, once; people say whether they matter."""

import pytest

from claims.errors import ClaimChanged, NotAllowed, TransitionRefused
from claims.models import Alarm, Claim, TrailEntry, Verdict
from claims.publishing import publish_claim
from claims.workflow import dismiss_alarms
from tests.steps import LATER, alarm, decide, put_status


@pytest.fixture
def decided(open_claim, reviewer, second_reviewer) -> Claim:
    return decide(open_claim, reviewer, second_reviewer)


@pytest.fixture
def published(decided, editor) -> Claim:
    publish_claim(decided, actor=editor, now=LATER)
    return decided


def test_an_alarm_sends_a_decided_claim_to_recheck_and_keeps_its_verdict(decided):
    before = Verdict.objects.get(claim=decided).pk
    assert alarm(decided) is not None
    assert (decided.status, decided.status_before_recheck) == ("recheck", "decided")
    assert Verdict.objects.get(claim=decided).pk == before


def test_an_alarm_sends_a_published_claim_to_recheck_and_leaves_it_public(published):
    alarm(published)
    assert (published.status, published.status_before_recheck) == ("recheck", "published")
    assert published.publications.get().is_current


@pytest.mark.parametrize(
    "status", ["detected", "open", "in_review", "second_review", "disputed", "dismissed"]
)
def test_an_alarm_on_an_unsettled_claim_is_kept_and_moves_nothing(claim, status):
    put_status(claim, status)
    assert alarm(claim) is not None
    assert claim.status == status
    assert claim.alarms.count() == 1


def test_the_same_fact_is_no_news_the_second_time(published):
    assert alarm(published, content="b" * 64) is not None
    assert alarm(published, content="b" * 64) is None
    assert published.alarms.count() == 1


def test_another_content_is_news(published):
    alarm(published, content="b" * 64)
    assert alarm(published, content="c" * 64) is not None
    assert (published.status, published.alarms.count()) == ("recheck", 2)


def test_a_dismissed_fact_stays_dismissed(published, editor):
    alarm(published, content="b" * 64)
    dismiss_alarms(published, actor=editor, now=LATER, reason="A typing error.")
    assert alarm(published, content="b" * 64) is None
    assert published.status == "published"
    assert alarm(published, content="d" * 64) is not None
    assert published.status == "recheck"


@pytest.mark.parametrize("before", ["decided", "published"])
def test_dismissal_puts_a_claim_back_to_what_it_was(decided, editor, before):
    if before == "published":
        publish_claim(decided, actor=editor, now=LATER)
    alarm(decided)
    dismiss_alarms(decided, actor=editor, now=LATER, reason="Only the layout changed.")
    assert (decided.status, decided.status_before_recheck) == (before, "")
    settled = Alarm.objects.get(claim=decided)
    assert (settled.settled_how, settled.settled_by) == ("dismissed", editor)
    assert settled.settled_reason == "Only the layout changed."


def test_dismissal_needs_an_editor(published, reviewer):
    alarm(published)
    with pytest.raises(NotAllowed):
        dismiss_alarms(published, actor=reviewer, now=LATER, reason="Fine.")


def test_dismissal_needs_a_reason(published, editor):
    alarm(published)
    with pytest.raises(TransitionRefused) as refusal:
        dismiss_alarms(published, actor=editor, now=LATER, reason="  ")
    assert refusal.value.field == "reason"
    assert Alarm.objects.get().settled_at is None


def test_there_is_nothing_to_dismiss_outside_recheck(published, editor):
    with pytest.raises(TransitionRefused, match="not in recheck"):
        dismiss_alarms(published, actor=editor, now=LATER, reason="Fine.")


def test_the_second_of_two_dismissals_loses(published, editor, chief):
    alarm(published)
    stale = Claim.objects.get(pk=published.pk)
    dismiss_alarms(published, actor=editor, now=LATER, reason="Fine.")
    with pytest.raises(ClaimChanged):
        dismiss_alarms(stale, actor=chief, now=LATER, reason="Mine.")
    assert Alarm.objects.get().settled_reason == "Fine."


def test_the_trail_names_the_cause_and_the_desk_as_its_author(published):
    alarm(published)
    line = TrailEntry.objects.get(action="raise_alarm")
    assert (line.actor, line.actor_name) == (None, "desk")
    assert line.after == {"status": "recheck", "cause": "passage_altered"}
