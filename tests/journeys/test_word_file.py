"""A Word file with notes, comments, links and tracked changes is looked at, then filed."""

import pytest
from playwright.sync_api import expect

from claims.models import Article, Evidence
from tests.intake.word import (
    add_notes,
    add_xml,
    deleted,
    inserted,
    link,
    mark,
    new_document,
    run,
    save,
)
from tests.journeys.picturing import shoot
from tests.journeys.test_accessibility import list_violations

pytestmark = pytest.mark.journey


def write_draft() -> bytes:
    """A draft as it leaves a writer's desk."""
    document = new_document()
    document.add_heading("Freighters land at Port Alder", 0)
    counted = deleted("200") + inserted("240") + run(" soldiers came ashore.")
    add_xml(document, run("On Monday ") + counted + mark("footnote", 1))
    tonnes = link(document, "18 tonnes of flour", "https://log.example/flour")
    add_xml(document, run("They left with ") + tonnes + run("."))
    paragraph = document.add_paragraph()
    said = paragraph.add_run("The flight cost $1.2 million.")
    document.add_comment(said, text="Net of the fuel? Ask Mina.", author="Ana")
    add_notes(document, "footnote", {1: run("Harbour log, 1984, page 4.")})
    return save(document)


def test_a_word_file_is_looked_at_and_filed_with_its_sources(desk, enter, editor, tmp_path):
    draft = tmp_path / "draft.docx"
    draft.write_bytes(write_draft())
    page = enter(editor)
    page.goto(f"{desk}/articles/new/")
    page.locator("[name=file]").set_input_files(draft)
    page.locator("[name=published_on]").fill("2019-03-30")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look before it is stored")
    read = page.locator("section", has=page.locator("#rd"))
    for words in (
        "Tracked changes were accepted: 1 insertion kept, 1 deletion left out.",
        "https://log.example/flour",
        "Harbour log, 1984, page 4.",
        "Net of the fuel? Ask Mina.",
        "On Monday 240 soldiers came ashore.",
    ):
        expect(read).to_contain_text(words)
    expect(page.locator(".text .claim", has_text="240 soldiers").first).to_be_visible()
    shoot(page, "word-1-look")
    assert list_violations(page) == []
    assert not Article.objects.exists()
    page.get_by_role("button", name="File the article").click()
    page.wait_for_url("**/articles/*/")
    article = Article.objects.get()
    claim = article.claims.get(kind="personnel_count")
    expect(page.locator(f"#claim-{claim.number}")).to_contain_text("240 soldiers")
    cited = Evidence.objects.filter(claim__article=article).select_related("source")
    kinds = {(row.source.kind, row.source.url or row.source.title) for row in cited}
    assert ("web", "https://log.example/flour") in kinds
    assert ("document", "Harbour log, 1984, page 4.") in kinds
