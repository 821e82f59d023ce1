"""Which language a page speaks."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from claims.models import Preference

ENGLISH, SPANISH = '<html lang="en"', '<html lang="es"'


def speaks(answer) -> str:
    return answer.content.decode().split(" dir=")[0].split("\n")[-1]


@pytest.mark.django_db
def test_a_page_speaks_what_the_browser_asks_for():
    door = reverse("account_login")
    assert speaks(Client().get(door)) == ENGLISH
    assert speaks(Client(headers={"accept-language": "es-MX,en"}).get(door)) == SPANISH
    assert speaks(Client(headers={"accept-language": "fr"}).get(door)) == ENGLISH


def test_a_person_keeps_the_language_chosen_and_finds_it_after_signing_in(editor):
    client = Client()
    client.force_login(editor)
    asked = {"language": "es", "return_to": "/queue/?tab=mine"}
    answer = client.post(reverse("language"), asked)
    assert answer.headers["Location"] == "/queue/?tab=mine"
    assert Preference.objects.get(person=editor).language == "es"
    assert speaks(client.get("/queue/")) == SPANISH

    elsewhere = Client()
    typed = {"login": editor.username, "password": "pw-for-tests-1"}
    assert elsewhere.post(reverse("account_login"), typed).status_code == 302
    assert speaks(elsewhere.get("/")) == SPANISH


def test_who_is_not_signed_in_chooses_by_cookie(db):
    client = Client()
    client.post(reverse("language"), {"language": "es", "return_to": "/"})
    assert speaks(client.get(reverse("account_login"))) == SPANISH
    assert not Preference.objects.exists()


@pytest.mark.parametrize("bad", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_the_way_back_stays_at_the_desk(db, bad):
    answer = Client().post(reverse("language"), {"language": "es", "return_to": bad})
    assert answer.headers["Location"] == reverse("home")


def test_a_language_the_desk_does_not_speak_changes_nothing(db):
    answer = Client().post(reverse("language"), {"language": "tlh", "return_to": "/"})
    assert "desk_language" not in answer.cookies
    assert Client().get(reverse("language")).status_code == 405


def test_public_pages_go_by_their_address_and_not_by_the_cookie(db):
    client = Client()
    client.post(reverse("language"), {"language": "es"})
    page = client.get(reverse("checks"))
    assert speaks(page) == ENGLISH
    assert "Accept-Language" in page.headers["Vary"]
    assert "Cookie" not in page.headers["Vary"]
    assert speaks(client.get(reverse("checks"), {"lang": "es"})) == SPANISH
    assert 'hreflang="es" href="' in page.content.decode()


@pytest.mark.parametrize("address", ["/checks/none/", "/expert/none/"])
def test_what_is_not_there_is_said_in_the_language_and_lays_no_cookie(db, address):
    client = Client()
    page = client.get(address, {"lang": "es"})
    assert page.status_code == 404
    assert speaks(page) == SPANISH
    assert not client.cookies


def test_the_desks_language_goes_on_to_the_public_pages_and_through_them(
    editor, sign_in, client
):
    Preference.objects.create(person=editor, language="es")
    page = sign_in(editor)
    page.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    desk = page.get(reverse("home")).content.decode()
    assert f'href="{reverse("checks")}?lang=es"' in desk
    public = client.get(reverse("checks"), {"lang": "es"}).content.decode()
    assert f'href="{reverse("method")}?lang=es"' in public
    assert '<input type="hidden" name="lang" value="es">' in public


@pytest.mark.django_db
def test_who_reads_as_the_browser_asks_gets_plain_addresses(client):
    for asked in ("en", "es"):
        page = client.get(reverse("checks"), headers={"accept-language": asked})
        assert f'<html lang="{asked}"' in page.content.decode()
        assert (
            "lang="
            not in re.findall(r'<a class="wordmark" [^>]+>', page.content.decode())[0]
        )
