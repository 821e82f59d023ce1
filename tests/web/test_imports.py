"""Looking first: what was read and what would be stored, and nothing stored before."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from claims.intake.import_work import run_import
from claims.intake.importing import Named, start_import
from claims.models import Article, Import, Role
from tests.conftest import TEXT

GIVEN = {"text": TEXT, "published_on": "2019-03-30"}


@pytest.fixture
def desk(sign_in, editor):
    return sign_in(editor)


def look(client, **more) -> str:
    answer = client.post(reverse("article-new"), GIVEN | more | {"look": "1"})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_a_preview_shows_both_and_stores_nothing(desk):
    page = desk.get(look(desk)).content.decode()
    assert "What was read" in page
    assert 'data-state="detected"' in page
    assert re.search(r"\d+ claims", page)
    assert not Article.objects.exists()


def test_filing_it_twice_makes_one_article_of_the_claims_that_were_shown(desk):
    address = look(desk)
    shown = re.search(r"(\d+) claims", desk.get(address).content.decode())
    first, second = desk.post(address), desk.post(address)
    article = Article.objects.get()
    home = reverse("article", args=[article.public_id])
    assert first.headers["Location"] == second.headers["Location"] == address
    assert desk.get(address).headers["Location"] == home
    assert shown is not None
    assert article.claims.count() == int(shown[1])


def test_letting_it_go_stores_nothing_and_forgets_it(desk):
    address = look(desk)
    assert desk.post(address, {"drop": "1"}).status_code == 302
    assert not Article.objects.exists()
    assert "Nothing was stored." in desk.get(address).content.decode()
    assert desk.post(address).status_code == 409
    assert not Article.objects.exists()
    assert Import.objects.get().reading is None


def test_a_known_text_is_refused_until_it_is_meant(desk):
    desk.post(look(desk))
    address = look(desk)
    refused = desk.post(address)
    assert refused.status_code == 409
    assert refused.context["twin"] == Article.objects.get().public_id
    meant = {"again": "on", "beside": refused.context["twin"]}
    assert desk.post(address, meant).status_code == 302
    assert desk.post(address, meant).status_code == 302
    assert Article.objects.count() == 2


def test_nobody_sees_anothers_preview(desk, sign_in, chief):
    address = look(desk)
    for path in (address, address + "live/"):
        assert sign_in(chief).get(path).status_code == 404


def test_what_could_not_be_filed_is_refused_at_the_form_with_the_text(desk):
    answer = desk.post(reverse("article-new"), GIVEN | {"look": "1", "title": "x" * 301})
    assert answer.status_code == 422
    assert "freighters" in answer.content.decode()


def work() -> None:
    """Do what a worker does with every import."""
    for row in Import.objects.running():
        run_import(row.pk, now=timezone.now())


@pytest.mark.parametrize("kind", ["text", "file"])
def test_a_long_text_is_read_in_the_background(desk, monkeypatch, kind):
    monkeypatch.setattr("claims.web.imports.LONG_TEXT", 50)
    monkeypatch.setattr("claims.web.imports.LONG_FILE", 50)
    given: dict[str, object] = {**GIVEN, "title": "Ferry"}
    if kind == "file":
        given |= {"text": "", "file": SimpleUploadedFile("a.txt", TEXT.encode())}
    address = desk.post(reverse("article-new"), given).headers["Location"]
    page = desk.get(address).content.decode()
    assert "Waiting for a worker." in page
    assert '<progress max="4" value="1"' in page
    assert address in desk.get(reverse("article-new")).content.decode()
    assert not Article.objects.exists()
    version = desk.get(address + "live/")["ETag"]
    work()
    assert (
        desk.get(address + "live/", headers={"If-None-Match": version}).status_code == 200
    )
    article = Article.objects.get()
    assert article.title == "Ferry"
    assert desk.get(address).headers["Location"] == reverse(
        "article", args=[article.public_id]
    )
    assert address not in desk.get(reverse("article-new")).content.decode()


def test_an_address_is_never_read_inside_a_page(desk):
    given = {"url": "http://127.0.0.1/secret", "title": "My own title"}
    address = desk.post(reverse("article-new"), given).headers["Location"]
    work()
    page = desk.get(address).content.decode()
    assert "private or reserved" in page
    assert 'value="http://127.0.0.1/secret"' in page
    assert 'value="My own title"' in page
    assert 'name="url"' in page
    assert not Article.objects.exists()


def test_a_failed_paste_comes_back_with_its_words(desk, monkeypatch):
    monkeypatch.setattr("claims.web.imports.LONG_TEXT", 5)
    given = {"text": "Some 412 people left.", "title": "", "published_on": ""}
    address = desk.post(reverse("article-new"), given).headers["Location"]
    work()
    page = desk.get(address).content.decode()
    assert "Some 412 people left." in page
    assert 'role="alert"' in page


def test_what_failed_is_discarded_from_the_list_with_what_was_given(desk, editor):
    row = start_import(
        "paste",
        body=b" ",
        named=Named(title="Left"),
        actor=editor,
        now=timezone.now(),
    )
    run_import(row.pk, now=timezone.now())
    assert "Discard Left" in desk.get(reverse("article-new")).content.decode()
    answer = desk.post(reverse("import", args=[row.public_id]), {"drop": "1"})
    assert answer.headers["Location"] == reverse("article-new")
    assert "Discard" not in desk.get(reverse("article-new")).content.decode()
    row.refresh_from_db()
    assert (row.state, row.body) == ("cancelled", None)


def test_cancelling_one_that_waits_stores_nothing(desk, monkeypatch):
    monkeypatch.setattr("claims.web.imports.LONG_TEXT", 5)
    address = desk.post(reverse("article-new"), GIVEN).headers["Location"]
    assert desk.post(address).status_code == 409
    desk.post(address, {"drop": "1"})
    work()
    assert "Nothing was stored." in desk.get(address).content.decode()
    assert not Article.objects.exists()


def test_who_is_no_editor_any_more_reads_why_it_cannot_be_filed(desk, editor):
    address = look(desk)
    editor.role = Role.REVIEWER
    editor.save()
    page = desk.get(address)
    assert page.status_code == 409
    assert "editor" in page.content.decode()
    assert desk.post(address).status_code == 409
    assert not Article.objects.exists()


@pytest.mark.parametrize("look", [False, True])
def test_a_missing_day_is_asked_for_and_what_was_read_stays(desk, monkeypatch, look):
    monkeypatch.setattr("claims.web.imports.LONG_TEXT", 50)
    given = {**GIVEN, "title": "Ferry", "published_on": ""} | (
        {"look": "1"} if look else {}
    )
    address = desk.post(reverse("article-new"), given).headers["Location"]
    work()
    page = desk.get(address).content.decode()
    assert 'name="published_on"' in page
    assert "Give the publication date" in page
    assert desk.post(address, {"published_on": "soon"}).status_code == 409
    desk.post(address, {"published_on": "2019-03-30"})
    if look:
        assert "30 March 2019" in desk.get(address).content.decode()
        assert not Article.objects.exists()
        desk.post(address)
    assert Article.objects.get().published_on == date(2019, 3, 30)
