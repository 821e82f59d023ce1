import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from claims.errors import BadInput
from claims.evidence import cite_source
from claims.evidence.files import (
    LARGEST,
    HandedIn,
    list_unread,
    read_bytes,
    read_file_text,
    sniff_type,
)
from claims.evidence.passages import read_source
from claims.models import Source, SourceFile, TrailEntry
from tests.conftest import NOON

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def draw_pdf(*lines: str) -> bytes:
    out = io.BytesIO()
    sheet = Canvas(out)
    for at, line in enumerate(lines):
        sheet.drawString(72, 720 - 20 * at, line)
    sheet.save()
    return out.getvalue()


PDF = draw_pdf("The manifest lists 240 soldiers.", "It was signed at noon.")


def file_it(claim, by, body=PDF, name="manifest.pdf", **more):
    return cite_source(claim, actor=by, now=NOON, file=HandedIn(name, body), **more)


def test_a_file_without_an_address_is_a_document_named_after_itself(open_claim, reviewer):
    row = file_it(open_claim, reviewer)
    assert (row.source.kind, row.source.title) == ("document", "manifest.pdf")
    filed = row.source.file
    assert (filed.media_type, filed.size) == ("application/pdf", len(PDF))
    assert read_bytes(filed)[0] == PDF


def test_the_name_that_leaves_says_nothing_and_ends_as_the_bytes_do(open_claim, reviewer):
    row = file_it(open_claim, reviewer, PNG, "../../evil.html")
    assert row.source.file.name == "evil.html"
    assert read_bytes(row.source.file)[1].endswith(".png")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"<html><script>alert(1)</script>", "neither a PDF nor an image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither"),
        (b"%PDF-" + b"0" * LARGEST, "over 20 MB"),
    ],
)
def test_what_is_no_pdf_or_image_or_too_large_is_refused(open_claim, reviewer, body, words):
    with pytest.raises(BadInput, match=words) as refused:
        file_it(open_claim, reviewer, body, "x.pdf")
    assert refused.value.field == "file"
    assert not Source.objects.exists()


def test_an_address_and_a_file_at_once_are_refused(open_claim, reviewer):
    with pytest.raises(BadInput, match="one of them"):
        file_it(open_claim, reviewer, url="https://harbour.example/")


def test_the_same_bytes_are_one_source_cited_twice(open_claim, article, reviewer):
    other = article.claims.exclude(pk=open_claim.pk)[0]
    first, second = file_it(open_claim, reviewer), file_it(other, reviewer, name="b.pdf")
    assert first.source_id == second.source_id
    assert SourceFile.objects.count() == 1


def test_a_confidential_file_is_not_joined_to_an_open_one(open_claim, chief):
    first = file_it(open_claim, chief)
    second = file_it(open_claim, chief, confidential=True)
    assert first.source_id != second.source_id
    entry = TrailEntry.objects.filter(action="cite_source").latest("seq")
    assert "manifest" not in str(entry.after)


def test_a_pdf_is_read_once_and_its_words_can_be_cited(open_claim, reviewer):
    row = file_it(open_claim, reviewer)
    assert read_source(row.source).state == "waiting"
    assert list_unread(NOON.replace(hour=1)) == [row.source_id]
    assert read_file_text(row.source_id, now=NOON)
    assert not read_file_text(row.source_id, now=NOON)
    row.source.refresh_from_db()
    assert "240 soldiers" in read_source(row.source).text
    assert list_unread(NOON.replace(hour=1)) == []


def test_a_pdf_that_cannot_be_read_is_not_tried_for_ever(open_claim, reviewer):
    row = file_it(open_claim, reviewer, b"%PDF-1.7 and then nothing")
    assert read_file_text(row.source_id, now=NOON)
    row.source.refresh_from_db()
    assert read_source(row.source).state == "empty"
    assert list_unread(NOON.replace(hour=1)) == []


def test_types_are_told_by_their_first_bytes():
    assert sniff_type(b"GIF89a...") == "image/gif"
    assert sniff_type(b"RIFF\x00\x00\x00\x00WEBPVP8 ") == "image/webp"
    assert sniff_type(b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert sniff_type(b" %PDF-1.7") is None
