import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.models import Article
from tests.intake.word import add_xml, link, new_document, run, save

GIVEN = {
    "text": "Some 412 people left on Monday with 35 tonnes of cargo.",
    "title": "The ferry",
    "published_on": "2024-04-02",
}
NEW = "/articles/new/"


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def test_a_pasted_article_is_filed_and_opened(desk):
    answer = desk.post(NEW, GIVEN)
    article = Article.objects.get()
    assert (answer.status_code, answer.url) == (
        302,
        reverse("article", args=[article.public_id]),
    )
    assert article.claims.exists()


def test_a_file_is_read_by_its_ending(desk):
    upload = SimpleUploadedFile("piece.md", b"# Ferry\n\nSome 412 people left on Monday.")
    answer = desk.post(NEW, {"file": upload, "published_on": "2024-04-02"})
    assert answer.status_code == 302
    assert Article.objects.get().title == "Ferry"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": ""}, "Paste the text, choose a file, or give an address."),
        ({"text": " \n\t "}, "There is no text to check."),
        ({"published_on": ""}, "Give the publication date"),
        ({"published_on": "soon"}, "Enter a valid date."),
        ({"published_on": "2999-01-01"}, "in the future"),
        ({"title": ""}, "Give the article a title."),
        ({"url": "https://paper.example/a"}, "one of them"),
        ({"text": "", "url": "gopher://paper.example/"}, "http and https addresses only"),
    ],
)
def test_a_refusal_names_the_field_keeps_the_words_and_files_nothing(desk, change, words):
    given = GIVEN | change
    answer = desk.post(NEW, given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert words in page.replace("&#x27;", "'")
    assert given["text"].strip() in page
    assert not Article.objects.exists()


def test_a_binary_file_called_txt_is_refused(desk):
    upload = SimpleUploadedFile("piece.txt", bytes(range(256)) * 40)
    answer = desk.post(NEW, {"file": upload, "published_on": "2024-04-02"})
    assert "This file is not text." in answer.content.decode()
    assert not Article.objects.exists()


def test_the_same_text_again_offers_the_article_that_is_there(desk):
    desk.post(NEW, GIVEN)
    first = Article.objects.get()
    answer = desk.post(NEW, GIVEN)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert reverse("article", args=[first.public_id]) in page
    assert 'type="checkbox" name="again"' in page
    assert desk.post(NEW, GIVEN | {"again": "on"}).status_code == 302
    assert Article.objects.count() == 2


def test_filing_again_pressed_twice_files_one_more(desk):
    desk.post(NEW, GIVEN)
    first = Article.objects.get()
    page = desk.post(NEW, GIVEN).content.decode()
    assert f'name="beside" value="{first.public_id}"' in page
    chosen = GIVEN | {"again": "on", "beside": first.public_id}
    assert desk.post(NEW, chosen).status_code == 302
    second = desk.post(NEW, chosen)
    newest = Article.objects.latest("pk")
    assert second.status_code == 409
    assert reverse("article", args=[newest.public_id]) in second.content.decode()
    assert Article.objects.count() == 2
    third = desk.post(NEW, chosen | {"beside": newest.public_id})
    assert third.status_code == 302


def test_a_refused_form_remembers_beside_which_article_it_files(desk):
    desk.post(NEW, GIVEN)
    first = Article.objects.get()
    chosen = GIVEN | {"again": "on", "beside": first.public_id, "published_on": ""}
    page = desk.post(NEW, chosen).content.decode()
    assert f'name="beside" value="{first.public_id}"' in page


def test_a_reviewer_files_nothing_and_is_told_who_does(client, reviewer):
    client.force_login(reviewer)
    page = client.get(NEW).content.decode()
    assert "Only an editor" in page
    assert "<textarea" not in page
    refused = client.post(NEW, GIVEN).content.decode()
    assert "Only an editor" in refused
    assert GIVEN["text"].strip().splitlines()[0] in refused  # what was typed is not lost
    assert not Article.objects.exists()


def test_a_word_file_is_filed_with_its_links(editor, sign_in):
    document = new_document()
    document.add_heading("Freighters land", 1)
    add_xml(document, run("They left ") + link(document, "on Monday", "https://a.example/"))
    upload = SimpleUploadedFile("draft.docx", save(document))
    given = {"file": upload, "published_on": "2019-03-30"}
    assert sign_in(editor).post("/articles/new/", given).status_code == 302
    article = Article.objects.get()
    assert article.title == "Freighters land"
    assert article.claims.get().evidence.get().source.url == "https://a.example/"
