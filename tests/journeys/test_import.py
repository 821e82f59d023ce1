"""An address is read by a worker: progress, cancelling, a look, and filing it once."""

import pytest
from playwright.sync_api import expect

from claims.models import Article, Import
from tests.journeys.picturing import shoot
from tests.linkcheck.server import answer

pytestmark = pytest.mark.journey
STORY = b"""<html lang=en><title>Cranes at Port Alder</title><article>
<h1>Cranes at Port Alder</h1>
<p>The harbour master said on Monday that 240 soldiers came ashore with 35 tonnes of flour,
and that the crane had stood idle for three days before the freighter.</p>
<p>The flight cost $1.2 million, the ministry said in a statement on Tuesday, and another
one is due in April at the same berth of the old harbour.</p></article></html>"""
SOON = 30_000


@pytest.mark.worker
def test_an_address_is_looked_at_and_filed(desk, enter, editor, evidence_site, worker):
    evidence_site.routes["/story"] = answer(STORY)
    page = enter(editor)
    page.goto(f"{desk}/articles/new/")
    page.fill("[name=url]", evidence_site.url("/story"))
    page.fill("[name=published_on]", "2019-03-30")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("heading", name="Look before it is stored")).to_be_visible(
        timeout=SOON
    )
    expect(page.locator(".as-read")).to_contain_text("240 soldiers")
    shoot(page, "import-2-look")
    assert not Article.objects.exists()
    page.get_by_role("button", name="File the article").click()
    expect(page.locator("#claims .card").first).to_be_visible()
    assert Article.objects.get().source_url == evidence_site.url("/story")


def test_one_that_waits_is_cancelled_and_nothing_is_stored(desk, enter, editor):
    page = enter(editor)
    page.goto(f"{desk}/articles/new/")
    page.fill("[name=url]", "http://127.0.0.1:9/story")
    page.get_by_role("button", name="File the article").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    shoot(page, "import-1-waiting")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Nothing was stored.")).to_be_visible()
    assert Import.objects.get().state == "cancelled"
    assert not Article.objects.exists()
