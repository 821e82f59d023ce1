"""What leaves the desk says what the desk says, to those who may read it."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from docx import Document
from pypdf import PdfReader

from claims.errors import BadInput, NotAllowed
from claims.galley import FORMS, compose_sheet, write_form
from claims.galley.tables import guard_cell
from claims.intake import read_pasted, read_upload, submit_article
from claims.models import Article, Claim, Role, Source
from claims.verdicts.queries import raise_query
from tests.conftest import NOON
from tests.steps import cite, decide

KEY = re.compile(r"\[(\d+)[^\]\w]?×?\]")


@pytest.fixture
def sheet(open_claim, reviewer, second_reviewer):
    """A sheet with one false verdict, sources and a query."""
    claim = decide(open_claim, reviewer, second_reviewer, "false")
    raise_query(
        claim, actor=reviewer, now=NOON, question="Or 140?", replacement="140 soldiers"
    )
    article = Article.objects.select_related("current").get(pk=claim.article_id)
    return compose_sheet(article, reader=reviewer, now=NOON)


def bring(text: str, editor) -> Article:
    return submit_article(
        read_pasted(text), actor=editor, now=NOON, published_on=NOON.date()
    )


def read_pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


@pytest.mark.parametrize("form", ["pdf", "pdf-letter"])
def test_a_pdf_has_every_number_once_and_every_rationale(sheet, form):
    content, _ = write_form(sheet, form)
    text = read_pdf(content)
    numbers = sorted(int(found) for found in KEY.findall(text))
    assert numbers == sorted(one.number for one in sheet.entries)
    assert len(numbers) >= 5
    assert "The log says so." in text
    assert "does not clear" in text
    assert "Sign-off" in text


def test_a_page_of_its_own_fetches_nothing_and_has_every_number_once(sheet):
    content, form = write_form(sheet, "html")
    html = content.decode()
    assert form.media_type.startswith("text/html")
    assert sorted(map(int, KEY.findall(html))) == sorted(e.number for e in sheet.entries)
    assert not re.search(r"<script|<link|<img|src=|@import", html)
    assert re.findall(r"url\(\"?(\w+):", html) == ["data"]


def test_words_of_people_are_escaped_in_html_and_pdf(editor):
    text = (
        "A <b>bold</b> title & more\n\nSome <script>alert(1)</script> 240 soldiers came.\n"
    )
    article = bring(text, editor)
    sheet = compose_sheet(article, reader=editor, now=NOON)
    html = write_form(sheet, "html")[0].decode()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<script>alert(1)</script>" in " ".join(
        read_pdf(write_form(sheet, "pdf")[0]).split()
    )


def test_letters_the_type_lacks_are_counted_on_the_first_page(editor):
    article = bring("In Kyiv 240 солдат\n\n東京 had 12 ships.\n", editor)
    text = read_pdf(write_form(compose_sheet(article, reader=editor, now=NOON), "pdf")[0])
    assert text.lstrip().startswith("2 kinds of letters")
    assert "солдат" in text
    assert "¤¤ had 12" in text


def test_a_word_file_has_one_comment_a_claim_over_its_words(sheet):
    document = Document(BytesIO(write_form(sheet, "docx")[0]))
    comments = {c.comment_id: c.text for c in document.comments}
    assert len(comments) == len(sheet.entries)
    body = document.element.body.xml
    for entry, (key, said) in zip(sheet.entries, comments.items(), strict=True):
        assert said.startswith(f"{entry.number}. {entry.kind}")
        between = body.split(f'commentRangeStart w:id="{key}"')[1]
        between = between.split(f'commentRangeEnd w:id="{key}"')[0]
        assert "".join(re.findall(r"<w:t[^>]*>([^<]*)", between)) == entry.words
    assert any("QUERY: Or 140?" in said for said in comments.values())


def test_a_word_file_reads_back_as_the_same_text(sheet):
    content, _ = write_form(sheet, "docx")
    reading = read_upload("galley.docx", content)
    assert reading.text.rstrip() == sheet.text.rstrip()
    assert reading.title == sheet.article.title


def test_tables_open_in_a_spreadsheet_without_computing(sheet):
    text = write_form(sheet, "csv")[0].decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert [row["words"] for row in rows] == [one.words for one in sheet.entries]
    rated = next(row for row in rows if row["verdict"])
    assert (rated["verdict"], rated["clears"]) == ("False", "no")
    asked = write_form(sheet, "queries")[0].decode("utf-8-sig")
    assert "Or 140? Put: “140 soldiers” (Open)" in asked
    assert [guard_cell(cell) for cell in ("=1+1", "@a", "a=", -3, None)] == [
        "'=1+1", "'@a", "a=", -3, "",
    ]  # fmt: skip


def test_confidential_sources_are_on_the_sheets_of_the_cleared_only(
    open_claim, editor, chief, reviewer
):
    row = cite(
        open_claim, reviewer, url="https://secret.example/x", passage="Hidden words."
    )
    Source.objects.filter(pk=row.source_id).update(confidential=True)
    article = Article.objects.select_related("current").get(pk=open_claim.article_id)
    for form in FORMS:
        plain = write_form(compose_sheet(article, reader=editor, now=NOON), form)[0]
        assert b"Hidden words" not in plain
    cleared = write_form(compose_sheet(article, reader=chief, now=NOON), "html")[0]
    assert b"Hidden words" in cleared


def test_a_restricted_article_and_an_unknown_form_are_refused(sheet, make_person):
    stranger = make_person("stan", Role.REVIEWER)
    Article.objects.filter(pk=sheet.article.pk).update(restricted=True)
    with pytest.raises(NotAllowed):
        compose_sheet(sheet.article, reader=stranger, now=NOON)
    with pytest.raises(BadInput, match="pdf-letter"):
        write_form(sheet, "odt")


def test_dismissed_claims_are_left_out_and_queries_stay_constant(
    article, editor, django_assert_max_num_queries
):
    Claim.objects.filter(number=1).update(status="dismissed")
    with django_assert_max_num_queries(14):
        sheet = compose_sheet(article, reader=editor, now=NOON)
    assert 1 not in sheet.by_number
