"""Steps and pictures that several journeys share."""

import os
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PASSAGE

SHOTS = os.environ.get("DESK_SHOTS", "")  # a folder: pictures of each step go there
SIZES = ((1440, 900), (390, 844))


def shoot(page: Page, name: str) -> None:
    """Keep four pictures, wide and narrow, light and dark, where somebody asks for them."""
    if not SHOTS:
        return
    was = page.viewport_size
    page.evaluate("scrollTo(0, 0)")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            path = Path(SHOTS) / f"{name}-{width}-{scheme}.png"
            page.screenshot(path=path, full_page=True, caret="initial")
    page.emulate_media(color_scheme="light")
    if was:
        page.set_viewport_size(was)


def review_again(page: Page, url: str, start: str, words: str) -> None:
    """Review a claim from its page."""
    page.goto(url)
    page.get_by_role("button", name=start).click()
    page.locator("input[name=rating][value=true]").check(force=True)
    page.locator("[name=rationale]").fill(words)
    page.locator("[name=as_of]").fill("2019-03-31")
    shoot(page, f"late-review-{words.split(maxsplit=1)[0]}")
    page.get_by_role("button", name="Hand in the review").click()
    expect(page.get_by_role("button", name="Hand in the review")).to_have_count(0)


def cite_page(page: Page, claim_url: str, address: str, *, press: str) -> Locator:
    """Cite the passage of a page on a claim; gives its row once a worker has visited it."""
    page.goto(claim_url)
    page.locator("#cite > summary").click()
    page.locator("#cite [name=cite-url]").fill(address)
    page.locator("#cite [name=cite-passage]").fill(PASSAGE)
    page.get_by_role("button", name=press).click()
    row = page.locator(".evidence").first
    expect(row.locator('[data-h="holds"]')).to_be_visible(timeout=30_000)  # no reload
    return row
