import pytest

from claims.errors import BadInput
from claims.intake import read_pasted, read_upload, read_url, submit_article
from tests.conftest import NOON


@pytest.mark.parametrize("damage", [b"\xff", b"\xff\xfe"])
def test_bad_bytes_leave_the_rest_of_a_utf8_file_as_it_is(damage):
    content = "He paid €10 million – ".encode() + damage + b" more, and left."
    reading = read_upload("a.txt", content)
    assert "€10 million –" in reading.text
    assert any("damaged" in notice for notice in reading.notices)


def test_western_text_is_called_by_its_usual_name():
    content = "“We sent 45 troops” – he said, for €45 million.".encode("cp1252")
    reading = read_upload("a.txt", content)
    assert "€45 million" in reading.text
    assert any("cp1252" in notice for notice in reading.notices)


@pytest.mark.parametrize("head", [b"%PDF-1.4\nwords", b"{\\rtf1 a}", b"PK\x03\x04words"])
def test_a_document_renamed_txt_is_no_text(head):
    with pytest.raises(BadInput) as refusal:
        read_upload("a.txt", head)
    assert refusal.value.field == "file"


def test_a_text_without_a_letter_is_empty(editor):
    with pytest.raises(BadInput) as refusal:
        submit_article(
            read_pasted("\u200b\ufeff …"),
            actor=editor,
            now=NOON,
            title="T",
            published_on=NOON.date(),
        )
    assert refusal.value.field == "text"


@pytest.mark.parametrize("url", ["ftp://a.example/x", "file:///etc/passwd"])
def test_other_schemes_are_named_as_the_fault(url):
    with pytest.raises(BadInput, match="http and https"):
        read_url(url)


def test_a_markdown_title_reads_as_its_heading_does_in_the_text():
    content = b"# Head <script>alert(1)</script> of *state*\n\nTwo ships sailed.\n"
    reading = read_upload("a.md", content)
    assert reading.title == "Head of state"
    assert reading.text.startswith("Head of state\n")


def test_markdown_without_a_heading_has_no_title():
    assert read_upload("a.md", b"Two ships sailed.\n").title == ""
