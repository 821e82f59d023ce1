"""A person's own account: appearance, keys for tools, a second factor."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import ApiToken, TrailEntry


def test_every_page_looks_as_chosen_and_strangers_see_the_desks_own(
    sign_in, viewer, client, article
):
    client = sign_in(viewer)
    assert b"data-theme" not in client.get(reverse("home")).content
    chosen = {"appearance": "dark", "text_size": "large"}
    assert client.post(reverse("appearance"), chosen).status_code == 302
    for page in (reverse("home"), reverse("mfa_index"), "/no/such/page/"):
        assert b'data-theme="dark" data-size="large"' in client.get(page).content
    assert b"data-theme" not in client.get(reverse("checks")).content
    entry = TrailEntry.objects.get(action="choose_appearance")
    assert entry.after == chosen


def test_an_unknown_appearance_is_refused_in_words(sign_in, viewer):
    answer = sign_in(viewer).post(
        reverse("appearance"), {"appearance": "sepia", "text_size": "normal"}
    )
    assert answer.status_code == 409
    assert b"sepia" in answer.content


def make_token(client, **more) -> str:
    given = {"name": "Newsroom script", "days": "30"} | more
    page = client.post(reverse("tokens"), given).content.decode()
    found = re.search(r"<code>(desk_[^<]+)</code>", page)
    assert found is not None
    return found[1]


def test_a_key_opens_the_api_until_it_is_revoked(sign_in, client, editor, article):
    web = sign_in(editor)
    secret = make_token(web)
    header = {"Authorization": f"Bearer {secret}"}
    row = ApiToken.objects.get()
    tool = type(client)()
    assert tool.get("/api/v1/articles/", headers=header).status_code == 200
    shown = web.get(reverse("tokens")).content.decode()
    assert secret not in shown
    assert "reads only" in shown
    claim = article.claims.filter(status="detected").first()
    keep = f"/api/v1/claims/{claim.public_id}/move/"
    assert tool.post(keep, {"to": "open"}, headers=header).status_code == 403
    web.post(reverse("token-revoke", args=[row.public_id]))
    assert tool.get("/api/v1/articles/", headers=header).status_code == 401
    acts = TrailEntry.objects.filter(subject__startswith="user:").values_list("action")
    assert [act for (act,) in acts.order_by("pk")] == ["issue_token", "revoke_token"]
    assert secret not in str(list(TrailEntry.objects.values()))


def test_nobody_revokes_anothers_key(sign_in, editor, reviewer):
    make_token(sign_in(editor))
    row = ApiToken.objects.get()
    answer = sign_in(reviewer).post(reverse("token-revoke", args=[row.public_id]))
    assert answer.status_code == 404
    row.refresh_from_db()
    assert row.is_live(timezone.now())


def test_a_key_needs_a_name_and_an_end(sign_in, editor):
    client = sign_in(editor)
    for wrong in ({"name": " "}, {"days": "0"}, {"days": "5000"}):
        given = {"name": "x", "days": "30"} | wrong
        assert client.post(reverse("tokens"), given).status_code == 409
    assert not ApiToken.objects.exists()
    make_token(client)
    row = ApiToken.objects.get()
    assert row.expires_at is not None
    assert row.expires_at - row.created_at == timedelta(days=30)


def test_every_page_of_the_account_stands(sign_in, viewer):
    client = sign_in(viewer)
    names = "account appearance tokens key-settings notice-settings mfa_index"
    for name in [*names.split(), "usersessions_list", "account_email"]:
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert b"<h1" in page.content, name


def test_a_second_factor_is_asked_for_at_the_door(sign_in, viewer, client):
    secret = generate_totp_secret()
    TOTP.activate(viewer, secret)
    door = type(client)()
    given = {"login": viewer.username, "password": "pw-for-tests-1"}
    answer = door.post(reverse("account_login"), given)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert door.get(reverse("home")).status_code == 302
    wrong = door.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert door.get(reverse("home")).status_code == 302


def test_codes_of_a_second_factor_cannot_be_guessed_without_end(viewer, client):
    secret = generate_totp_secret()
    TOTP.activate(viewer, secret)
    given = {"login": viewer.username, "password": "pw-for-tests-1"}
    client.post(reverse("account_login"), given)
    for _guess in range(10):
        client.post(reverse("mfa_authenticate"), {"code": "wrong!"})
    step = int(time.time()) // 30
    right = {"code": format_hotp_value(hotp_value(secret, step))}
    refused = client.post(reverse("mfa_authenticate"), right)
    assert refused.status_code == 200
    assert "Too many" in str(refused.context["form"].errors)
    assert client.get(reverse("home")).status_code == 302


def pass_door(person, code: str) -> Client:
    """Sign in with the password, then hand in a code."""
    door = Client()
    given = {"login": person.username, "password": "pw-for-tests-1"}
    door.post(reverse("account_login"), given)
    door.post(reverse("mfa_authenticate"), {"code": code})
    return door


def is_in(door: Client) -> bool:
    return door.get(reverse("home")).status_code == 200


def test_a_right_code_opens_the_door_once(viewer):
    secret = generate_totp_secret()
    TOTP.activate(viewer, secret)
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert is_in(pass_door(viewer, code))
    assert not is_in(pass_door(viewer, code))


def test_a_printed_code_opens_the_door_once(viewer):
    TOTP.activate(viewer, generate_totp_secret())
    first, second = RecoveryCodes.activate(viewer).get_unused_codes()[:2]
    assert is_in(pass_door(viewer, first))
    assert not is_in(pass_door(viewer, first))
    assert is_in(pass_door(viewer, second))


def test_who_lost_the_second_factor_is_let_in_with_a_reason_on_record(viewer, capsys):
    with pytest.raises(CommandError, match="no second factor"):
        call_command("drop_second_factor", viewer.username, reason="Lost phone")
    TOTP.activate(viewer, generate_totp_secret())
    codes = RecoveryCodes.activate(viewer).get_unused_codes()
    inside = pass_door(viewer, codes[0])
    for name, reason, words in (("nobody", "Lost", "nobody called"), ("vera", " ", "why")):
        with pytest.raises(CommandError, match=words):
            call_command("drop_second_factor", name, reason=reason)
    call_command("drop_second_factor", viewer.username, reason="Lost phone")
    assert "by password alone" in capsys.readouterr().out
    line = TrailEntry.objects.get(action="drop_second_factor")
    assert (line.reason, line.subject) == ("Lost phone", f"person:{viewer.public_id}")
    assert not is_in(inside)
    assert is_in(pass_door(viewer, codes[1]))
