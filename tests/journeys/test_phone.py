"""The desk on a touch screen 390 pixels wide."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_claims_are_walked_and_kept_with_the_thumb(desk, enter, editor, article):
    page = enter(editor, **PHONE)
    page.goto(f"{desk}/articles/{article.public_id}/")
    bar = page.locator(".thumb-bar")
    expect(bar).to_be_visible()
    bar.get_by_label("Next claim").tap()
    here = page.locator(".card[aria-current]")
    expect(here).to_be_in_viewport()
    number = here.get_attribute("id")
    here.get_by_role("button", name="Keep").tap()
    expect(page.locator(f"#{number}")).to_have_attribute("data-state", "open")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
