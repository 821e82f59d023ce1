"""Texts brought in over REST without waiting for their reading."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from claims.intake.import_work import run_import
from claims.models import Article, Import
from tests.conftest import TEXT

AT = "/api/v1/imports/"
JSON = {"content_type": "application/json"}
GIVEN = {"text": TEXT, "published_on": "2019-03-30"}


@pytest.fixture
def tool(sign_in, editor):
    return sign_in(editor)


def work() -> None:
    for row in Import.objects.running():
        run_import(row.pk, now=timezone.now())


def test_a_text_is_started_followed_and_filed(tool):
    started = tool.post(AT, GIVEN, **JSON)
    assert started.status_code == 202, started.content
    one = f"{AT}{started.json()['public_id']}/"
    assert tool.get(one).json()["state"] == "waiting"
    work()
    over = tool.get(one).json()
    assert (over["state"], over["article"]) == ("filed", Article.objects.get().public_id)
    assert tool.delete(one).status_code == 409


def test_one_to_be_looked_at_is_filed_once(tool):
    row = tool.post(AT, GIVEN | {"look": True}, **JSON).json()
    one = f"{AT}{row['public_id']}/"
    assert tool.post(one + "file/", {}, **JSON).json()["code"] == "transition_refused"
    work()
    first, second = (tool.post(one + "file/", {}, **JSON).json() for _ in range(2))
    assert first["article"] == second["article"] == Article.objects.get().public_id


def test_a_day_that_the_text_does_not_name_is_given_when_it_is_filed(tool):
    one = f"{AT}{tool.post(AT, {'text': TEXT}, **JSON).json()['public_id']}/"
    work()
    read = tool.get(one).json()
    assert (read["state"], read["refusal"]["field"]) == ("ready", "published_on")
    refused = tool.post(one + "file/", {}, **JSON)
    assert (refused.status_code, refused.json()["field"]) == (400, "published_on")
    filed = tool.post(one + "file/", {"published_on": "2019-03-30"}, **JSON)
    assert filed.json()["article"] == Article.objects.get().public_id


def test_a_file_is_taken_and_an_address_of_another_kind_is_not(tool):
    upload = SimpleUploadedFile("piece.txt", TEXT.encode())
    row = tool.post(AT, {"file": upload, "published_on": "2019-03-30"})
    assert row.status_code == 202, row.content
    assert row.json()["origin"] == "file"
    for wrong, field in (
        ({"url": "gopher://a.example/"}, "url"),
        ({}, "text"),
        (GIVEN | {"url": "https://a.example/"}, "url"),
    ):
        refused = tool.post(AT, wrong, **JSON)
        assert refused.status_code == 400
        assert field in refused.content.decode()


def test_cancelling_stores_nothing_and_a_failure_says_why(tool):
    waits, fails = (
        tool.post(AT, given, **JSON).json()["public_id"]
        for given in (GIVEN, {"url": "http://127.0.0.1/secret"})
    )
    assert tool.delete(f"{AT}{waits}/").status_code == 204
    work()
    assert tool.get(f"{AT}{waits}/").json()["state"] == "cancelled"
    assert "private or reserved" in tool.get(f"{AT}{fails}/").json()["refusal"]["detail"]
    assert not Article.objects.exists()


def test_imports_are_ones_own_and_need_an_editor(tool, sign_in, chief, viewer):
    key = tool.post(AT, GIVEN, **JSON).json()["public_id"]
    assert sign_in(chief).get(f"{AT}{key}/").status_code == 404
    assert sign_in(chief).get(AT).json()["results"] == []
    assert sign_in(viewer).post(AT, GIVEN, **JSON).status_code == 403


def test_a_paste_says_what_it_is_written_in(tool):
    given = {"text": "# Ferry\n\nSome 412 people left.", "input_format": "markdown"}
    tool.post(AT, given | {"published_on": "2019-03-30", "language": "es"}, **JSON)
    work()
    article = Article.objects.get()
    assert (article.title, article.language) == ("Ferry", "es")
