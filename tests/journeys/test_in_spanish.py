"""The main path by people who read Spanish, from the choice to the public page."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from claims.models import Article
from claims.wording.catalogue import as_english, as_strings, read_catalogue
from tests.conftest import TEXT
from tests.journeys.picturing import cite_page, shoot

pytestmark = [pytest.mark.journey, pytest.mark.worker]
TEXTS = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!node.parentElement.closest("script, .text, blockquote, [lang=en]"))
      found.push(node.data.replace(/\\s+/g, " ").trim());
  }
  const named = "[aria-label], [title], [placeholder]";
  for (const one of document.querySelectorAll(named))
    for (const name of ["aria-label", "title", "placeholder"])
      found.push(one.getAttribute(name) ?? "");
  return found;
}"""


@pytest.fixture(scope="module")
def english() -> set[str]:
    """What the desk says otherwise in Spanish."""
    return {
        one
        for row in read_catalogue("es")
        for one, other in zip(as_english(row), as_strings(row), strict=False)
        if one != other and "%(" not in one
    }


def look(page: Page, name: str, english: set[str]) -> None:
    """Find Spanish, and no sideways scrolling on a phone; keep a picture if asked to."""
    expect(page.locator("html")).to_have_attribute("lang", "es")
    bare = sorted(set(page.evaluate(TEXTS)) & english)
    assert bare == [], f"{name} says in English: {bare}"
    shoot(page, f"es-{name}")
    size = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390, f"{name} scrolls sideways: {wide}"
    page.set_viewport_size(size or {"width": 1440, "height": 900})


def hand_in(page: Page, claim_url: str, *, start: str, words: str) -> None:
    page.goto(claim_url)
    page.get_by_role("button", name=start).click()
    page.locator("input[name=rating][value=true]").check(force=True)
    page.locator("[name=rationale]").fill(words)
    page.locator("[name=as_of]").fill("2019-03-30")
    page.get_by_role("button", name="Entregar la revisión").click()


def test_an_article_is_checked_and_published_in_spanish(
    desk, worker, evidence_site, enter, editor, reviewer, second_reviewer, english
):
    people = [enter(editor), enter(reviewer), enter(second_reviewer)]
    for one in people:
        one.goto(f"{desk}/queue/")
        one.get_by_role("button", name="Español").first.click()
        expect(one).to_have_url(f"{desk}/queue/")
    ines, kwame, sara = people
    look(ines, "queue-empty", english)
    ines.goto(f"{desk}/articles/new/")
    look(ines, "intake", english)
    ines.locator("[name=text]").fill(TEXT)
    ines.locator("[name=published_on]").fill("2019-03-30")
    ines.get_by_role("button", name="Registrar el artículo").click()
    expect(ines.get_by_role("heading", level=1)).to_contain_text("Freighters land")
    article_url = ines.url
    expect(ines.get_by_text("Para el sábado 30 de marzo de 2019")).to_be_visible()
    look(ines, "article", english)

    article = Article.objects.get()
    claim = article.claims.get(kind="personnel_count")
    card = ines.locator(f"#claim-{claim.number}")
    card.get_by_role("button", name="Conservar").click()
    expect(card).to_contain_text("Abierta")
    claim_url = f"{desk}/claims/{claim.public_id}/"
    row = cite_page(kwame, claim_url, evidence_site.url("/log"), press="Citarla")
    expect(row.locator('[data-h="holds"]')).to_have_text("Se mantiene")
    look(kwame, "claim", english)

    hand_in(kwame, claim_url, start="Empezar la revisión", words="Lo dice el registro.")
    expect(kwame.get_by_text("Su revisión está entregada.")).to_be_visible()
    hand_in(sara, claim_url, start="Empezar la segunda revisión", words="Contados.")
    expect(sara.get_by_text("Lo dice el registro.").first).to_be_visible()
    look(sara, "claim-decided", english)
    ines.goto(claim_url)
    ines.get_by_role("button", name="Publicar").click()
    expect(ines.locator(".state[data-state=published]").first).to_have_text("Publicada")
    for name in ("", "queue/?tab=found", "overview/", "sources/", "queries/", "notices/"):
        ines.goto(f"{desk}/{name}")
        look(ines, name.split("?")[0].strip("/") or "board", english)
    for name in ("clearance/", "versions/", "galley/", "team/"):
        ines.goto(f"{article_url.split('#')[0]}{name}")
        look(ines, name.strip("/"), english)

    context = ines.context.browser.new_context(locale="es-MX")
    public = context.new_page()
    for name in ("checks/", f"checks/{claim.public_id}/", "checks/method/"):
        public.goto(f"{desk}/{name}")
        look(public, f"public-{name.split('/')[-2][:8]}", english)
    assert settings.LANGUAGE_COOKIE_NAME not in {one["name"] for one in context.cookies()}
    context.close()
