"""The pages and mails that allauth serves speak the desk's words, in both languages."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from claims.models import Preference
from claims.web.browsers import name_browser

DOOR = {
    "account_reset_password": ("Lost your password?", "¿Ha perdido la contraseña?"),
    "account_reset_password_done": ("Look into your mail", "Mire su correo"),
    "account_reset_password_from_key_done": (
        "Your password is set",
        "Su contraseña está puesta",
    ),
    "account_signup": ("Accounts come from the chief", "Las cuentas las da el jefe"),
    "account_inactive": ("This account is closed", "Esta cuenta está cerrada"),
}
ROOM = {
    "account_change_password": ("Change password", "Cambiar la contraseña"),
    "account_reauthenticate": ("Is it you?", "¿Es usted?"),
    "account_email": ("E-mail addresses", "Direcciones de correo"),
    "account_logout": ("Sign out", "Cerrar sesión"),
    "mfa_index": ("Second factor and passkeys", "Segundo factor y llaves de acceso"),
    "mfa_activate_totp": ("Set up an app", "Configurar una aplicación"),
    "mfa_list_webauthn": ("Passkeys and security keys", "Llaves de acceso y de seguridad"),
    "mfa_add_webauthn": (
        "Add a passkey or security key",
        "Añadir una llave de acceso o de seguridad",
    ),
    "usersessions_list": ("Where you are signed in", "Dónde tiene la sesión iniciada"),
}
FACTORED = {
    "mfa_deactivate_totp": ("Turn the app off", "Desactivar la aplicación"),
    "mfa_generate_recovery_codes": ("Make new codes", "Crear códigos nuevos"),
    "mfa_view_recovery_codes": ("Codes to print", "Códigos para imprimir"),
    "mfa_reauthenticate": ("Is it you?", "¿Es usted?"),
}


def list_headings(client, pages: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Give each page's heading, by the page's name."""
    found = {}
    for name in pages:
        page = client.get(reverse(name), follow=True).content.decode()
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", page)
        found[name] = heading[1] if heading else ""
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("place", [0, 1], ids=["en", "es"])
def test_the_pages_before_the_door_speak_the_desks_words(client, place):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = ("en", "es")[place]
    assert list_headings(client, DOOR) == {name: said[place] for name, said in DOOR.items()}


def enter_by_password(client, person) -> None:
    """Sign in as people do, and once more: what needs a fresh password is open then."""
    given = {"login": person.username, "password": "pw-for-tests-1"}
    client.post(reverse("account_login"), given)
    client.post(reverse("account_reauthenticate"), given)


@pytest.mark.parametrize("place", [0, 1], ids=["en", "es"])
def test_the_pages_of_the_account_speak_the_desks_words(client, viewer, place):
    Preference.objects.create(person=viewer, language=("en", "es")[place])
    enter_by_password(client, viewer)
    assert list_headings(client, ROOM) == {name: said[place] for name, said in ROOM.items()}
    TOTP.activate(viewer, generate_totp_secret())
    codes = RecoveryCodes.activate(viewer).get_unused_codes()
    wanted = {name: said[place] for name, said in FACTORED.items()}
    assert list_headings(client, FACTORED) == wanted
    sheet = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert [code for code in codes if code not in sheet] == []


def test_a_lost_password_is_set_anew_by_mail(client, viewer):
    client.post(reverse("account_reset_password"), {"email": viewer.email})
    (sent,) = mail.outbox
    assert sent.subject == "A new password for the fact-check desk"
    assert viewer.username in sent.body
    link = re.search(r"http://testserver(/\S+)", str(sent.body))
    assert link is not None
    form = client.get(link[1], follow=True)
    short = {"password1": "12345", "password2": "12345"}
    refused = client.post(form.request["PATH_INFO"], short).content.decode()
    assert 'aria-invalid="true"' in refused
    new = {"password1": "harbour-log-1931", "password2": "harbour-log-1931"}
    answer = client.post(form.request["PATH_INFO"], new, follow=True).content.decode()
    assert "Your password is set" in answer
    viewer.refresh_from_db()
    assert viewer.check_password("harbour-log-1931")
    assert "This link is used up" in client.get(link[1], follow=True).content.decode()


@pytest.mark.django_db
def test_an_address_that_nobody_has_is_told_so_by_mail_alone(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    answer = client.post(reverse("account_reset_password"), {"email": "no@paper.example"})
    assert answer.status_code == 302
    (sent,) = mail.outbox
    assert sent.subject == "Ninguna cuenta en la mesa de verificación"
    assert "no@paper.example" in sent.body
    assert "/signup/" not in sent.body


def test_an_address_is_added_confirmed_made_the_first_and_removed(client, viewer):
    enter_by_password(client, viewer)
    page = reverse("account_email")
    client.post(page, {"email": "vera@home.example", "action_add": ""})
    link = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert link is not None
    assert "Is vera@home.example an address of" in client.get(link[1]).content.decode()
    client.post(link[1])
    client.post(page, {"email": "vera@home.example", "action_primary": ""})
    viewer.refresh_from_db()
    assert viewer.email == "vera@home.example"
    shown = client.get(page).content.decode()
    assert "Your first address is changed." in shown
    old = EmailAddress.objects.exclude(email="vera@home.example").get().email
    client.post(page, {"email": old, "action_remove": ""})
    assert not EmailAddress.objects.filter(email=old).exists()


WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/129.0 Safari/537.36 Edg/129.0"
)
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (WINDOWS, "Edge on Windows"),
        (PHONE, "Safari on iPhone"),
        (
            "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/130.0",
            "Firefox on Linux",
        ),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "A browser without a name"),
    ],
)
def test_a_browser_is_named_in_two_words(agent, name):
    with override("en"):
        assert name_browser(agent) == name
