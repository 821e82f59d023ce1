"""Two reviewers differ; a third person sees both and decides."""

import pytest
from playwright.sync_api import expect

from tests.journeys.picturing import shoot

pytestmark = [pytest.mark.journey]


def test_two_who_differ_need_a_third(
    desk, enter, editor, chief, reviewer, second_reviewer, article
):
    claim = article.claims.get(kind="personnel_count")
    url = f"{desk}/claims/{claim.public_id}/"
    ines, kwame, sara = enter(editor), enter(reviewer), enter(second_reviewer)
    ines.goto(url)
    ines.get_by_role("button", name="Keep").click()
    expect(ines.locator(".state[data-state=open]").first).to_be_visible()
    for page, start, code in (
        (kwame, "Start the review", "opinion"),
        (sara, "Start the second review", "unverifiable"),
    ):
        page.goto(url)
        page.get_by_role("button", name=start).click()
        page.locator(f"input[name=rating][value={code}]").check(force=True)
        page.locator("[name=rationale]").fill(f"Because {code}.")
        page.locator("[name=as_of]").fill("2019-03-30")
        shoot(page, f"disagreement-1-{code}")
        page.get_by_role("button", name="Hand in the review").click()
        expect(page.get_by_role("button", name="Hand in the review")).to_have_count(0)
    ines.goto(url)
    expect(ines.get_by_role("button", name="Decide the dispute")).to_have_count(0)
    shoot(ines, "disagreement-2-refused")
    cato = enter(chief)  # who brought the article in does not adjudicate it
    cato.goto(url)
    expect(cato.get_by_text("Because opinion.")).to_be_visible()
    expect(cato.get_by_text("Because unverifiable.")).to_be_visible()
    shoot(cato, "disagreement-3-both")
    cato.locator("input[name=rating][value=unverifiable]").check(force=True)
    cato.locator("[name=rationale]").fill("Sara is right.")
    cato.locator("[name=as_of]").fill("2019-03-30")
    cato.get_by_role("button", name="Decide the dispute").click()
    expect(cato.locator(".state[data-state=decided]").first).to_be_visible()
    shoot(cato, "disagreement-4-decided")
    claim.refresh_from_db()
    assert claim.verdicts.get().how == "adjudication"
