"""The demonstration article from paste to print with no mouse at all."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from claims.models import SETTLED, Article, Claim

pytestmark = pytest.mark.journey

WIDE = {"viewport": {"width": 1440, "height": 900}, "locale": "en-US"}
DRAFT = Path(__file__).parents[2] / "claims" / "demo" / "article.md"
KEPT = ("people · ", "quantity · ", "money · ")  # each is reviewed by two: enough of them
FARTHEST = 80  # steps of Tab to anything that is looked for


def tab_to(page: Page, selector: str) -> None:
    """Go on by Tab until what `selector` finds has focus."""
    for _ in range(FARTHEST):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")


def go_by_palette(page: Page, letters: str) -> None:
    """Type a few letters into the palette and take its first line."""
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Go to or do")).to_be_focused()
    page.keyboard.type(letters)
    expect(page.locator("#palette [aria-selected=true]")).to_be_visible()
    page.keyboard.press("Enter")


def settle(page: Page) -> None:
    busy = page.locator(".htmx-request, .htmx-swapping, .htmx-settling")
    expect(busy).to_have_count(0)


def file_by_paste(page: Page) -> None:
    go_by_palette(page, "new article")
    page.wait_for_url("**/articles/new/")
    tab_to(page, "[name=text]")
    page.keyboard.insert_text(DRAFT.read_text(encoding="utf-8"))
    tab_to(page, "[name=published_on]")
    page.keyboard.type("03302019")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "/articles/" in url and "/new/" not in url)
    expect(page.locator(".margin.set").first).to_be_attached()


def sort_claims(page: Page, article: Article) -> None:
    """Keep people, weights and money; dismiss the rest with a reason."""
    here = page.locator(".card[aria-current]")
    for _ in range(article.claims.count()):
        page.keyboard.press("j")
        while page.locator(".gap[aria-current]").count():
            page.keyboard.press("j")
        card = page.locator(f"#{here.get_attribute('id')}")
        if not any(kind in card.inner_text() for kind in KEPT):
            page.keyboard.press("x")
            page.keyboard.type("Known from the agenda.")
            page.keyboard.press("Enter")
            expect(card).to_have_attribute("data-state", "dismissed")
        else:
            page.keyboard.press("y")
            expect(card).to_have_attribute("data-state", "open")
        settle(page)


def cite(page: Page) -> None:
    page.keyboard.press("s")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("d")  # the list of kinds goes to “Document”
    tab_to(page, "[name=cite-passage]")
    page.keyboard.type("So it says.")
    tab_to(page, "[name=cite-title]")
    page.keyboard.type("Harbour log")
    page.keyboard.press("Control+Enter")
    expect(page.locator("li.evidence")).to_have_count(1)
    settle(page)


def review(page: Page) -> None:
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Hand in the review")).to_be_visible()
    settle(page)
    page.keyboard.press("1")
    page.keyboard.press("Tab")
    page.keyboard.type("The log says so.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Hand in the review")).to_have_count(0)
    settle(page)


def review_all(page: Page, claims: list[Claim], *, citing: bool) -> None:
    go_by_palette(page, "russian transports")
    page.wait_for_url("**/articles/**")
    expect(page.locator(".margin.set").first).to_be_attached()
    for claim in claims:
        go_by_palette(page, str(claim.number))
        page.wait_for_url(f"**/claims/{claim.public_id}/")
        if citing:
            cite(page)
        review(page)


def waive_rest(page: Page) -> None:
    go_by_palette(page, "clearance")
    page.wait_for_url("**/clearance/")
    for _ in range(FARTHEST):
        page.wait_for_load_state("load")
        if not page.locator("[data-walk] > [data-state=open]").count():
            return
        page.keyboard.press("n")
        here = page.locator("[data-walk] > [aria-current][data-state=open]")
        expect(here).to_have_count(1)
        page.keyboard.press("x")
        page.keyboard.type("No fact in it.")
        with page.expect_navigation():
            page.keyboard.press("Enter")


@pytest.mark.timeout(600)
def test_an_article_is_cleared_without_a_mouse(
    desk, enter, editor, reviewer, second_reviewer
):
    ines = enter(editor, **WIDE)
    file_by_paste(ines)
    article = Article.objects.get()
    sort_claims(ines, article)
    kept = list(article.claims.exclude(status="dismissed").order_by("number"))
    assert len(kept) >= 4
    review_all(enter(reviewer, **WIDE), kept, citing=True)
    review_all(enter(second_reviewer, **WIDE), kept, citing=False)
    rows = article.claims.exclude(status="dismissed")
    assert {claim.status for claim in rows} <= set(SETTLED)
    waive_rest(ines)
    go_by_palette(ines, "clear for print")
    expect(ines.get_by_text("cleared for print", exact=True)).to_be_visible()
    article.refresh_from_db()
    assert article.status == "cleared"
