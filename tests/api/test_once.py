"""`Idempotency-Key`: a tool that asks again is given the first answer."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.urls import get_resolver

from claims.api.base import DeskViewSet
from claims.models import Article, Comment, Contact, Evidence, Invitation, Query
from tests.web.post_doors import walk

KEY = {"HTTP_IDEMPOTENCY_KEY": "9d1c6c1e-5a7e-4a53-8d3f-2f2f7c6f9f10"}
MADE: dict[str, tuple[Any, dict[str, Any]]] = {
    "comments": (Comment, {"body": "Which?"}),
    "queries": (Query, {"question": "So?"}),
    "invitations": (Invitation, {"expert": "Ada Quay", "question": "How many?"}),
    "evidence": (Evidence, {"kind": "document", "title": "Log", "stance": "supports"}),
    "contacts": (
        Contact,
        {
            "asked": "A docker", "medium": "phone", "confirmed": "Yes.",
            "spoke_at": "2019-03-29T10:00:00Z",
        },
    ),
}  # fmt: skip


def test_every_address_that_takes_a_post_takes_a_key():
    doors = [
        (view, getattr(one.callback, "actions", {}))
        for one in walk(get_resolver())
        if (view := getattr(one.callback, "cls", None))
        and view.__module__.startswith("claims.api.")
    ]
    posts = {view for view, acts in doors if "post" in acts or hasattr(view, "post")}
    assert len(posts) > 10
    assert all(issubclass(view, DeskViewSet) for view in posts)


@pytest.mark.parametrize("what", MADE)
def test_asked_again_it_is_done_once_and_answered_alike(what, open_claim, chief, connect):
    rows, body = MADE[what]
    at, client = f"/api/v1/claims/{open_claim.public_id}/{what}/", connect(chief)
    first = client.post(at, body, **KEY)
    again = client.post(at, body, **KEY)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert rows.objects.count() == 1
    assert client.post(at, body | {"title": "x"}, **KEY).status_code == 422
    assert rows.objects.count() == 1


def test_two_at_the_same_moment_bring_an_article_in_once(transactional_db, editor, connect):
    given = {"text": "Two ships came.\n", "title": "Ships", "published_on": "2019-03-30"}
    clients, gate = [connect(editor), connect(editor)], Barrier(2)

    def ask(client: Any) -> tuple[int, str]:
        try:
            gate.wait(20)
            answer = client.post("/api/v1/articles/", given | {"again": True}, **KEY)
            return answer.status_code, answer.json()["public_id"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(ask, clients)
    assert one == other
    assert one[0] == 201
    assert Article.objects.count() == 1


def test_a_refused_request_leaves_its_key_free(open_claim, editor, connect):
    at, client = f"/api/v1/claims/{open_claim.public_id}/queries/", connect(editor)
    assert client.post(at, {"question": " "}, **KEY).status_code == 400
    assert client.post(at, {"question": "So?"}, **KEY).status_code == 201


def test_a_key_with_other_words_or_of_another_kind_is_refused(open_claim, editor, connect):
    at, client = f"/api/v1/claims/{open_claim.public_id}/queries/", connect(editor)
    client.post(at, {"question": "So?"}, **KEY)
    refused = client.post(at, {"question": "Really?"}, **KEY)
    assert refused.status_code == 422
    assert refused.json()["code"] == "idempotency_key_reused"
    for odd in ("x" * 201, "schlüssel"):
        refused = client.post(at, {"question": "So?"}, HTTP_IDEMPOTENCY_KEY=odd)
        assert refused.status_code == 400
        assert refused.json()["field"] == "Idempotency-Key"


def test_somebody_elses_key_is_their_own(open_claim, editor, chief, connect):
    at = f"/api/v1/claims/{open_claim.public_id}/comments/"
    for person in (editor, chief):
        assert connect(person).post(at, {"body": "Which?"}, **KEY).status_code == 201
    assert {one.by for one in Comment.objects.all()} == {editor, chief}
