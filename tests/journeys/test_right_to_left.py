"""An article in Arabic reads from the right; its marks and margin follow."""

import pytest
from playwright.sync_api import expect

from claims.intake import read_pasted, submit_article
from tests.conftest import NOON
from tests.journeys.picturing import shoot

pytestmark = pytest.mark.journey
TEXT = """وصول طائرات شحن إلى ميناء ألدر

هبطت طائرتان من طراز An-124 في ميناء ألدر يوم الاثنين
وعلى متنهما 240 جنديا و18 طنا من الدقيق.

قالت مينا أوكافور مديرة الميناء إن تكلفة الرحلة بلغت 1.2 million dollars تقريبا.
"""
SIDES = """() => {
  const block = document.querySelector('#text .para p');
  const words = document.createRange();
  words.selectNodeContents(block);
  const boxes = [...words.getClientRects()].filter((box) => box.width > 1);
  const box = block.getBoundingClientRect();
  const right = Math.max(...boxes.map((one) => one.right));
  return {
    direction: getComputedStyle(block).direction,
    gap: box.right - right,
    wide: document.documentElement.scrollWidth > innerWidth,
  };
}"""


@pytest.mark.parametrize("width", [1440, 390])
def test_arabic_reads_from_the_right(desk, enter, editor, width):
    article = submit_article(
        read_pasted(TEXT), actor=editor, now=NOON, published_on=NOON.date()
    )
    page = enter(editor, viewport={"width": width, "height": 900})
    page.goto(f"{desk}/articles/{article.public_id}/")
    expect(page.locator("#text")).to_contain_text("An-124")
    shoot(page, f"arabic-{width}")
    sides = page.evaluate(SIDES)
    assert sides["direction"] == "rtl"
    assert abs(sides["gap"]) < 4
    assert not sides["wide"]
    for path in ("versions", "clearance", "galley"):
        page.goto(f"{desk}/articles/{article.public_id}/{path}/")
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), path
