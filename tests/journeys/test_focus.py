"""Where focus is after each act: never nowhere."""

import pytest
from playwright.sync_api import expect

from tests.steps import cite

pytestmark = pytest.mark.journey

WIDE = {"viewport": {"width": 1440, "height": 900}}


def tell_focus(page) -> str:
    """What has focus, in a word: the tag, and the words or name of it."""
    return page.evaluate(
        "(here => here.localName + ' ' + (here.name || here.textContent.trim()))"
        "(document.activeElement)"
    )


def settle(page) -> None:
    busy = page.locator(".htmx-request, .htmx-swapping, .htmx-settling")
    expect(busy).to_have_count(0)


def test_the_reading_desk_keeps_focus_on_the_claim(desk, enter, editor, article):
    page = enter(editor, **WIDE)
    page.goto(f"{desk}/articles/{article.public_id}/")
    page.keyboard.press("n")
    page.keyboard.press("y")
    here = page.locator(".card[aria-current]")
    expect(here).to_have_attribute("data-state", "open")
    settle(page)
    assert tell_focus(page).startswith("a ")
    page.keyboard.press("x")
    page.keyboard.press("Enter")  # no reason given: the refusal stands in the card
    expect(here.get_by_role("alert")).to_be_visible()
    settle(page)
    assert not tell_focus(page).startswith("body")


def test_the_claim_page_keeps_focus_after_every_act(desk, enter, reviewer, open_claim):
    cite(open_claim, reviewer, url="", kind="document", title="Harbour log")
    page = enter(reviewer, **WIDE)
    page.goto(f"{desk}/claims/{open_claim.public_id}/")
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Hand in the review")).to_be_visible()
    settle(page)
    assert not tell_focus(page).startswith("body")
    page.get_by_role("button", name="Hand in the review").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".error").first).to_be_visible()
    settle(page)
    assert not tell_focus(page).startswith("body")
    page.keyboard.press("Control+k")
    page.keyboard.type("let go")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Start the review")).to_be_visible()
    settle(page)
    assert not tell_focus(page).startswith("body")
    page.keyboard.press("s")
    page.keyboard.type("https://harbour.example/second")
    page.keyboard.press("Control+Enter")
    expect(page.locator("li.evidence")).to_have_count(2)
    settle(page)
    assert not tell_focus(page).startswith("body")


def test_the_sheet_of_sources_opens_beside_the_text_and_gives_focus_back(
    desk, enter, reviewer, open_claim
):
    cite(open_claim, reviewer, url="", kind="document", title="Harbour log")
    page = enter(reviewer, **WIDE)
    page.goto(f"{desk}/articles/{open_claim.article.public_id}/")
    page.keyboard.press("n")
    page.keyboard.press("o")
    sheet = page.get_by_role("complementary", name="Sources beside the text")
    expect(sheet).to_contain_text("Harbour log")
    expect(sheet.get_by_role("heading", name="Sources of claim")).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert tell_focus(page) == "a 240 soldiers"
