"""`import_article` brings a file, standard input or an address in."""

import io
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.models import Article, User

TEXT = "Freighters land\n\nAna paid $4 million on Monday for 30 buses.\n"


def run(*words: str) -> str:
    """Give what the command printed."""
    said = StringIO()
    call_command("import_article", *words, stdout=said)
    return said.getvalue()


@pytest.fixture
def draft(tmp_path, db) -> str:
    """A draft in a file."""
    file = tmp_path / "a draft.txt"
    file.write_text(TEXT, encoding="utf-8")
    return str(file)


@pytest.fixture
def type_in(monkeypatch):
    """Put bytes on standard input."""

    def put(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return put


def test_a_file_is_brought_in_and_its_claims_are_listed(draft):
    said = run(draft, "--published", "2019-03-30")
    article = Article.objects.get()
    address, *claims = said.splitlines()
    assert address.endswith(article.public_id + "/")
    assert len(claims) == article.claims.count() > 2
    assert "$4 million" in said
    assert "iso=2019-03-25" in said
    assert (article.title, article.created_by.username) == ("Freighters land", "importer")


def test_the_importer_cannot_sign_in(draft):
    run(draft, "--published", "2019-03-30")
    assert not User.objects.get(username="importer").has_usable_password()


def test_standard_input_is_read(type_in, db):
    type_in(TEXT.encode())
    run("-", "--published", "2019-03-30", "--title", "From a pipe")
    assert Article.objects.get().title == "From a pipe"


def test_standard_input_in_another_encoding_leaves_a_note(type_in, db):
    type_in(("Señor Müller paid $4 million for the façade. " * 9).encode("cp1252"))
    said = run("-", "--published", "2019-03-30", "--title", "Façade")
    assert "Note: The file is not UTF-8" in said
    (notices,) = Article.objects.values_list("current__notices", flat=True)
    assert "UTF-8" in notices[0]


def test_html_and_markdown_are_read_by_name_or_by_option(tmp_path, type_in, db):
    page = tmp_path / "page.html"
    page.write_text("<h1>Buses</h1><p>Ana paid <b>$4 million</b>.</p>")
    run(str(page), "--published", "2019-03-30", "--title", "Buses")
    type_in(b"# Trams\n\nAna paid *$5 million*.\n")
    run("-", "--format", "markdown", "--published", "2019-03-30")
    texts = Article.objects.order_by("pk").values_list("current__text", flat=True)
    assert list(texts) == ["Buses\n\nAna paid $4 million.", "Trams\n\nAna paid $5 million."]


def test_a_named_editor_brings_it_in(draft, editor):
    run(draft, "--published", "2019-03-30", "--as", "ines")
    assert Article.objects.get().created_by == editor


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--published", "30.3.2019"), "published"),
        (("--published", "2019-02-30"), "published"),
        ((), "published_on: Give the publication date"),
        (("--published", "2999-01-01"), "published_on"),
        (("--published", "2019-03-30", "--as", "nobody"), "nobody called"),
        (("--published", "2019-03-30", "--format", "docx"), "file:"),
        (("--published", "2019-03-30", "--locale", "XX"), "locale"),
    ],
)
def test_a_refusal_names_what_to_mend_and_writes_nothing(draft, words, message):
    with pytest.raises(CommandError, match=message):
        run(draft, *words)
    assert not Article.objects.exists()


def test_a_reviewer_may_not_import(draft, reviewer):
    with pytest.raises(CommandError, match="not_allowed"):
        run(draft, "--published", "2019-03-30", "--as", "kwame")


def test_a_missing_file_is_one_line(db):
    with pytest.raises(CommandError, match="No such file"):
        run("/nowhere/draft.txt", "--published", "2019-03-30")


def test_a_private_address_is_refused(db):
    with pytest.raises(CommandError, match="url: This address is private"):
        run("http://127.0.0.1/", "--published", "2019-03-30")


def test_the_same_text_again_needs_saying(draft):
    run(draft, "--published", "2019-03-30")
    with pytest.raises(CommandError, match="already on the desk"):
        run(draft, "--published", "2019-03-30")
    run(draft, "--published", "2019-03-30", "--again")
    assert Article.objects.count() == 2
