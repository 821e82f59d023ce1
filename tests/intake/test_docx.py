"""What a .docx comes to: words, links, notes at their sentences, and refusals."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.errors import BadInput
from claims.intake import read_upload, submit_article
from claims.intake.reading import clean_text
from claims.models import Evidence, Source
from tests.conftest import NOON
from tests.intake.word import (
    SPACE,
    add_notes,
    add_xml,
    deleted,
    inserted,
    link,
    mark,
    new_document,
    run,
    save,
    swap_entry,
)

LANDED = "Two freighters landed at Port Alder with 240 soldiers."
LEFT = "They left with 18 tonnes of flour."


def read(document):
    return read_upload("draft.docx", save(document))


def over(reading, one):
    return reading.text[one.start : one.end]


def test_paragraphs_headings_lists_and_tables_are_read_in_order():
    document = new_document()
    document.add_heading("Freighters land", 0)
    document.add_paragraph(LANDED)
    document.add_heading("Cargo", 2)
    document.add_paragraph("flour", style="List Bullet")
    document.add_paragraph("soldiers", style="List Number")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("Port", "Soldiers", "Alder", "240"), strict=True):
        cell.text = words
    document.add_paragraph(LEFT)
    reading = read(document)
    assert reading.title == "Freighters land"
    assert reading.text.split("\n\n") == [
        "Freighters land",
        LANDED,
        "Cargo",
        "flour",
        "soldiers",
        "Port\tSoldiers",
        "Alder\t240",
        LEFT,
    ]
    assert reading.input_format == "docx"
    assert reading.notices == []


def test_without_a_title_style_a_short_first_line_is_the_title():
    document = new_document()
    document.add_paragraph("Freighters land")
    document.add_paragraph(LANDED)
    assert read(document).title == "Freighters land"


def test_hyperlinks_lie_over_their_own_words_and_not_over_earlier_equal_ones():
    document = new_document()
    document.add_paragraph("The log was kept. The log was lost.")
    add_xml(document, run("In May ") + link(document, "The log", "https://log.example/a"))
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://log.example/b" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("the harbour ")
        + run("page")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + run(" tells more.")
    )
    add_xml(document, run("And ") + field)
    reading = read(document)
    assert [(over(reading, one), one.url) for one in reading.links] == [
        ("The log", "https://log.example/a"),
        ("the harbour page", "https://log.example/b"),
    ]
    assert reading.links[0].start == reading.text.index("In May ") + len("In May ")


def test_a_footnote_with_an_address_links_the_sentence_it_stands_behind():
    document = new_document()
    add_xml(document, run(LANDED) + mark("footnote", 1) + run(f" {LEFT}"))
    add_xml(document, run(LEFT) + mark("endnote", 5))
    add_notes(document, "footnote", {1: run("Log, p. 4: https://log.example/a.")})
    shown = '<w:hyperlink r:id="rId9">' + run("the manifest") + "</w:hyperlink>"
    add_notes(document, "endnote", {5: shown}, {"rId9": "https://log.example/m"})
    reading = read(document)
    assert [(over(reading, one), one.url) for one in reading.links] == [
        (LANDED, "https://log.example/a"),
        (LEFT, "https://log.example/m"),
    ]
    assert reading.notes == []
    assert reading.notices == [
        "Read as sources of the sentence they stand in: 1 footnote, 1 endnote."
    ]


def test_notes_and_comments_without_an_address_are_kept_with_their_place():
    document = new_document()
    add_xml(document, run(LANDED) + mark("footnote", 1))
    add_notes(document, "footnote", {1: run("Harbour log, 1984, page 4.")})
    paragraph = document.add_paragraph()
    first, second = paragraph.add_run(f"{LEFT} "), paragraph.add_run(LANDED)
    document.add_comment(first, text="Ask Mina whether this is net.", author="Ana")
    document.add_comment(second, text="See www.log.example/c", author="Ana")
    reading = read(document)
    later = reading.text.index(LEFT)
    assert [(note.start, note.kind, note.words) for note in reading.notes] == [
        (0, "footnote", "Harbour log, 1984, page 4."),
        (later, "comment", "Ask Mina whether this is net."),
    ]
    (only,) = reading.links
    assert only.url == "https://www.log.example/c"
    assert only.start == later + len(LEFT) + 1


def test_tracked_changes_are_accepted_and_said():
    document = new_document()
    add_xml(
        document,
        run("There were ") + deleted("200") + inserted("240") + run(" soldiers."),
    )
    ended = "<w:pPr><w:rPr><w:del w:id='3' w:author='Ana'/></w:rPr></w:pPr>"
    add_xml(document, run("One paragraph, "), properties=ended)
    add_xml(document, run("once two."))
    moved = f'<w:moveFrom w:id="4">{run("gone")}</w:moveFrom>'
    add_xml(document, moved + f'<w:moveTo w:id="5">{run("come")}</w:moveTo>')
    reading = read(document)
    assert reading.text.split("\n\n") == [
        "There were 240 soldiers.",
        "One paragraph, once two.",
        "come",
    ]
    assert reading.notices == [
        "Tracked changes were accepted: 2 insertions kept, 3 deletions left out."
    ]


def test_a_deleted_row_and_a_note_in_deleted_words_are_left_out():
    document = new_document()
    add_notes(document, "footnote", {1: run("https://log.example/a")})
    row = "<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p>{}</w:p></w:tc></w:tr>"
    table = add_xml(document, "")
    table.addnext(parse_xml(f"<w:tbl {SPACE}>{row.format(run('x'))}</w:tbl>"))
    add_xml(document, run(LANDED) + f'<w:del w:id="2">{mark("footnote", 1)}</w:del>')
    reading = read(document)
    assert reading.text == LANDED
    assert list(reading.links) == []


def test_text_boxes_hidden_words_and_breaks():
    document = new_document()
    inside = f"<w:txbxContent><w:p>{run('In the box.')}</w:p></w:txbxContent>"
    box = f"<w:drawing>{inside}</w:drawing>"
    add_xml(document, f"<w:r>{box}</w:r>" + run("Before"))
    add_xml(
        document,
        run("seen")
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>"
        + "<w:r><w:br/><w:t>next</w:t><w:tab/><w:t>tabbed</w:t></w:r>",
    )
    reading = read(document)
    assert reading.text == "Before\n\nIn the box.\n\nseen\nnext\ttabbed"
    assert reading.notices == [
        "Hidden text was left out.",
        "Text boxes stand after the paragraph they hang on.",
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.text("ae\u0301 \t.\u00a0б", max_size=8), st.booleans()), max_size=6
    )
)
def test_the_text_is_clean_and_links_lie_in_it(pieces):
    document = new_document()
    paragraph = add_xml(document, "")
    for words, linked in pieces:
        inside = link(document, words, "https://a.example/") if linked else run(words)
        wrapped = parse_xml(
            f'<w:p {SPACE} xmlns:r="http://schemas.openxmlformats.org/'
            f'officeDocument/2006/relationships">{inside}</w:p>'
        )
        paragraph.extend(list(wrapped))
    reading = read(document)
    assert clean_text(reading.text) == reading.text
    assert all(0 <= one.start < one.end <= len(reading.text) for one in reading.links)


def test_notes_become_sources_of_the_claims_of_their_sentence(editor):
    document = new_document()
    document.add_heading("Freighters land", 1)
    add_xml(document, run(LANDED) + mark("footnote", 1) + mark("footnote", 2))
    add_xml(document, run("Nothing to count here.") + mark("footnote", 1))
    add_notes(
        document,
        "footnote",
        {1: run("Harbour log, 1984, page 4."), 2: run("https://log.example/a")},
    )
    article = submit_article(
        read(document), actor=editor, now=NOON, published_on=date(2019, 3, 30)
    )
    claim = article.claims.get(kind="personnel_count")
    rows = Evidence.objects.filter(claim=claim).select_related("source")
    told = {row.source.kind: (str(row.source), row.note, row.stance) for row in rows}
    assert told == {
        "web": ("https://log.example/a", "Linked in the article.", "context"),
        "document": (
            "Harbour log, 1984, page 4.",
            "From a footnote of the article.",
            "context",
        ),
    }
    assert Source.objects.filter(kind="document").count() == 1
    assert article.versions.get().input_format == "docx"


PLAIN = save(new_document())


def make_bomb() -> bytes:
    document = new_document()
    document.add_paragraph(LANDED)
    return swap_entry(save(document), "word/media/big.xml", b" " * 30_000_000)


def make_many() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(2_100):
            archive.writestr(f"word/{number}.xml", b"")
    return out.getvalue()


def make_deep() -> bytes:
    document = new_document()
    depth = 200
    add_xml(document, "<w:smartTag>" * depth + run("x") + "</w:smartTag>" * depth)
    return save(document)


def make_entities() -> bytes:
    document = new_document()
    add_xml(document, mark("footnote", 1))
    add_notes(document, "footnote", {1: run("x")})
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
        f'<w:footnotes {SPACE}><w:footnote w:id="1"><w:p><w:r><w:t>&b;</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    return swap_entry(save(document), "word/footnotes.xml", bomb.encode())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a .docx"),
        (b"PK\x03\x04 not really", "not a .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old .doc"),
        (make_bomb(), "unpacks to far more"),
        (make_many(), "unpacks to far more"),
        (make_deep(), "not a .docx"),
        (
            swap_entry(PLAIN, "word/document.xml", b"<w:broken"),
            "not a .docx",
        ),
        (swap_entry(PLAIN, "word/document.xml", None), "not a .docx"),
        (swap_entry(PLAIN, "[Content_Types].xml", None), "not a .docx"),
        (save(new_document())[:4000], "not a .docx"),
    ],
    ids="empty cut-head ole bomb many deep broken-xml no-body no-types cut".split(),
)
def test_what_is_no_sound_word_file_is_refused_in_words(content, words):
    with pytest.raises(BadInput, match=words) as refusal:
        read_upload("draft.docx", content)
    assert refusal.value.field == "file"


def test_entities_are_not_expanded():
    reading = read_upload("draft.docx", make_entities())
    assert reading.text == ""
    assert all("aaaa" not in note.words for note in reading.notes)
