"""The command palette and a person's own keys, in Chromium."""

import pytest
from playwright.sync_api import expect

from claims.workflow.key_choice import choose_keys
from tests.conftest import NOON

pytestmark = pytest.mark.journey

WIDE = {"viewport": {"width": 1440, "height": 900}}


def test_the_palette_goes_to_a_claim_and_gives_focus_back_when_left(
    desk, enter, reviewer, open_claim
):
    page = enter(reviewer, **WIDE)
    page.goto(f"{desk}/queue/")
    page.get_by_role("link", name="Overview").focus()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Go to or do")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Overview")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("240 sold")
    line = page.get_by_role("option", name=f"240 soldiers Claim {open_claim.number} ")
    expect(line).to_be_visible()
    while line.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == line.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/claims/{open_claim.public_id}/")


def test_the_palette_does_the_acts_of_its_page_and_goes_to_rooms(
    desk, enter, reviewer, open_claim
):
    page = enter(reviewer, **WIDE)
    page.goto(f"{desk}/claims/{open_claim.public_id}/")
    page.keyboard.press("Control+k")
    page.keyboard.type("add sour")
    expect(page.locator("#palette [aria-selected=true]")).to_contain_text("Add a source")
    page.keyboard.press("Enter")
    expect(page.locator("#cite > form")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('#cite') !== null")
    page.keyboard.press("Control+k")  # from inside a field too
    page.keyboard.type("ovrvw")
    expect(page.locator("#palette [aria-selected=true]")).to_contain_text("Overview")
    page.keyboard.press("Enter")
    page.wait_for_url("**/overview/")


def test_a_changed_key_acts_and_the_old_one_does_not(desk, enter, reviewer, open_claim):
    choose_keys(reviewer, wanted={"add_source": "q"}, off=False, now=NOON)
    page = enter(reviewer, **WIDE)
    page.goto(f"{desk}/claims/{open_claim.public_id}/")
    page.keyboard.press("s")
    expect(page.locator("#cite > form")).to_be_hidden()
    page.keyboard.press("q")
    expect(page.locator("#cite > form")).to_be_visible()


def test_no_single_key_acts_when_they_are_off_but_the_palette_does(
    desk, enter, reviewer, open_claim
):
    choose_keys(reviewer, wanted={}, off=True, now=NOON)
    page = enter(reviewer, **WIDE)
    page.goto(f"{desk}/claims/{open_claim.public_id}/")
    for key in ("s", "?", "/"):
        page.keyboard.press(key)
    expect(page.locator("#cite > form")).to_be_hidden()
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Go to or do")).to_be_focused()


def test_a_slash_searches_and_g_goes_to_each_room(desk, enter, reviewer, open_claim):
    page = enter(reviewer, **WIDE)
    page.goto(f"{desk}/queue/")
    for key, path in (
        ("a", "/"),
        ("s", "/sources/"),
        ("h", "/overview/"),
        ("q", "/queue/"),
    ):
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(lambda url, path=path: url == desk + path)
    page.keyboard.press("/")
    page.wait_for_url("**/search/**")
    expect(page.locator("#q")).to_be_focused()
