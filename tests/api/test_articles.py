"""Articles over REST."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.intake import read_pasted, submit_article
from claims.models import Article
from tests.conftest import NOON, TEXT

URL = "/api/v1/articles/"
BODY = {
    "text": "Ana paid $4 million on Monday.",
    "title": "Paid",
    "published_on": "2019-03-30",
}


def test_a_text_becomes_an_article_with_its_sentences_at_once(connect, editor):
    answer = connect(editor).post(URL, BODY)
    told = answer.json()
    assert (answer.status_code, told["text"], told["version"]) == (201, BODY["text"], 1)
    assert told["claims"] == Article.objects.get().claims.count() > 0
    (sentence,) = told["sentences"]
    assert told["text"][sentence["start"] : sentence["end"]] == BODY["text"]


def test_a_file_is_taken_as_multipart(connect, editor):
    file = SimpleUploadedFile("draft.md", b"# Paid\n\nAna paid [$4](https://a.example/).")
    sent = {"file": file, "published_on": "2019-03-30"}
    answer = connect(editor).post(URL, sent, format="multipart")
    assert (answer.status_code, answer.json()["title"]) == (201, "Paid")


@pytest.mark.parametrize("kind", ["html", "markdown", "text"])
def test_text_is_read_in_the_format_that_is_named(connect, editor, kind):
    sent = {**BODY, "text": "<p>Ana paid $4 million.</p>", "input_format": kind}
    text = connect(editor).post(URL, sent).json()["text"]
    assert text == (
        "<p>Ana paid $4 million.</p>" if kind == "text" else "Ana paid $4 million."
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "\u0000"}, "text"),
        ({"text": "a" * 300_001}, "text"),
        ({"text": ["a"]}, "text"),
        ({"url": "https://a.example/"}, "url"),
        ({"text": None, "url": "http://127.0.0.1/"}, "text"),
        ({"title": ""}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"published_on": None}, "published_on"),
        ({"published_on": "30.3.2019"}, "published_on"),
        ({"published_on": "2999-01-01"}, "published_on"),
        ({"locale": "XX"}, "locale"),
        ({"language": "de"}, "language"),
        ({"input_format": "rtf"}, "input_format"),
        ({"again": "perhaps"}, "again"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_bad_input_names_its_field(connect, editor, change, field):
    answer = connect(editor).post(URL, {**BODY, **change}, format="json")
    assert (answer.status_code, answer.json()["field"]) == (400, field), answer.content
    assert not Article.objects.exists()


def test_a_private_address_is_refused(connect, editor):
    sent = {"url": "http://127.0.0.1/", "published_on": "2019-03-30"}
    answer = connect(editor).post(URL, sent)
    assert (answer.status_code, answer.json()["field"]) == (400, "url")


def test_a_renamed_binary_is_refused(connect, editor):
    file = SimpleUploadedFile("draft.txt", bytes(range(256)) * 20)
    answer = connect(editor).post(URL, {"file": file}, format="multipart")
    assert (answer.status_code, answer.json()["field"]) == (400, "file")


def test_the_same_text_is_a_conflict_that_names_the_article(connect, editor, article):
    answer = connect(editor).post(URL, {**BODY, "text": TEXT})
    assert (answer.status_code, answer.json()["code"]) == (409, "duplicate_article")
    assert answer.json()["article"] == article.public_id
    assert (
        connect(editor).post(URL, {**BODY, "text": TEXT, "again": True}).status_code == 201
    )


def test_a_reviewer_brings_no_article(connect, reviewer):
    answer = connect(reviewer).post(URL, BODY)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_a_list_is_paged_by_cursor_and_shows_each_article_once(connect, editor, viewer):
    made = [
        submit_article(
            read_pasted(f"Ana paid ${number} million."),
            actor=editor,
            now=NOON,
            title=f"Paid {number}",
            published_on=NOON.date(),
        ).public_id
        for number in range(5)
    ]
    client, seen, url = connect(viewer), [], f"{URL}?limit=2"
    while url:
        page = client.get(url).json()
        seen += [row["public_id"] for row in page["results"]]
        url = page["next"]
    assert seen == made[::-1]


def test_a_list_is_filtered(connect, viewer, article):
    client = connect(viewer)

    def count(query: str) -> int:
        return len(client.get(f"{URL}?{query}").json()["results"])

    assert count("title__icontains=FREIGHTERS") == 1
    assert count("published_on__gte=2019-03-31") == 0
    assert count("status=cleared") == 0
    assert count("published_on=2019-03-30&status=checking") == 1


def test_a_list_takes_the_same_queries_at_any_length(
    connect, editor, django_assert_num_queries
):
    client = connect(editor)
    for number in range(4):
        submit_article(
            read_pasted(f"Ana paid ${number} million."),
            actor=editor,
            now=NOON,
            title="Paid",
            published_on=NOON.date(),
        )
    with django_assert_num_queries(3):
        assert len(client.get(URL).json()["results"]) == 4


def test_words_are_marked_as_a_claim(connect, editor, article):
    path = f"{URL}{article.public_id}/claims/"
    start = TEXT.index("the harbour master")
    answer = connect(editor).post(path, {"start": start, "end": start + 18})
    assert (answer.status_code, answer.json()["quote"]) == (201, "the harbour master")
    assert answer.json()["status"] == "open"


@pytest.mark.parametrize(
    ("span", "field"),
    [
        ({}, "start"),
        ({"start": 0}, "end"),
        ({"start": -1, "end": 4}, "start"),
        ({"start": 4, "end": 4}, "start"),
        ({"start": 0, "end": 1_999_999}, "start"),
        ({"start": 0, "end": 4, "kind": "rumour"}, "kind"),
        ({"start": "x", "end": 4}, "start"),
    ],
)
def test_a_bad_span_names_its_field(connect, editor, article, span, field):
    answer = connect(editor).post(f"{URL}{article.public_id}/claims/", span)
    assert (answer.status_code, answer.json()["field"]) == (400, field)


def test_the_trail_of_an_article_is_read(connect, viewer, open_claim):
    answer = connect(viewer).get(f"{URL}{open_claim.article.public_id}/trail/")
    actions = [row["action"] for row in answer.json()["results"]]
    assert actions == ["keep", "submit_article"]
