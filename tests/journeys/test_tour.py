"""A newcomer's first minute."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_a_newcomer_walks_through_by_keyboard_and_is_not_asked_again(desk, enter, reviewer):
    page = enter(reviewer)
    offer = page.get_by_role("complementary", name="Tour")
    offer.get_by_role("link", name="Show me around").press("Enter")
    page.wait_for_url("**/tour/")
    steps = page.locator(".tour-step")
    expect(steps.nth(0)).to_be_visible()
    expect(steps.nth(1)).to_be_hidden()
    expect(page.get_by_role("status").filter(has_text="Step 1 of")).to_be_visible()
    page.get_by_role("button", name="Next").press("Enter")
    expect(steps.nth(1).get_by_role("heading")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(steps.nth(0).get_by_role("heading")).to_be_focused()
    for _ in range(steps.count()):
        page.keyboard.press("ArrowRight")
    expect(steps.last.get_by_role("heading")).to_be_focused()
    expect(page.get_by_role("button", name="Next")).to_be_hidden()
    page.get_by_role("button", name="Done").press("Enter")
    page.wait_for_url(f"{desk}/")
    expect(offer).to_have_count(0)


def test_without_scripts_all_steps_stand_on_the_page(desk, enter, reviewer):
    page = enter(reviewer, java_script_enabled=False)
    page.get_by_role("link", name="Show me around").first.click()
    for step in page.locator(".tour-step").all():
        expect(step).to_be_visible()
    page.get_by_role("button", name="Enough, to the board").click()
    expect(page.get_by_role("complementary", name="Tour")).to_have_count(0)
