"""Signing in by the newsroom's provider: who comes in, as whom, and who does not."""

from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from claims.models import User
from tests.web.provider import CALLBACK, CLIENT, SECRET, Provider, run_provider

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.signed_on_urls")]
NORA = {
    "sub": "1", "preferred_username": "nora", "name": "Nora Quay",
    "email": "nora@paper.example", "email_verified": True, "role": "chief",
    "is_staff": True, "is_superuser": True, "clearance": True,
}  # fmt: skip


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    with run_provider() as running:
        running.person = dict(NORA)
        settings.SINGLE_SIGN_ON = "The Paper’s sign-on"
        app = {
            "provider_id": "sso", "name": "The Paper’s sign-on", "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": running.url, "oauth_pkce_enabled": True},
        }  # fmt: skip
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield running


def begin(client: Client) -> str:
    """Press the button at the door; gives where the browser is sent."""
    door = client.get(reverse("account_login")).content.decode()
    assert 'action="/account/sso/oidc/sso/login/"' in door
    assert "The Paper’s sign-on" in door
    return client.post("/account/sso/oidc/sso/login/").headers["Location"]


def come(client: Client, provider: Provider) -> str:
    """Go the whole way; gives the last page."""
    answer = client.get(provider.authorize(begin(client)), follow=True)
    return str(answer.content.decode())


def who(client: Client) -> User | None:
    return User.objects.filter(pk=client.session.get("_auth_user_id", 0)).first()


def test_somebody_new_comes_in_as_a_viewer_whatever_the_provider_says(provider, client):
    come(client, provider)
    nora = who(client)
    assert nora is not None
    assert (nora.name, nora.role, nora.clearance) == ("Nora Quay", "viewer", False)
    assert (nora.is_staff, nora.is_superuser) == (False, False)
    assert client.get(reverse("home")).status_code == 200
    again = Client()
    come(again, provider)
    assert who(again) == nora
    assert SocialAccount.objects.count() == 1


def test_what_is_tied_to_an_account_is_shown_in_the_desks_words(provider, client, editor):
    come(client, provider)
    tied = client.get("/account/sso/").content.decode()
    assert "These open your account here" in tied
    assert 'href="/account/sso/"' in client.get(reverse("account")).content.decode()
    assert f'name="account" value="{SocialAccount.objects.get().pk}"' in tied
    other = Client()
    other.force_login(editor)
    page = other.get("/account/sso/").content.decode()
    assert "Nothing is tied to your account" in page
    assert 'action="/account/sso/oidc/sso/login/?process=connect"' in page


@pytest.mark.parametrize("verified", [True, False])
def test_a_like_address_opens_nobodys_account(provider, client, chief, verified):
    chief.email = NORA["email"]
    chief.save()
    EmailAddress.objects.create(user=chief, email=chief.email, verified=True, primary=True)
    provider.person |= {"email_verified": verified, "preferred_username": chief.username}
    come(client, provider)
    assert who(client) != chief
    assert not SocialAccount.objects.filter(user=chief).exists()


@pytest.mark.parametrize(
    "token",
    [{"aud": "another desk"}, {"iss": "https://other.example"}, {"exp": 1_000_000_000}],
    ids=["audience", "issuer", "expired"],
)
def test_a_token_for_others_lets_nobody_in(provider, client, token):
    provider.token = token
    page = come(client, provider)
    assert who(client) is None
    assert "did not work" in page
    assert not User.objects.filter(username="nora").exists()


def test_a_sign_in_begun_elsewhere_is_not_taken_over(provider, client):
    """Neither another browser's answer, nor a code without its verifier, nor one twice."""
    back = provider.authorize(begin(client))
    thief = Client()
    assert "did not work" in thief.get(back, follow=True).content.decode()
    assert who(thief) is None
    theirs = provider.authorize(begin(thief))
    stolen = back.split("state=")[0] + "state=" + theirs.split("state=")[1]
    assert "did not work" in thief.get(stolen, follow=True).content.decode()
    assert who(thief) is None
    assert provider.exchanged == 0
    own = provider.authorize(begin(client))
    client.get(own, follow=True)
    assert who(client) is not None
    replayed = Client()
    assert "did not work" in replayed.get(own, follow=True).content.decode()
    assert provider.exchanged == 1


def test_who_says_no_there_is_back_at_the_door(provider, client):
    state = begin(client).split("state=")[1].split("&")[0]
    page = client.get(f"{CALLBACK}?error=access_denied&state={state}", follow=True)
    assert "You stopped signing in" in page.content.decode()
    assert who(client) is None


def test_a_person_who_left_stays_out(provider, client):
    come(client, provider)
    User.objects.filter(username="nora").update(is_active=False)
    later = Client()
    come(later, provider)
    assert later.get(reverse("home")).status_code == 302


def test_a_second_factor_is_asked_for_after_the_provider_too(provider, client):
    come(client, provider)
    nora = who(client)
    TOTP.activate(nora, generate_totp_secret())
    later = Client()
    later.get(provider.authorize(begin(later)))
    assert who(later) is None
    assert later.get(reverse("home")).status_code == 302


def test_a_provider_that_is_away_is_said(provider, client, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    back = provider.authorize(begin(client))
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    for answer in (client.post("/account/sso/oidc/sso/login/"), client.get(back)):
        assert answer.status_code == 503
        assert "does not answer" in answer.content.decode()
    assert who(client) is None
