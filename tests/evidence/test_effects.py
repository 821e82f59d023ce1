"""Facts raise one alarm each, and only a person settles it."""

import pytest
from django.utils import timezone

from claims.evidence.checks import check_batch
from claims.evidence.dispatch import lease_due
from claims.models import Alarm, Claim, Evidence, Source
from claims.workflow import dismiss_alarms
from tests.evidence.conftest import PASSAGE, page
from tests.linkcheck.server import Hostile
from tests.steps import LATER, decide

GONE = "Of aircraft the log of that day says nothing at all now."
NOISE = "Read {} times since midnight, says the counter at the foot of this long page."


def run_due() -> None:
    """Check every source, whether it is due or not."""
    Source.objects.exclude(url="").update(next_visit_at=timezone.now())
    for pair in lease_due(now=timezone.now()).items():
        check_batch(*pair)


@pytest.fixture
def decided(site: Hostile, cite_path, open_claim, reviewer, second_reviewer) -> Claim:
    """A claim with a verdict, whose passage was seen on its page."""
    cite_path()
    run_due()
    return decide(open_claim, reviewer, second_reviewer)


def dismiss(claim: Claim, editor) -> None:
    claim.refresh_from_db()
    assert claim.status == Claim.Status.RECHECK
    dismiss_alarms(claim, actor=editor, now=LATER, reason="Known, and of no weight.")


def test_an_altered_passage_on_a_noisy_page_is_raised_once(site: Hostile, decided, editor):
    for number in range(3):
        lines = (PASSAGE.replace("240", "190"), NOISE.format(number * 37))
        site.routes["/log"] = page(*lines)
        run_due()
        if number == 0:
            dismiss(decided, editor)
    decided.refresh_from_db()
    assert (decided.status, Alarm.objects.count()) == ("decided", 1)


def test_another_figure_in_the_passage_is_news(site: Hostile, decided, editor):
    for count, figure in enumerate(("190", "185"), 1):
        site.routes["/log"] = page(PASSAGE.replace("240", figure))
        run_due()
        assert Alarm.objects.count() == count
        dismiss(decided, editor)


def test_a_passage_that_stays_away_is_raised_once(site: Hostile, decided, editor):
    for number in range(3):
        site.routes["/log"] = page(GONE, NOISE.format(number * 37))
        run_due()
        if number == 0:
            dismiss(decided, editor)
    decided.refresh_from_db()
    assert (decided.status, Alarm.objects.count()) == ("decided", 1)


def test_a_passage_that_came_back_and_left_again_is_news(site: Hostile, decided, editor):
    site.routes["/log"] = page(GONE)
    run_due()
    dismiss(decided, editor)
    site.routes["/log"] = page(PASSAGE)
    run_due()
    assert Evidence.objects.get().passage_state == "found"
    site.routes["/log"] = page(GONE, NOISE.format(5))
    run_due()
    decided.refresh_from_db()
    assert (decided.status, Alarm.objects.count()) == ("recheck", 2)


def test_a_page_that_is_good_again_leaves_the_claim_to_a_person(site: Hostile, decided):
    site.routes["/log"] = page(PASSAGE.replace("240", "190"))
    run_due()
    site.routes["/log"] = page(PASSAGE)
    run_due()
    decided.refresh_from_db()
    assert Evidence.objects.get().passage_state == "found"
    assert (decided.status, Alarm.objects.get().settled_at) == ("recheck", None)


def test_a_verdict_is_never_touched(site: Hostile, decided):
    before = [*decided.verdicts.values()]
    site.routes["/log"] = page(GONE)
    run_due()
    assert [*decided.verdicts.values()] == before
