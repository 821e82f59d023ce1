"""What a screen reader is told of the reading desk, and of what is laid over it."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_accessibility import list_violations
from tests.steps import cite

pytestmark = pytest.mark.journey

STORED = Path(__file__).parent / "reading_desk.aria.yml"
REWRITE = "DESK_REWRITE_SNAPSHOTS"
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
CHANGING = (
    (re.compile(r"/(articles|claims|sources)/[a-z0-9]{10,}/"), r"/\1/ID/"),
    (re.compile(rf"\d{{1,2}} ({MONTHS})[a-z]*( \d{{4}})?(, \d\d:\d\d)?"), "DATE"),
)


def read_tree(page: Page) -> str:
    """Give the tree of the bar and the main part, without what differs between runs."""
    tree = "\n".join(
        page.get_by_role(part).first.aria_snapshot() for part in ("banner", "main")
    )
    for pattern, word in CHANGING:
        tree = pattern.sub(word, tree)
    return tree + "\n"


def test_the_reading_desk_is_told_as_it_was_written_down(
    desk, enter, editor, reviewer, open_claim
):
    cite(open_claim, reviewer, url="", kind="document", title="Harbour log")
    page = enter(editor, viewport={"width": 1440, "height": 900})
    page.goto(f"{desk}/articles/{open_claim.article.public_id}/")
    expect(page.locator(".margin.set").first).to_be_attached()
    page.keyboard.press("j")
    told = read_tree(page)
    if os.environ.get(REWRITE):
        STORED.write_text(told, encoding="utf-8")
    stored = STORED.read_text(encoding="utf-8")
    assert told == stored, (
        f"Read the difference as somebody who cannot see the page. If it is meant, run "
        f"this test once with {REWRITE}=1."
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_laid_over_a_page_breaks_no_rule_of_axe(
    desk, enter, reviewer, open_claim, width, scheme
):
    cite(open_claim, reviewer, url="", kind="document", title="Harbour log")
    page = enter(reviewer, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"{desk}/articles/{open_claim.article.public_id}/")
    broken = {}
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    broken["keys"] = list_violations(page)
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("240")
    expect(page.get_by_role("option").first).to_be_visible()
    broken["palette"] = list_violations(page)
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    page.keyboard.press("n")
    expect(page.locator(f"#claim-{open_claim.number}[aria-current]")).to_have_count(1)
    page.keyboard.press("o")
    expect(page.locator("#beside")).to_be_visible()
    broken["beside"] = list_violations(page)
    assert not any(broken.values()), broken
