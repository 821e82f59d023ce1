"""Who gets in at all, and what a refusal looks like at every endpoint."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from claims.models import ApiToken, Article
from tests.steps import cite

LISTS = ("articles", "claims", "sources", "publications", "ratings", "me")
ACTS = (
    "move",
    "assign",
    "start",
    "release",
    "open-round",
    "dismiss-alarms",
    "withdraw-review",
    "ask-correction",
    "withdraw",
    "publish",
    "adjudicate",
    "reviews",
    "evidence",
)


@pytest.fixture
def paths(open_claim, reviewer) -> dict[str, list[str]]:
    """Every address under one article, by what it takes."""
    row = cite(open_claim, reviewer)
    article = f"articles/{open_claim.article.public_id}"
    claim = f"claims/{open_claim.public_id}"
    source, evidence = f"sources/{row.source.public_id}", f"evidence/{row.public_id}"
    read = [article, f"{article}/trail", claim, f"{claim}/trail", evidence]
    read += [f"{claim}/reviews", f"{claim}/evidence"]
    write = [f"{claim}/{act}" for act in ACTS]
    write += [f"{article}/claims", f"{evidence}/withdraw"]
    shared = [source, f"{source}/checks"]
    return {"read": read, "write": write, "shared": shared, "ask": [f"{source}/check"]}


def refused(answer, status: int, code: str) -> None:
    """Expect the one error shape."""
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.content
    assert set(answer.json()) <= {"code", "detail", "field", "errors", "unmet", "article"}
    assert answer.json()["detail"]


@pytest.mark.parametrize("path", LISTS)
def test_everybody_signed_in_reads_the_lists(connect, viewer, path):
    assert connect(viewer, may_write=False).get(f"/api/v1/{path}/").status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_nobody_else_does(db, path):
    refused(APIClient().get(f"/api/v1/{path}/"), 401, "not_authenticated")


def test_a_stranger_is_let_in_nowhere(paths):
    client = APIClient()
    for path in paths["read"] + paths["shared"]:
        refused(client.get(f"/api/v1/{path}/"), 401, "not_authenticated")
    for path in paths["write"] + paths["ask"]:
        refused(client.post(f"/api/v1/{path}/"), 401, "not_authenticated")


def test_what_somebody_may_not_see_is_not_there(paths, connect, make_person, article):
    Article.objects.update(restricted=True)
    outsider = connect(make_person("odd", "editor"))
    for path in paths["read"]:
        refused(outsider.get(f"/api/v1/{path}/"), 404, "not_found")
    for path in paths["write"]:
        refused(outsider.post(f"/api/v1/{path}/", {}), 404, "not_found")
    for path in ("articles", "claims"):
        assert outsider.get(f"/api/v1/{path}/").json()["results"] == []


def test_what_everybody_may_see_is_there(paths, connect, viewer):
    client = connect(viewer)
    for path in paths["read"] + paths["shared"]:
        assert client.get(f"/api/v1/{path}/").status_code == 200, path


def test_a_token_for_reading_writes_nowhere(paths, connect, chief):
    client = connect(chief, may_write=False)
    for path in [*paths["write"], *paths["ask"], "articles"]:
        refused(client.post(f"/api/v1/{path}/", {}), 403, "permission_denied")


@pytest.mark.parametrize(
    "header",
    [
        "Bearer desk_unknown",
        "Bearer",
        "Token x",
        "Bearer \xff\xfe",
        "Basic dTpw",
        "Bearer a b",
    ],
)
def test_a_wrong_key_opens_nothing(db, header):
    answer = APIClient().get("/api/v1/me/", HTTP_AUTHORIZATION=header)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert set(answer.json()) == {"code", "detail"}


@pytest.mark.parametrize("end", ["expires_at", "revoked_at"])
def test_an_ended_key_opens_nothing(connect, viewer, end):
    past = timezone.now() - timedelta(seconds=1)
    answer = connect(viewer, **{end: past}).get("/api/v1/me/")
    refused(answer, 401, "authentication_failed")


def test_the_key_of_somebody_who_left_opens_nothing(connect, viewer):
    client = connect(viewer)
    viewer.is_active = False
    viewer.save()
    refused(client.get("/api/v1/me/"), 401, "authentication_failed")


def test_a_key_is_kept_as_its_digest_and_its_use_is_noted(make_token, viewer):
    secret = make_token(viewer)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    assert client.get("/api/v1/me/").json()["username"] == "vera"
    token = ApiToken.objects.get()
    assert secret not in str(vars(token))
    assert token.last_used_at is not None


def test_a_browser_session_needs_its_csrf_token(editor, open_claim):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(editor)
    path = f"/api/v1/claims/{open_claim.public_id}/move/"
    refused(client.post(path, {"to": "dismissed"}), 403, "permission_denied")
    assert client.get("/api/v1/me/").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("get", "claims/0000000000000x/", 404, "not_found"),
        ("post", "claims/", 405, "method_not_allowed"),
        ("delete", "articles/0000000000000x/", 405, "method_not_allowed"),
        ("get", "claims/?cursor=nonsense", 404, "not_found"),
        ("get", "claims/?cursor=cD1hYmM=", 404, "not_found"),
        ("get", "claims/?status=printed", 400, "invalid"),
        ("get", "sources/?kind=rumour", 400, "invalid"),
        ("get", "articles/?published_on=yesterday", 400, "invalid"),
    ],
)
def test_every_refusal_has_one_shape(connect, chief, method, path, status, code):
    refused(getattr(connect(chief), method)(f"/api/v1/{path}"), status, code)


def test_a_body_that_is_no_json_is_refused(connect, editor, open_claim):
    client = connect(editor)
    path = f"/api/v1/claims/{open_claim.public_id}/move/"
    broken = client.post(path, "{", content_type="application/json")
    refused(broken, 400, "parse_error")
    listed = client.post(path, "[1]", content_type="application/json")
    refused(listed, 400, "invalid")
    typed = client.post(path, "to=open", content_type="text/plain")
    refused(typed, 415, "unsupported_media_type")
