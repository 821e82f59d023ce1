"""An editor and a reviewer without a mouse."""

import pytest
from playwright.sync_api import expect

from claims.models import Claim

pytestmark = pytest.mark.journey


def test_an_editor_sorts_the_claims_of_an_article_by_key(desk, enter, editor, article):
    page = enter(editor, viewport={"width": 1440, "height": 900})
    page.goto(f"{desk}/articles/{article.public_id}/")
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.keyboard.press("j")
    here = page.locator(".card[aria-current]")
    expect(here).to_have_count(1)
    first = here.get_attribute("id")
    page.keyboard.press("j")
    assert here.get_attribute("id") != first
    page.keyboard.press("k")
    assert here.get_attribute("id") == first
    page.keyboard.press("x")
    page.keyboard.type("no claim, just noise")
    page.keyboard.press("Enter")
    card = page.locator(f"#{first}")
    expect(card).to_have_attribute("data-state", "dismissed")
    dismissed = Claim.objects.get(article=article, status="dismissed")
    assert f"claim-{dismissed.number}" == first
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("q")
    page.wait_for_url("**/queue/**")


def test_a_reviewer_reaches_the_source_form_and_leaves_a_claim_by_key(
    desk, enter, reviewer, open_claim
):
    page = enter(reviewer, viewport={"width": 1440, "height": 900})
    page.goto(f"{desk}/articles/{open_claim.article.public_id}/")
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.keyboard.press("n")
    expect(page.locator(".card[aria-current]")).to_have_attribute("data-state", "open")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/claims/{open_claim.public_id}/")
    page.keyboard.press("s")
    expect(page.locator("#cite [name=cite-url]")).to_be_visible()
    page.locator("#cite [name=cite-url]").press("j")
    assert page.locator("#cite [name=cite-url]").input_value() == "j"
    assert page.url.endswith(f"/claims/{open_claim.public_id}/")
