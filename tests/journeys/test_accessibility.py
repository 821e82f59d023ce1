from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from claims.evidence.runs import ask_checks
from claims.models import Claim, Source
from claims.publishing import publish_claim
from claims.verdicts import start_review, submit_review
from tests.conftest import NOON
from tests.steps import cite

pytestmark = pytest.mark.journey

WIDTHS = (1440, 390)
SCHEMES = ("light", "dark")


def list_violations(page) -> list[Any]:
    found = Axe().run(page).response["violations"]
    return [
        (item["id"], [node["html"][:120] for node in item["nodes"][:3]]) for item in found
    ]


@pytest.fixture
def published(open_claim, editor, reviewer, second_reviewer, ratings) -> Claim:
    for person in (reviewer, second_reviewer):
        start_review(open_claim, actor=person, now=NOON)
        submit_review(
            open_claim,
            actor=person,
            now=NOON,
            rating=ratings["opinion"],
            rationale="A judgement of the harbour office.",
            as_of=NOON.date(),
        )
    publish_claim(open_claim, actor=editor, now=NOON)
    return open_claim


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_breaks_a_rule_of_axe(
    desk, enter, editor, reviewer, published, width, scheme
):
    page = enter(editor, viewport={"width": width, "height": 900}, color_scheme=scheme)
    article, claim = published.article.public_id, published.public_id
    row = cite(published, reviewer)
    source = row.source.public_id
    run = ask_checks(Source.objects.all(), actor=reviewer, now=NOON).public_id
    paths = (
        "/",
        "/articles/new/",
        f"/articles/{article}/",
        f"/claims/{claim}/",
        f"/articles/{article}/clearance/",
        f"/articles/{article}/versions/",
        f"/articles/{article}/queries/",
        f"/claims/{claim}/queries/",
        "/queue/",
        "/queries/",
        "/policies/",
        "/rationales/",
        f"/evidence/{row.public_id}/passage/",
        f"/sources/{source}/describe/",
        "/agreement/",
        "/overview/",
        "/search/",
        "/sources/",
        "/sources/check/",
        f"/sources/{source}/",
        f"/sources/{source}/then-and-now/",
        f"/runs/{run}/",
        f"/articles/{article}/galley/",
        f"/articles/{article}/team/",
        f"/articles/{article}/deadline/",
        f"/articles/{article}/comments/",
        f"/articles/{article}/sentences/0/comments/",
        f"/claims/{claim}/comments/",
        f"/claims/{claim}/experts/",
        f"/claims/{claim}/correction/",
        "/absences/",
        "/corrections/",
        "/notices/",
        "/account/notices/",
        "/account/keys/",
        "/account/",
        "/account/appearance/",
        "/account/tokens/",
        "/account/sessions/",
        "/account/second-factor/",
        "/account/password/change/",
        "/account/email/",
        "/tour/",
        f"/claims/{claim}/beside/",
        "/checks/",
        "/checks/corrections/",
        "/checks/method/",
        f"/checks/{claim}/",
        f"/checks/{claim}/correction/",
    )
    broken = {}
    for path in paths:
        page.goto(desk + path)
        violations = list_violations(page)
        if violations:
            broken[path] = violations
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if wide:
            broken[path + " scrolls sideways"] = width
    assert broken == {}


def test_the_sign_in_page_breaks_no_rule_of_axe(desk, open_browser):
    page = open_browser().new_page()
    page.goto(f"{desk}/account/login/")
    assert list_violations(page) == []
