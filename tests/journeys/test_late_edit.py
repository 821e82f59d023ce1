"""A figure changes after the article was cleared: nobody can miss it."""

import pytest
from playwright.sync_api import expect

from claims.models import Article, Policy
from claims.verdicts.coverage import waive_sentence
from claims.workflow import move_claim
from tests.conftest import NOON, TEXT
from tests.journeys.picturing import review_again, shoot
from tests.steps import decide

pytestmark = pytest.mark.journey


def test_a_late_edit_takes_the_clearance_back_until_it_is_checked(
    desk, enter, editor, reviewer, second_reviewer, open_claim
):
    article = open_claim.article
    for other in article.claims.exclude(pk=open_claim.pk):
        move_claim(other, to="dismissed", actor=editor, now=NOON, note="Not for us.")
    Policy.objects.update(shelf_days=None)  # the story plays in 2019
    decide(open_claim, reviewer, second_reviewer)
    for row in article.current.sentences.exclude(anchors__claim=open_claim):
        waive_sentence(row, actor=editor, now=NOON, reason="Nothing to check.")
    ines, kwame, sara = enter(editor), enter(reviewer), enter(second_reviewer)
    page = f"{desk}/articles/{article.public_id}"
    ines.goto(f"{page}/clearance/")
    ines.get_by_role("button", name="Clear").first.click()
    expect(ines.get_by_role("button", name="Clear")).to_have_count(0)
    assert Article.objects.get().status == "cleared"
    shoot(ines, "late-1-cleared")

    ines.goto(f"{page}/versions/")
    ines.locator("[name=text]").first.fill(TEXT.replace("240", "260"))
    ines.locator("form:has([name=text]) button").first.click()
    expect(ines.locator("ins", has_text="260").first).to_be_visible()
    expect(ines.locator("del", has_text="240").first).to_be_visible()
    shoot(ines, "late-2-diff")
    assert Article.objects.get().status == "checking"
    ines.goto(f"{page}/clearance/")
    expect(ines.get_by_text("A fact changed under it").first).to_be_visible()
    shoot(ines, "late-3-blocked")

    claim = f"{desk}/claims/{open_claim.public_id}/"
    kwame.goto(claim)
    expect(kwame.locator(".state[data-state=recheck]").first).to_be_visible()
    shoot(kwame, "late-4-recheck")
    review_again(kwame, claim, "new round", "Counted anew: 260.")
    sara.goto(claim)
    assert "Counted anew" not in sara.content()
    review_again(sara, claim, "Start the second review", "The log says 260.")
    ines.goto(f"{page}/clearance/")
    ines.get_by_role("button", name="Clear").first.click()
    expect(ines.get_by_role("button", name="Clear")).to_have_count(0)
    shoot(ines, "late-5-cleared")
    assert Article.objects.get().status == "cleared"
