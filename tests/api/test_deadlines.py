"""Deadlines over REST."""

from datetime import timedelta

import pytest
from django.utils import timezone

JSON = {"content_type": "application/json"}


@pytest.mark.parametrize("room", ["claims", "articles"])
def test_a_deadline_over_rest(room, open_claim, editor, reviewer, sign_in):
    about = open_claim if room == "claims" else open_claim.article
    one = f"/api/v1/{room}/{about.public_id}/"
    at = one + "deadline/"
    due = (timezone.now() + timedelta(days=2)).isoformat()
    assert sign_in(reviewer).post(at, {"due_at": due}, **JSON).status_code == 403
    client = sign_in(editor)
    assert client.post(at, {"due_at": due}, **JSON).status_code == 200
    assert client.get(one).json()["due_at"] is not None
    past = (timezone.now() - timedelta(days=2)).isoformat()
    refused = client.post(at, {"due_at": past}, **JSON).json()
    assert (refused["code"], refused["field"]) == ("bad_input", "due_at")
    assert client.post(at, {"due_at": "soon"}, **JSON).status_code == 400
    assert client.post(at, {"due_at": None}, **JSON).json() == {"due_at": None}


def test_to_those_outside_there_is_no_article(open_claim, make_person, sign_in):
    article = open_claim.article
    article.restricted = True
    article.save(update_fields=["restricted"])
    client = sign_in(make_person("outsider", "editor"))
    for path in (f"articles/{article.public_id}", f"claims/{open_claim.public_id}"):
        assert client.post(
            f"/api/v1/{path}/deadline/", {"due_at": None}, **JSON
        ).status_code == 404  # fmt: skip
