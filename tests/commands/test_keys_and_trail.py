"""Keys for tools, accounts for people, and whether history is whole."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from claims.models import ApiToken, TrailEntry, TrailHead, User
from tests.steps import without_triggers


def run(*words: str) -> str:
    """Give what a command printed."""
    said = StringIO()
    call_command(*words, stdout=said)
    return said.getvalue().strip()


def test_a_key_opens_the_door_and_reads_only(viewer):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {run('make_token', 'vera', 'CMS')}")
    assert client.get("/api/v1/me/").json()["username"] == "vera"
    assert client.post("/api/v1/articles/", {}).status_code == 403


def test_a_key_may_write_and_never_end(editor):
    run("make_token", "ines", "CMS", "--write", "--days", "0")
    token = ApiToken.objects.get()
    assert (token.may_write, token.expires_at, token.name) == (True, None, "CMS")


def test_a_key_ends_after_a_year_unless_told(viewer):
    run("make_token", "vera", "CMS")
    token = ApiToken.objects.get()
    assert token.expires_at is not None
    assert (token.expires_at - token.created_at).days == 365


def test_nobody_gets_no_key(db):
    with pytest.raises(CommandError, match="nobody called"):
        run("make_token", "ghost", "CMS")


def test_a_person_is_added_once_with_a_password_that_works(db):
    said = run("add_person", "mina", "--role", "reviewer", "--name", "Mina Okafor")
    person = User.objects.get(username="mina")
    assert (person.role, person.name) == ("reviewer", "Mina Okafor")
    assert person.check_password(said.rsplit(" ", 1)[1])
    with pytest.raises(CommandError, match="already"):
        run("add_person", "MINA")


def test_a_whole_trail_says_so(open_claim):
    assert "all whole" in run("verify_trail")
    assert run("verify_trail", open_claim.article.public_id) == "1 chains, all whole."


def test_a_changed_row_is_named_with_exit_code_one(open_claim):
    chain = open_claim.article.public_id
    with without_triggers():
        TrailEntry.objects.filter(chain=chain, seq=2).update(reason="never")
    with pytest.raises(CommandError, match=f"{chain}: row 2 was changed") as failure:
        run("verify_trail")
    assert failure.value.returncode == 1
    with pytest.raises(CommandError, match="row 2"):
        run("verify_trail", chain)


def test_a_chain_without_its_head_is_found(open_claim):
    TrailHead.objects.filter(chain=open_claim.article.public_id).delete()
    with pytest.raises(CommandError, match="its head is missing"):
        run("verify_trail")


def test_an_unknown_article_has_no_trail(db):
    with pytest.raises(CommandError, match="no trail of"):
        run("verify_trail", "0000")
