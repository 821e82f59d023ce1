import pytest
from playwright.sync_api import expect

from tests.journeys.test_accessibility import list_in_both_looks

pytestmark = pytest.mark.journey


def test_an_entry_of_the_reference_opens_and_leads_to_its_record(desk, open_browser):
    page = open_browser().new_page()  # complains of anything the console says
    page.goto(f"{desk}/api/docs/")
    entry = page.locator("details", has=page.locator("#articles_create"))
    entry.locator("summary").click()
    expect(entry.get_by_text("Idempotency-Key")).to_be_visible()
    entry.get_by_role("link", name="ArticleTextOut").click()
    expect(page.locator("#shape-ArticleTextOut")).to_be_in_viewport()


def test_the_reference_breaks_no_rule_of_axe_with_entries_open(desk, open_browser):
    page = open_browser(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{desk}/api/docs/")
    of = "section[aria-labelledby=articles] details"
    page.evaluate(f"document.querySelectorAll('{of}').forEach(one => one.open = true)")
    expect(page.locator("#articles_create")).to_be_visible()
    assert list_in_both_looks(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
