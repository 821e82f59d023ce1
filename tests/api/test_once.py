"""`Idempotency-Key`: a tool that asks again is given the first answer."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import get_resolver, reverse
from django.utils import timezone
from rest_framework.test import APIClient

from claims.api.base import DeskViewSet
from claims.models import (
    Article,
    Comment,
    Contact,
    Evidence,
    Import,
    Invitation,
    OnceKey,
    Query,
    User,
)
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


@pytest.mark.parametrize("lost", [{"clearance": False}, {"role": "viewer"}])
def test_an_answer_is_not_given_again_to_who_may_see_less_now(
    lost, open_claim, make_person, connect
):
    nia = make_person("nia", "editor", clearance=True)
    at = f"/api/v1/claims/{open_claim.public_id}/contacts/"
    body, client = MADE["contacts"][1], connect(nia)
    assert client.post(at, body, **KEY).status_code == 201
    User.objects.filter(pk=nia.pk).update(**lost)
    again = client.post(at, body, **KEY)
    assert (again.status_code, again.json()["code"]) == (409, "already_done")
    assert "docker" not in again.content.decode()
    assert Contact.objects.count() == 1


def test_an_answer_of_an_hour_ago_is_not_given_again_and_nothing_is_done(
    open_claim, chief, connect
):
    at, client = f"/api/v1/claims/{open_claim.public_id}/comments/", connect(chief)
    assert client.post(at, {"body": "Which?"}, **KEY).status_code == 201
    OnceKey.objects.update(at=timezone.now() - timedelta(hours=1))
    again = client.post(at, {"body": "Which?"}, **KEY)
    assert (again.status_code, again.json()["code"]) == (409, "already_done")
    assert Comment.objects.count() == 1


def send_file(client: Any, size: int = 0, **headers: str) -> Any:
    """Send a text as a file; its parts have a boundary of their own each time."""
    text = b"Two ships came." + b"x" * size
    file = SimpleUploadedFile("ships.txt", text)
    return client.post(
        "/api/v1/imports/", {"file": file, "published_on": "2019-03-30"},
        format="multipart", **headers, **KEY,
    )  # fmt: skip


def test_a_file_sent_again_is_the_same_request_and_another_file_is_not(
    editor, connect, monkeypatch
):
    client = connect(editor)
    first = send_file(client)
    monkeypatch.setattr("rest_framework.renderers.MultiPartRenderer.BOUNDARY", "other")
    monkeypatch.setattr(
        "rest_framework.renderers.MultiPartRenderer.media_type",
        "multipart/form-data; boundary=other",
    )
    again = send_file(client)
    assert (first.status_code, again.status_code) == (202, 202), again.content
    assert again.headers["Idempotency-Replayed"] == "true"
    assert send_file(client, 1).status_code == 422
    assert Import.objects.count() == 1


def test_a_file_comes_once_by_a_session_too(editor):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(editor)
    page = client.get(reverse("article-new")).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', page)
    assert token is not None
    answers = [send_file(client, HTTP_X_CSRFTOKEN=token[1]) for _ in range(2)]
    assert [one.status_code for one in answers] == [202, 202], answers[0].content
    assert Import.objects.count() == 1


def test_a_great_file_is_refused_in_the_shape_of_the_api(editor, connect):
    refused = send_file(connect(editor), 9_000_000)
    assert (refused.status_code, refused.json()["field"]) == (400, "file")
