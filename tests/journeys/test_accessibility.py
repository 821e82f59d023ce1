from functools import partial
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT as AXE
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from playwright.sync_api import Route

from claims.evidence.runs import ask_checks
from claims.intake import read_pasted
from claims.intake.editing import respan_claim
from claims.intake.import_work import run_import
from claims.intake.importing import Named, cancel_import, start_import
from claims.models import Claim, Preference, Source
from claims.publishing import publish_claim
from claims.verdicts import start_review, submit_review
from claims.verdicts.risks import flag_risks
from tests.conftest import NOON, TEXT
from tests.steps import cite, find_words

pytestmark = pytest.mark.journey

VIEWS = ((1440, "en"), (390, "es"))
PLACES = (
    "/",
    "/articles/new/",
    "/articles/{article}/",
    "/claims/{claim}/",
    "/articles/{article}/clearance/",
    "/articles/{article}/versions/",
    "/articles/{article}/queries/",
    "/claims/{claim}/queries/",
    "/queue/",
    "/queries/",
    "/policies/",
    "/rationales/",
    "/evidence/{evidence}/passage/",
    "/sources/{source}/describe/",
    "/agreement/",
    "/overview/",
    "/search/",
    "/search/?q=soldiers",
    "/search/?q=status:opne",
    "/search/?q=zeppelin",
    "/queue/?tab=disputed",
    "/sources/",
    "/sources/check/",
    "/sources/{source}/",
    "/sources/{source}/then-and-now/",
    "/runs/{run}/",
    "/articles/{article}/galley/",
    "/articles/{article}/team/",
    "/articles/{article}/deadline/",
    "/articles/{article}/comments/",
    "/articles/{article}/sentences/0/comments/",
    "/claims/{claim}/comments/",
    "/claims/{claim}/experts/",
    "/claims/{claim}/correction/",
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
    "/claims/{claim}/beside/",
    "/checks/",
    "/checks/corrections/",
    "/checks/method/",
    "/checks/{claim}/",
    "/checks/{claim}/correction/",
)


def list_in_both_looks(page) -> list[Any]:
    """Ask in light, then in dark without reading the page again."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [(scheme, one) for one in list_violations(page)]
    return found


def list_violations(page) -> list[Any]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
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


@pytest.fixture
def imports(editor) -> list[str]:
    """One import waiting, one that failed, one to be looked at, one cancelled."""
    start = partial(start_import, "paste", actor=editor, now=NOON)
    waits, fails, gone = (start(body=body) for body in (b"Two.", b" ", b"Three."))
    ready = start(reading=read_pasted(TEXT), named=Named(published_on=NOON.date()))
    run_import(fails.pk, now=NOON)
    cancel_import(gone, actor=editor, now=NOON)
    return [f"/articles/imports/{row.public_id}/" for row in (waits, fails, ready, gone)]


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_no_page_breaks_a_rule_of_axe(
    desk, enter, editor, reviewer, published, imports, width, language
):
    Preference.objects.create(person=editor, language=language)
    page = enter(editor, viewport={"width": width, "height": 900})
    article, claim = published.article.public_id, published.public_id
    row = cite(published, reviewer)
    source = row.source.public_id
    run = ask_checks(Source.objects.all(), actor=reviewer, now=NOON).public_id
    names = {
        "article": article,
        "claim": claim,
        "source": source,
        "evidence": row.public_id,
        "run": run,
    }
    paths = [*(place.format(**names) for place in PLACES), *imports]
    broken = {}
    for path in paths:
        public = f"?lang={language}" if path.startswith("/checks/") else ""
        page.goto(desk + path + public)
        assert page.locator("html").get_attribute("lang") == language
        violations = list_in_both_looks(page)
        if violations:
            broken[path] = violations
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if wide:
            broken[path + " scrolls sideways"] = width
    assert broken == {}


def test_the_merge_page_and_the_undo_button_break_no_rule_of_axe(
    desk, enter, editor, open_claim
):
    flag_risks(open_claim, risks=["legal"], actor=editor, now=NOON)
    page = enter(editor, viewport={"width": 390, "height": 844})
    page.goto(f"{desk}/claims/{open_claim.public_id}/")
    assert page.locator("form.undo").is_visible()
    assert list_in_both_looks(page) == []
    start, end = find_words(open_claim, "240 soldiers and 18 tonnes")
    respan_claim(open_claim, start=start, end=end, actor=editor, now=NOON)
    page.click("summary:has-text('Re-mark')")
    page.fill("#span_form-words", "with 240 soldiers")
    page.click("form:has(#span_form-words) button")
    page.wait_for_selector(".words-apart")
    assert page.get_by_role("button", name="Save mine").is_visible()
    assert list_in_both_looks(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_the_sign_in_page_breaks_no_rule_of_axe(desk, open_browser, width, language):
    viewport = {"width": width, "height": 900}
    page = open_browser(viewport=viewport, locale=language).new_page()
    page.goto(f"{desk}/account/login/")
    assert page.locator("html").get_attribute("lang") == language
    assert list_in_both_looks(page) == []


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_error_pages_break_no_rule_of_axe(desk, open_browser, width, language):
    page = open_browser(viewport={"width": width, "height": 900}).new_page()
    asked = RequestFactory().get("/")
    asked.user = AnonymousUser()
    broken = {}
    for name in ("400", "403", "403_csrf", "404", "429", "500"):
        with override(language):
            body = render_to_string(f"{name}.html", request=asked)
        # Under 200: a browser notes every error in its console, where nothing may stand.
        page.route(f"**/shown/{name}/", partial(fulfill, body=body))
        page.goto(f"{desk}/shown/{name}/")
        assert page.locator("h1").inner_text()
        if violations := list_in_both_looks(page):
            broken[name] = violations
    assert broken == {}


def fulfill(route: Route, *, body: str) -> None:
    route.fulfill(status=200, content_type="text/html; charset=utf-8", body=body)
