"""A reading desk with hundreds of claims keeps marks, cards and counters together."""

from datetime import date

import pytest
from playwright.sync_api import expect

from claims.intake import read_pasted, submit_article
from tests.conftest import NOON

pytestmark = pytest.mark.journey

LINE = "Freighter {n} brought {m} soldiers to Port Alder on Monday. "


def test_every_claim_has_its_number_and_card(desk, enter, editor):
    text = "\n\n".join(LINE.format(n=n + 2, m=n + 100) * 2 for n in range(60))
    article = submit_article(
        read_pasted(text),
        actor=editor,
        now=NOON,
        title="Many",
        published_on=date(2019, 3, 30),
    )
    count = article.claims.count()
    assert count > 200
    page = enter(editor, viewport={"width": 1440, "height": 900})
    page.goto(f"{desk}/articles/{article.public_id}/")
    expect(page.locator("#claims .card")).to_have_count(count)
    expect(page.locator("a.key")).to_have_count(count)
    empty = page.evaluate(
        "document.documentElement.scrollHeight"
        " - document.querySelector('.foot').getBoundingClientRect().bottom - scrollY"
    )
    assert empty < 2, f"the page goes on for {empty} px below its foot"
    last = page.locator("a.key").last
    last.click()
    expect(page.locator(".card[aria-current]")).to_be_in_viewport()
    expect(page.locator('[data-edge="above"]')).to_contain_text("above")
    page.mouse.move(300, 500)
    page.wait_for_timeout(200)  # the press before moves the page too
    there = page.locator(".para").nth(30)
    there.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 160)")
    words = there.locator(".claim").first
    number = words.get_attribute("data-claim")
    card = page.locator(f"#claim-{number}")
    expect(card).to_be_in_viewport()
    expect(page.locator('[data-edge="above"]')).not_to_contain_text("Nothing")
    words.click()
    expect(card).to_have_attribute("aria-current", "true")
    expect(card.locator(".card-quote a")).to_be_focused()
