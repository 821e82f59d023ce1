"""Who else is at a claim or an article: told to who may open it, forgotten soon."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from claims.models import Article
from claims.notices import presence
from claims.notices.presence import note_presence


@pytest.fixture
def look(sign_in):
    def ask(person, claim, editing=""):
        address = reverse("claim-presence", args=[claim.public_id])
        return sign_in(person).post(address, {"editing": editing})

    return ask


def test_people_hear_of_each_other_and_of_typing(look, editor, reviewer, open_claim):
    assert look(editor, open_claim).json() == {"words": ""}
    assert look(reviewer, open_claim).json()["words"] == f"{editor.name} has this open."
    look(editor, open_claim, editing="1")
    assert look(reviewer, open_claim).json()["words"] == f"{editor.name} is editing this."
    assert "has this open" in look(editor, open_claim).json()["words"]
    assert look(reviewer, open_claim).json()["words"] == f"{editor.name} has this open."


def test_several_are_named_in_one_line(look, editor, reviewer, viewer, chief, open_claim):
    for person in (editor, reviewer, viewer):
        look(person, open_claim)
    names = sorted([editor.name, reviewer.name, viewer.name])
    words = look(chief, open_claim).json()["words"]
    assert words == f"{names[0]}, {names[1]} and {names[2]} have this open."


def test_who_has_left_is_forgotten(look, editor, reviewer, open_claim, monkeypatch):
    look(editor, open_claim)
    monkeypatch.setattr(presence, "LASTS_S", 0)
    assert look(reviewer, open_claim).json() == {"words": ""}


def test_who_may_not_open_it_is_told_nothing(look, editor, reviewer, open_claim):
    look(editor, open_claim)
    Article.objects.update(restricted=True)
    assert look(reviewer, open_claim).status_code == 404


def test_without_redis_nobody_is_seen_and_nothing_fails(
    look, editor, reviewer, open_claim, settings
):
    look(editor, open_claim)
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert look(reviewer, open_claim).json() == {"words": ""}


def test_places_are_apart(editor, reviewer):
    cache.clear()
    note_presence("claim:a", editor.pk, editing=True)
    assert note_presence("claim:b", reviewer.pk, editing=False) == {}
    assert note_presence("claim:a", reviewer.pk, editing=False) == {editor.pk: True}
