"""The desk on a touch screen 390 pixels wide."""

import pytest
from playwright.sync_api import Locator, Page, expect

from claims.models import SETTLED, Article, Claim
from tests.conftest import TEXT

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


def fits(page: Page) -> bool:
    return not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def write(page: Page, field: Locator, words: str) -> None:
    """Tap into a field, and type on the screen's keyboard."""
    field.tap()
    page.keyboard.insert_text(words)


def settle(page: Page) -> None:
    busy = page.locator(".htmx-request, .htmx-swapping, .htmx-settling")
    expect(busy).to_have_count(0)


def file_by_paste(page: Page, desk: str) -> None:
    page.goto(f"{desk}/")
    page.get_by_role("link", name="New article").tap()
    write(page, page.locator("[name=text]"), TEXT)
    page.locator("[name=published_on]").fill("2019-03-30")  # the date control's own sheet
    page.get_by_role("button", name="File the article").tap()
    page.wait_for_url(lambda url: "/articles/" in url and "/new/" not in url)


def sort_claims(page: Page, article: Article) -> None:
    """Keep figures of people and money with the thumb bar; dismiss the rest."""
    here = page.locator(".card[aria-current]")
    for _ in range(article.claims.count()):
        page.get_by_label("Next claim").tap()
        card = page.locator(f"#{here.get_attribute('id')}")
        if "people" in card.inner_text() or "money" in card.inner_text():
            card.get_by_role("button", name="Keep").tap()
            expect(card).to_have_attribute("data-state", "open")
        else:
            card.get_by_text("Dismiss…").tap()
            write(page, card.get_by_placeholder("Reason"), "Not for this test.")
            card.get_by_role("button", name="Dismiss", exact=True).tap()
            expect(card).to_have_attribute("data-state", "dismissed")
        settle(page)


def review_all(page: Page, desk: str, claims: list[Claim], *, citing: bool) -> None:
    for claim in claims:
        page.goto(f"{desk}/articles/{claim.article.public_id}/")
        page.locator(f"#claim-{claim.number} .card-quote a").tap()
        page.wait_for_url(f"**/claims/{claim.public_id}/")
        if citing:
            page.locator("#cite > summary").tap()
            page.locator("[name=cite-kind]").select_option("document")
            write(page, page.locator("[name=cite-passage]"), "So it says.")
            write(page, page.locator("[name=cite-title]"), "Harbour log")
            page.get_by_role("button", name="Cite it").tap()
            expect(page.locator("li.evidence")).to_have_count(1)
            settle(page)
        page.get_by_role("button", name="Start the").tap()
        page.locator(".scale label").first.tap()
        write(page, page.locator("[name=rationale]"), "The log says so.")
        assert fits(page)
        page.get_by_role("button", name="Hand in the review").tap()
        expect(page.get_by_role("button", name="Hand in the review")).to_have_count(0)


def waive_rest(page: Page) -> None:
    page.get_by_role("link", name="Clearance").first.tap()
    page.wait_for_url("**/clearance/")
    still_open = page.locator("[data-walk] > [data-state=open]")
    while still_open.count():
        sentence = still_open.first
        write(page, sentence.get_by_placeholder("Reason"), "No fact in it.")
        with page.expect_navigation():
            sentence.get_by_role("button", name="Waive").tap()
    assert fits(page)


@pytest.mark.timeout(600)
def test_an_article_is_cleared_on_a_touch_screen(
    desk, enter, editor, reviewer, second_reviewer
):
    ines = enter(editor, **PHONE)
    file_by_paste(ines, desk)
    article = Article.objects.get()
    sort_claims(ines, article)
    kept = list(article.claims.exclude(status="dismissed").order_by("number"))
    assert len(kept) >= 2
    review_all(enter(reviewer, **PHONE), desk, kept, citing=True)
    review_all(enter(second_reviewer, **PHONE), desk, kept, citing=False)
    rows = article.claims.exclude(status="dismissed")
    assert {claim.status for claim in rows} <= set(SETTLED)
    ines.goto(f"{desk}/articles/{article.public_id}/")
    waive_rest(ines)
    ines.get_by_role("button", name="Clear for print").tap()
    expect(ines.get_by_text("cleared for print", exact=True)).to_be_visible()
    article.refresh_from_db()
    assert article.status == "cleared"
