"""The main path with plain forms alone."""

import pytest
from playwright.sync_api import expect

from claims.models import Claim, Evidence
from tests.conftest import TEXT

pytestmark = pytest.mark.journey

OFF = {"java_script_enabled": False}


def give_review(page, url: str, start: str) -> None:
    page.goto(url)
    page.get_by_role("button", name=start).click()
    page.locator("input[name=rating][value=opinion]").check(force=True)
    page.locator("[name=rationale]").fill("The harbour office judged it so.")
    page.locator("[name=as_of]").fill("2019-03-30")
    page.get_by_role("button", name="Hand in the review").click()


def test_from_the_draft_to_the_public_page(desk, enter, editor, reviewer, second_reviewer):
    ines = enter(editor, **OFF)
    ines.goto(f"{desk}/articles/new/")
    ines.locator("[name=text]").fill(TEXT)
    ines.locator("[name=published_on]").fill("2019-03-30")
    ines.get_by_role("button", name="File the article").click()
    claim = Claim.objects.get(kind="personnel_count")
    ines.locator(f"#claim-{claim.number}").get_by_role("button", name="Keep").click()
    expect(ines.locator(f"#claim-{claim.number}")).to_have_attribute("data-state", "open")
    url = f"{desk}/claims/{claim.public_id}/"
    kwame, sara = enter(reviewer, **OFF), enter(second_reviewer, **OFF)
    kwame.goto(url)
    kwame.locator("#cite > summary").click()
    kwame.locator("#cite [name=cite-kind]").select_option("document")
    kwame.locator("#cite [name=cite-title]").fill("Harbour log")
    kwame.get_by_role("button", name="Cite it").click()
    assert Evidence.objects.get(claim=claim).source.title == "Harbour log"
    give_review(kwame, url, "Start the review")
    give_review(sara, url, "Start the second review")
    ines.goto(url)
    ines.get_by_role("button", name="Publish").click()
    ines.goto(f"{desk}/checks/{claim.public_id}/")
    expect(ines.get_by_text("240 soldiers").first).to_be_visible()
