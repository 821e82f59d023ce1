"""Correcting claims in a browser, by mouse and by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from claims.models import Claim, TrailEntry

pytestmark = pytest.mark.journey

MARK = """words => {
  const all = document.querySelectorAll("[data-start]");
  for (const block of all) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return true;
    }
  }
  return false;
}"""


def test_a_reading_is_corrected_by_keyboard_and_undone(desk, enter, editor, claim):
    page = enter(editor)
    page.goto(f"{desk}/claims/{claim.public_id}/")
    before = claim.value
    page.keyboard.press("e")
    page.keyboard.type("about 250")
    page.keyboard.press("Enter")
    expect(page.locator(".readings").first).to_contain_text("about 250")
    expect(page.locator(".timeline").first).to_contain_text("Edit value")
    claim.refresh_from_db()
    assert claim.value == {"n": 250, "mod": "~"}
    page.locator("body").click(position={"x": 2, "y": 2})
    page.keyboard.press("u")
    expect(page.locator(".timeline").first).to_contain_text("Undo edit")
    claim.refresh_from_db()
    assert claim.value == before
    assert TrailEntry.objects.filter(action="undo_edit", actor=editor).count() == 1
    page.evaluate(
        """() => {
          const words = document.querySelector(".claim-head .lede").firstChild.firstChild;
          const after = document.querySelector(".claim-head .lede .claim").firstChild;
          const at = words.data.lastIndexOf("with");
          getSelection().setBaseAndExtent(words, at, after, after.length);
        }"""
    )
    expect(page.locator("#make-here")).to_be_visible()
    page.keyboard.press("m")
    expect(page.locator("#span_form-words")).to_have_value("with 240 soldiers")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_title(re.compile("with 240 soldiers"))
    claim.refresh_from_db()
    assert claim.quote == "with 240 soldiers"


def test_marked_words_become_a_claim_by_mouse_at_their_very_place(
    desk, enter, editor, article
):
    page = enter(editor, viewport={"width": 1440, "height": 900})
    page.goto(f"{desk}/articles/{article.public_id}/")
    assert page.evaluate(MARK, "harbour master")
    page.locator("#make-here").click()
    expect(page.locator("#make [name=words]")).to_have_value("harbour master")
    page.locator("#make").get_by_role("button", name="Make a claim").click()
    page.wait_for_url("**#claim-*")
    made = Claim.objects.get(created_by=editor)
    text = article.current.text
    assert made.anchor is not None
    assert made.anchor.start == text.index("harbour master")
    assert made.quote == "harbour master"
