"""A published check is wrong: a reader says so, and page, document and feed say it too."""

import json
import xml.etree.ElementTree as ET

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from claims.models import Correction
from claims.publishing import publish_claim
from tests.conftest import NOON
from tests.journeys.picturing import review_again, shoot
from tests.steps import decide

pytestmark = pytest.mark.journey
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> None:
    """Forget what other tests sent from this address: so many an hour are taken."""
    cache.clear()


def test_a_reader_asks_and_the_correction_stands_everywhere(
    desk, enter, open_browser, editor, reviewer, second_reviewer, open_claim
):
    decide(open_claim, reviewer, second_reviewer, "half")
    publish_claim(open_claim, actor=editor, now=NOON)
    check = f"{desk}/checks/{open_claim.public_id}/"
    claim = f"{desk}/claims/{open_claim.public_id}/"

    reader = open_browser(java_script_enabled=False).new_page()
    reader.goto(check)
    reader.get_by_role("link", name="Ask for a correction").click()
    shoot(reader, "correction-1-form")
    reader.get_by_label("What is wrong").fill("The log counts 240, so it is true.")
    reader.get_by_label("Your e-mail address").fill("Reader@Example.org")
    reader.get_by_role("button", name="Send the request").click()
    expect(reader.get_by_role("heading", name="We have your request")).to_be_visible()
    receipt = reader.url
    shoot(reader, "correction-2-receipt")

    ines = enter(editor)
    ines.goto(f"{desk}/corrections/")
    shoot(ines, "correction-3-triage")
    ines.get_by_role("link", name="What a revision touches").click()
    expect(ines.get_by_text("public now")).to_be_visible()
    shoot(ines, "correction-4-touches")
    ines.goto(f"{desk}/corrections/")
    ines.get_by_label("What the reader is told").fill("The log does say 240.")
    ines.get_by_role("button", name="Accept").click()
    expect(ines.get_by_text("Nothing here")).to_be_visible()
    reader.goto(receipt)
    expect(reader.get_by_text("The log does say 240.")).to_be_visible()

    review_again(enter(reviewer), claim, "new round", "The log says 240.")
    review_again(enter(second_reviewer), claim, "Start the second review", "So it does.")
    ines.goto(claim)
    ines.locator("#publish_form-reason").fill(
        "We had overlooked the second page of the log."
    )
    ines.get_by_role("button", name="Publish the correction").click()
    expect(ines.get_by_role("button", name="Publish the correction")).to_have_count(0)

    reader = open_browser(java_script_enabled=False).new_page()  # kept for a minute
    reader.goto(check)
    expect(reader.get_by_role("heading", name="Corrected on")).to_be_visible()
    shoot(reader, "correction-5-check")
    answer = reader.request.get(f"{check}claimreview.json")
    comment = json.loads(answer.body())["correction"]
    assert comment["@type"] == "CorrectionComment"
    assert "second page" in comment["text"]
    reader.goto(f"{desk}/checks/corrections/")
    expect(reader.get_by_text("second page of the log")).to_be_visible()
    feed = ET.fromstring(reader.request.get(f"{desk}/checks/corrections/feed.atom").body())
    assert len(feed.findall(f"{ATOM}entry")) == 1
    assert "second page" in ET.tostring(feed, encoding="unicode")
    bound = Correction.objects.get()
    assert [use.claim for use in bound.uses.all()] == [open_claim]
    old = f"{check}documents/{bound.old.sha256}.json"
    assert reader.request.get(old).text() == bound.old.document
