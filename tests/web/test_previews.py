"""Looking first: what was read and what would be stored, and nothing stored before."""

import re

import pytest
from django.urls import reverse

from claims.models import Article
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
    assert first.headers["Location"] == second.headers["Location"] == home
    assert desk.get(address).headers["Location"] == home
    assert shown is not None
    assert article.claims.count() == int(shown[1])


def test_letting_it_go_stores_nothing_and_forgets_it(desk):
    address = look(desk)
    assert desk.post(address, {"drop": "1"}).status_code == 302
    assert not Article.objects.exists()
    assert desk.post(address).headers["Location"] == reverse("article-new")
    assert not Article.objects.exists()


def test_a_known_text_is_refused_until_it_is_meant(desk):
    desk.post(look(desk))
    address = look(desk)
    assert desk.post(address).status_code == 409
    assert Article.objects.count() == 1
    assert desk.post(address, {"again": "on"}).status_code == 302
    assert desk.post(address, {"again": "on"}).status_code == 302
    assert Article.objects.count() == 2


def test_nobody_sees_anothers_preview(desk, sign_in, chief):
    address = look(desk)
    other = sign_in(chief)
    assert other.get(address).headers["Location"] == reverse("article-new")


def test_what_could_not_be_filed_is_refused_at_the_form_with_the_text(desk):
    answer = desk.post(reverse("article-new"), GIVEN | {"look": "1", "title": "x" * 301})
    assert answer.status_code == 422
    assert "freighters" in answer.content.decode()
