"""A cited page changes its figure: one re-check later the desk knows, and people decide."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from claims.models import Alarm, Claim, Source
from tests.journeys.conftest import PAGE, PASSAGE
from tests.journeys.picturing import shoot
from tests.linkcheck.server import answer
from tests.steps import cite, decide

pytestmark = [pytest.mark.journey, pytest.mark.worker]


@pytest.fixture
def decided(
    worker, evidence_site, open_claim, reviewer, second_reviewer, wait_until
) -> Claim:
    """A claim decided upon a page that was visited once and held its passage."""
    row = cite(open_claim, reviewer, url=evidence_site.url("/log"), passage=PASSAGE)
    ask_again(row.source)
    wait_until(lambda: Source.objects.get().outcome == "ok")
    return decide(open_claim, reviewer, second_reviewer)


def ask_again(source: Source) -> None:
    from claims.evidence.tasks import dispatch_due

    Source.objects.filter(pk=source.pk).update(next_visit_at=timezone.now())
    dispatch_due()


def change_figure(evidence_site) -> None:
    evidence_site.routes["/log"] = answer(PAGE.replace("240 soldiers", "140 soldiers"))


def test_an_alarm_is_seen_dismissed_and_not_raised_again(
    desk, decided, evidence_site, enter, editor, wait_until
):
    change_figure(evidence_site)
    page = enter(editor)
    source = Source.objects.get()
    page.goto(f"{desk}/sources/{source.public_id}/")
    page.get_by_role("button", name="Check now").click()
    expect(page.locator("#visits .timeline li.hot").first).to_be_visible(timeout=30_000)
    shoot(page, "figure-1-source")
    page.goto(f"{desk}/claims/{decided.public_id}/")
    expect(page.locator(".state[data-state=recheck]").first).to_be_visible()
    changed = page.locator(".evidence").first
    expect(changed.locator("del").first).to_contain_text("240")
    expect(changed.locator("ins").first).to_contain_text("140")
    shoot(page, "figure-2-recheck")
    page.goto(f"{desk}/sources/{source.public_id}/then-and-now/")
    expect(page.locator("ins.fact")).to_contain_text("140")
    shoot(page, "figure-3-then-and-now")
    page.goto(f"{desk}/claims/{decided.public_id}/")
    page.get_by_text("Dismiss the alarm…").click()
    page.locator(".alarm [name$=reason]").fill("A slip of the harbour's, they rang back.")
    page.get_by_role("button", name="Dismiss the alarm").click()
    expect(page.locator(".state[data-state=decided]").first).to_be_visible()
    seen = source.link_checks.count()
    ask_again(source)
    wait_until(lambda: source.link_checks.count() > seen)
    decided.refresh_from_db()
    assert decided.status == Claim.Status.DECIDED
    assert Alarm.objects.count() == 1


def test_an_alarm_leads_to_a_new_round_and_another_verdict(
    desk, decided, evidence_site, enter, reviewer, second_reviewer, wait_until
):
    change_figure(evidence_site)
    ask_again(Source.objects.get())
    wait_until(lambda: Claim.objects.get(pk=decided.pk).status == "recheck")
    url = f"{desk}/claims/{decided.public_id}/"
    kwame, sara = enter(reviewer), enter(second_reviewer)
    kwame.goto(url)
    kwame.get_by_role("button", name="Open a new round").click()
    expect(kwame.locator(".state[data-state=recheck]")).to_have_count(0)
    for page, start in ((kwame, "Start the review"), (sara, "Start the second review")):
        page.goto(url)
        begin = page.get_by_role("button", name=start)
        if begin.count():
            begin.click()
        page.locator("input[name=rating][value=false]").check(force=True)
        page.locator("[name=rationale]").fill("The log now counts 140.")
        page.locator("[name=as_of]").fill("2019-03-30")
        page.get_by_role("button", name="Hand in the review").click()
        expect(page.get_by_role("button", name="Hand in the review")).to_have_count(0)
    verdict, first = decided.verdicts.order_by("-pk")[:2]
    shoot(sara, "figure-4-new-verdict")
    assert (verdict.rating.code, first.rating.code) == ("false", "true")
    assert verdict.revises == first
