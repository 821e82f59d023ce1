"""What others and workers do arrives on an open page; nothing typed or focused is lost."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from claims.verdicts import start_review
from claims.workflow import move_claim
from tests.conftest import NOON
from tests.steps import cite

pytestmark = pytest.mark.journey
SOON = 20_000


def test_another_persons_act_arrives_on_the_reading_desk(
    desk, enter, editor, viewer, article
):
    page = enter(viewer)
    page.goto(f"{desk}/articles/{article.public_id}/")
    first, second = list(article.claims.order_by("number"))[:2]
    page.locator(f"#claim-{second.number} .card-quote a").focus()
    page.wait_for_load_state("networkidle")
    for claim in (first, second):
        move_claim(claim, to="open", actor=editor, now=timezone.now())
    card = page.locator(f"#claim-{first.number}")
    expect(card).to_have_attribute("data-state", "open", timeout=SOON)
    expect(
        page.locator(
            f"span.claim[data-claim='{first.number}'], .claim[data-claim='{first.number}']"
        ).first
    ).to_have_attribute("data-state", "open")
    expect(page.locator(f"#claim-{second.number}")).to_have_attribute(
        "data-state", "detected"
    )
    expect(page.locator(f"#claim-{second.number} .card-quote a")).to_be_focused()
    expect(page.locator("#live")).to_contain_text("1 change")
    expect(page.locator("#live-told")).not_to_be_empty()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(f"#claim-{second.number}")).to_have_attribute("data-state", "open")
    expect(page.locator("#live")).to_be_hidden()


def test_what_was_typed_at_the_claim_desk_stays_while_the_rest_is_brought_in(
    desk, enter, editor, reviewer, second_reviewer, open_claim
):
    start_review(open_claim, actor=reviewer, now=NOON)
    page = enter(reviewer)
    page.goto(f"{desk}/claims/{open_claim.public_id}/")
    page.locator("[name=rationale]").fill("Half of my long reasons, ")
    page.wait_for_load_state("networkidle")
    cite(open_claim, second_reviewer, url="", kind="document", title="The other log")
    expect(page.locator("#part-trail")).to_contain_text("Cite source", timeout=SOON)
    expect(page.locator("#live")).to_be_visible()
    expect(page.locator("[name=rationale]")).to_be_focused()
    page.keyboard.type("and the rest.")
    expect(page.locator("[name=rationale]")).to_have_value(
        "Half of my long reasons, and the rest."
    )
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#live")).to_contain_text("What you typed is kept")
    expect(page.locator("[name=rationale]")).to_have_value(
        "Half of my long reasons, and the rest."
    )


@pytest.mark.worker
def test_a_workers_outcome_arrives_on_the_reading_desk(
    desk, enter, viewer, reviewer, open_claim, evidence_site, worker
):
    page = enter(viewer)
    page.goto(f"{desk}/articles/{open_claim.article.public_id}/")
    page.wait_for_load_state("networkidle")
    cite(open_claim, reviewer, url=evidence_site.url("/log"), passage="Not on the page.")
    card = page.locator(f"#claim-{open_claim.number}")
    expect(card).to_contain_text("Passage gone", timeout=30_000)


def test_ones_own_acts_are_no_news(desk, enter, editor, article):
    page = enter(editor)
    page.goto(f"{desk}/articles/{article.public_id}/")
    first = article.claims.order_by("number")[0]
    page.wait_for_load_state("networkidle")
    with page.expect_response(
        lambda answer: answer.url.endswith("/live/") and answer.status == 200, timeout=SOON
    ):
        page.locator(f"#claim-{first.number}").get_by_role("button", name="Keep").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator(f"#claim-{first.number}")).to_have_attribute("data-state", "open")
    expect(page.locator("#live")).to_be_hidden()
    expect(page.locator("#live-told")).to_have_text(f"{first.number}: Open")
