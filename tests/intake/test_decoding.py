"""Bytes become text, and the desk says what it assumed."""

import pytest

from claims.errors import BadInput
from claims.intake import read_upload
from claims.intake.decoding import decode_bytes

WORDS = "Señor Müller paid €5 – “cash” – at the café in Besançon, façade side. "


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("utf-16", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32", b""),
    ],
)
def test_marked_and_utf8_files_are_read_without_a_notice(encoding, mark):
    assert decode_bytes(mark + WORDS.encode(encoding)) == (WORDS, "")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_western_files_are_read_and_the_notice_names_the_encoding(encoding):
    words = "Señor Müller s'est assis à côté du café, près de l'église. " * 8
    text, notice = decode_bytes(words.encode(encoding))
    assert text == words
    assert "not UTF-8" in notice
    assert any(name in notice for name in ("cp1252", "latin-1", "cp1250", "iso8859"))


def test_typographic_quotes_of_windows_are_read():
    words = "“It’s done – we left at 5,” said Müller – twice. " * 10
    text, notice = decode_bytes(words.encode("cp1252"))
    assert text == words
    assert "cp1252" in notice or "cp1250" in notice


def test_the_notice_stays_with_the_article(editor):
    reading = read_upload("draft.txt", WORDS.replace("–", "-").encode("cp1252"))
    assert len(reading.notices) == 1
    assert "UTF-8" in reading.notices[0]


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        b"PK\x03\x04" + bytes(range(256)) * 20,
        b"\x7fELF" + b"\x00" * 400,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(32)) * 50,
        b"\xff\xfe\x00",
        b"\x00" * 10,
    ],
    ids=["png", "zip", "elf", "pdf", "half a character", "zeros"],
)
def test_a_binary_file_renamed_to_txt_is_refused_by_name_of_the_field(content):
    with pytest.raises(BadInput, match="not text") as refusal:
        read_upload("draft.txt", content)
    assert refusal.value.field == "file"


@pytest.mark.parametrize("name", ["draft.pdf", "draft", "draft.doc", ".txt.exe", ""])
def test_a_kind_the_desk_does_not_read_is_refused(name):
    with pytest.raises(BadInput, match=r"\.txt, \.md and \.html") as refusal:
        read_upload(name, b"words")
    assert refusal.value.field == "file"


@pytest.mark.parametrize("name", ["draft.TXT", "a.b.txt", "DRAFT.Text"])
def test_endings_are_read_in_any_case(name):
    assert read_upload(name, b"Words of the draft.").text == "Words of the draft."


def test_five_megabytes_are_refused_before_they_are_read():
    with pytest.raises(BadInput, match="4 MB") as refusal:
        read_upload("draft.txt", b"x" * 5_000_000)
    assert refusal.value.field == "file"
