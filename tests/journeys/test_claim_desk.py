"""From an address to a verdict at the claim desk, with a worker reading the page."""

import pytest
from playwright.sync_api import expect

from claims.models import Evidence
from claims.verdicts import start_review
from claims.verdicts.canned import write_rationale
from tests.conftest import NOON
from tests.journeys.conftest import PASSAGE
from tests.linkcheck.server import answer

pytestmark = pytest.mark.journey

PAGE = f"""<!doctype html><html lang="en"><title>Harbour log</title>
<meta property="og:site_name" content="Port Alder Harbour">
<meta property="article:published_time" content="2019-03-30"><body><article>
<h1>Harbour log</h1><p>The day is closed at midnight and signed by the master.</p>
<p>{PASSAGE}</p><p>Eighteen tonnes of flour went to the town's two bakeries.</p>
</article></body></html>"""


@pytest.mark.worker
def test_an_address_becomes_a_described_source_with_a_picked_passage(
    desk, enter, reviewer, open_claim, evidence_site, worker
):
    evidence_site.routes["/log"] = answer(PAGE)
    page = enter(reviewer)
    page.goto(f"{desk}/claims/{open_claim.public_id}/")
    page.keyboard.press("s")
    page.locator("[name=cite-url]").fill(evidence_site.url("/log"))
    page.get_by_role("button", name="Cite it").click()
    row = page.locator(".evidence")
    expect(row).to_contain_text("Harbour log", timeout=30_000)
    expect(row).to_contain_text("Port Alder Harbour, 30 March 2019")
    row.get_by_role("link", name="Pick the passage").click()
    words = page.locator("#captured span", has_text=PASSAGE)
    words.scroll_into_view_if_needed()
    words.evaluate("words => getSelection().selectAllChildren(words)")
    expect(page.locator("[name=passage]")).to_have_value(PASSAGE)
    page.get_by_role("button", name="Cite this passage").click()
    expect(page.locator(".evidence .passage")).to_have_text(PASSAGE)
    assert Evidence.objects.get(claim=open_claim).passage_state == "found"


def test_a_number_key_asks_for_a_source_and_a_canned_reason_goes_in(
    desk, enter, chief, reviewer, open_claim
):
    write_rationale(actor=chief, now=NOON, name="Log", text="The log says so.")
    start_review(open_claim, actor=reviewer, now=NOON)
    page = enter(reviewer)
    page.goto(f"{desk}/claims/{open_claim.public_id}/")
    page.keyboard.press("1")
    expect(page.get_by_text("Cite a source first")).to_be_visible()
    assert page.locator("[name=rating]:checked").count() == 0
    page.locator("#cite [name=cite-kind]").select_option("document")
    page.locator("#cite [name=cite-title]").fill("Harbour log")
    page.get_by_role("button", name="Cite it").click()
    expect(page.locator(".evidence")).to_have_count(1)
    page.locator("h2", has_text="Evidence").click()
    page.keyboard.press("1")
    expect(page.locator("[name=rating]:checked")).to_have_value("true")
    page.locator("[name=rationale]").fill("Mine.")
    page.get_by_text("Put in a canned rationale").click()
    page.get_by_role("button", name="Log").click()
    expect(page.locator("[name=rationale]")).to_have_value("Mine.\n\nThe log says so.")
    page.get_by_role("button", name="Hand in the review").click()
    expect(page.get_by_text("Your review is in.")).to_be_visible()
