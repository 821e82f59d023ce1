import json

import pytest
from playwright.sync_api import Page, expect

from claims.models import Article, Claim
from tests.conftest import TEXT
from tests.journeys.picturing import cite_page

pytestmark = [pytest.mark.journey, pytest.mark.worker]


def file_article(page: Page, desk: str) -> str:
    page.goto(f"{desk}/articles/new/")
    page.locator("[name=text]").fill(TEXT)
    page.locator("[name=published_on]").fill("2019-03-30")
    page.get_by_role("button", name="File the article").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Freighters land")
    return page.url


def hand_in(page: Page, claim_url: str, *, start: str, words: str) -> None:
    page.goto(claim_url)
    page.get_by_role("button", name=start).click()
    page.locator("input[name=rating][value=true]").check(force=True)
    page.locator("[name=rationale]").fill(words)
    page.locator("[name=as_of]").fill("2019-03-30")
    page.get_by_role("button", name="Hand in the review").click()


def test_an_article_becomes_a_published_claimreview(
    desk, worker, evidence_site, enter, editor, reviewer, second_reviewer
):
    ines, kwame, sara = enter(editor), enter(reviewer), enter(second_reviewer)
    file_article(ines, desk)
    article = Article.objects.get()
    claim = article.claims.get(kind="personnel_count")
    card = ines.locator(f"#claim-{claim.number}")
    card.get_by_role("button", name="Keep").click()
    expect(card).to_contain_text("Open")

    claim_url = f"{desk}/claims/{claim.public_id}/"
    cite_page(kwame, claim_url, evidence_site.url("/log"), press="Cite it")

    hand_in(kwame, claim_url, start="Start the review", words="The harbour log says so.")
    expect(kwame.get_by_text("Your review is in.")).to_be_visible()
    sara.goto(claim_url)
    assert "The harbour log says so." not in sara.content()
    ines.goto(claim_url)
    assert "The harbour log says so." not in ines.content()
    hand_in(sara, claim_url, start="Start the second review", words="Counted in the log.")
    expect(sara.get_by_text("The harbour log says so.").first).to_be_visible()

    ines.goto(claim_url)
    ines.get_by_role("button", name="Publish").click()
    expect(ines.locator(".state[data-state=published]").first).to_be_visible()
    public = ines.context.browser.new_page()
    public.goto(f"{desk}/checks/{claim.public_id}/")
    expect(public.get_by_text("240 soldiers").first).to_be_visible()
    document = json.loads(public.locator('script[type="application/ld+json"]').inner_text())
    assert document["@type"] == "ClaimReview"
    assert document["claimReviewed"] == "240 soldiers"
    assert document["reviewRating"]["ratingValue"] == 5
    public.close()
    claim.refresh_from_db()
    assert claim.status == Claim.Status.PUBLISHED
