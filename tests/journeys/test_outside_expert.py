"""An editor asks somebody outside; the answer comes once, by a link, without an account."""

import pytest
from playwright.sync_api import expect

from claims.models import Evidence
from tests.journeys.picturing import shoot
from tests.steps import cite

pytestmark = pytest.mark.journey


def test_an_expert_answers_once_and_the_answer_is_evidence(
    desk, enter, open_browser, editor, reviewer, open_claim
):
    cite(open_claim, reviewer, title="Harbour log")
    ines = enter(editor)
    ines.goto(f"{desk}/claims/{open_claim.public_id}/")
    ines.get_by_role("link", name="Outside experts").click()
    ines.get_by_label("Who is asked").fill("Ada Quay")
    ines.get_by_label("Question").fill("Do two An-26 carry 240 people?")
    ines.get_by_label("Harbour log").check()
    ines.get_by_role("button", name="Make the link").click()
    path = ines.locator("pre code").inner_text().split("/expert/")[1]
    shoot(ines, "expert-1-invited")

    expert = open_browser(java_script_enabled=False).new_page()
    expert.goto(f"{desk}/expert/{path}")
    expect(expert.get_by_text("Harbour log")).to_be_visible()
    shoot(expert, "expert-2-question")
    expert.get_by_label("The words are wrong").check()
    expert.get_by_role("textbox", name="Your answer").fill("No: forty each at most.")
    expert.get_by_role("button", name="Check your answer").click()
    expect(expert.get_by_text("Nothing is sent yet")).to_be_visible()
    shoot(expert, "expert-3-check")
    expert.get_by_role("button", name="Change it").click()
    expert.get_by_role("textbox", name="Your answer").fill("No: forty each.")
    expert.get_by_role("button", name="Check your answer").click()
    expert.get_by_role("button", name="Send the answer").click()
    expect(expert.get_by_role("heading", name="has arrived")).to_be_visible()
    again = expert.request.get(f"{desk}/expert/{path}")  # a page would log the 410
    assert (again.status, "was answered" in again.text()) == (410, True)

    ines.goto(f"{desk}/claims/{open_claim.public_id}/")
    expect(ines.get_by_text("No: forty each.").first).to_be_visible()
    assert Evidence.objects.filter(source__kind="person").count() == 1
