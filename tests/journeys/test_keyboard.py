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
    headline = page.locator(".gap[aria-current]")  # a sentence that holds no claim
    expect(headline).to_contain_text("Freighters land at Port Alder")
    page.keyboard.press("x")
    page.keyboard.type("The headline repeats the text.")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    here = page.locator(".card[aria-current]")
    expect(here).to_have_count(1)  # the page is back at what stood after it
    assert article.current.sentences.get(index=0).waived_reason.startswith("The headline")
    page.keyboard.press("u")
    expect(page.locator(".messages")).to_contain_text("Undone")
    page.keyboard.press("k")
    expect(headline).to_contain_text("Freighters land at Port Alder")
    page.keyboard.press("j")
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


def focus_in(page, selector):
    """Wait until focus is in what the selector names."""
    page.wait_for_function(
        "selector => document.activeElement.closest(selector)", arg=selector
    )


def test_keys_keep_the_place_and_say_what_they_could_not_do(desk, enter, editor, claim):
    page = enter(editor, viewport={"width": 1440, "height": 900})
    page.goto(f"{desk}/articles/{claim.article.public_id}/")
    page.wait_for_function("document.fonts.status === 'loaded'")
    told, here = page.locator("#key-told"), page.locator(".card[aria-current]")
    page.keyboard.press("u")
    expect(told).to_contain_text("Nothing of yours can be undone here")
    page.keyboard.press("n")  # nothing is open: what was found needs somebody
    expect(told).to_be_empty()
    expect(here).to_have_attribute("data-state", "detected")
    number = here.get_attribute("id")
    page.keyboard.press("o")
    expect(told).to_contain_text("No source yet")
    page.keyboard.press("x")
    page.keyboard.type("nothing to check")
    page.keyboard.press("Escape")
    expect(here.locator("[name=note]")).to_be_hidden()
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{number}")).to_have_attribute("data-state", "dismissed")
    expect(page.locator("#live-told")).to_contain_text("Dismissed")
    page.keyboard.press("u")
    expect(page.locator(".messages")).to_contain_text("is open now")
    expect(here).to_have_attribute("id", number)
    focus_in(page, f"#{number}")
    page.keyboard.press("c")
    focus_in(page, "textarea")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("b")
    page.wait_for_url("**/claims/*/")
    page.keyboard.press("b")
    page.wait_for_url(f"**/articles/*/#{number}")
    expect(here).to_have_attribute("id", number)
    page.keyboard.press("s")
    page.wait_for_url("**/claims/*/#cite")
    focus_in(page, "#cite [name=cite-url]")


def test_marked_words_become_a_claim_by_key(desk, enter, editor, article):
    page = enter(editor, viewport={"width": 1440, "height": 900})
    page.goto(f"{desk}/articles/{article.public_id}/")
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.getElementById("text"), 4);
          let node;
          while ((node = walker.nextNode()) && !node.data.includes("unloaded it all"));
          const start = node.data.indexOf("unloaded it all");
          getSelection().setBaseAndExtent(node, start, node, start + 15);
        }"""
    )
    page.keyboard.press("m")
    expect(page.locator("#make [name=words]")).to_have_value("unloaded it all")
    expect(page.locator("#make-here")).to_be_hidden()
    page.keyboard.press("Control+Enter")
    quote = page.get_by_role("link", name="unloaded it all", exact=True)
    expect(quote).to_have_count(1)
    quote.focus()
    page.keyboard.press("u")
    expect(page.locator(".messages")).to_contain_text("The claim is dismissed")
