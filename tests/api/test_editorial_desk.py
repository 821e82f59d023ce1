"""Versions, clearance and queries over REST: happy path, refusal, stranger, bad shape."""

import pytest
from rest_framework.test import APIClient

from claims.models import Article, Policy
from tests.conftest import TEXT
from tests.desk_steps import make_clearable


@pytest.fixture
def speak():
    """Give a client that acts for a person."""

    def start(user) -> APIClient:
        client = APIClient()
        client.force_authenticate(user)
        return client

    return start


def at(thing, *below: str) -> str:
    room = "articles" if isinstance(thing, Article) else "claims"
    return "/".join([f"/api/v1/{room}", thing.public_id, *below, ""])


def test_a_new_version_answers_where_each_claim_landed(speak, article, open_claim, editor):
    text = TEXT.replace("240", "260")
    answer = speak(editor).post(at(article, "versions"), {"text": text, "base": 1})
    body = answer.json()
    assert (answer.status_code, body["number"]) == (201, 2)
    landed = {one["claim"]: one["state"] for one in body["anchors"]}
    assert landed[open_claim.public_id] == "edited"
    rows = speak(editor).get(at(article, "versions")).json()["results"]
    assert [row["number"] for row in rows] == [2, 1]


def test_a_version_from_an_old_base_is_a_conflict(speak, article, editor):
    first = speak(editor).post(at(article, "versions"), {"text": "One.", "base": 1})
    assert first.status_code == 201
    late = speak(editor).post(at(article, "versions"), {"text": "Two.", "base": 1})
    assert (late.status_code, late.json()["code"]) == (409, "claim_changed")


def test_a_version_without_text_is_bad_input(speak, article, editor, reviewer):
    assert speak(editor).post(at(article, "versions"), {}).status_code == 400
    sent = {"text": "One."}
    assert speak(reviewer).post(at(article, "versions"), sent).status_code == 403


def test_a_refused_clearance_lists_every_blocker_by_code(speak, article, editor):
    answer = speak(editor).post(at(article, "clear"), {})
    body = answer.json()
    assert (answer.status_code, body["code"]) == (409, "policy_unmet")
    assert body["unmet"] == speak(editor).get(at(article, "blockers")).json()
    assert {"sentence_open", "claim_detected"} == {one["code"] for one in body["unmet"]}


def test_an_article_is_waived_and_cleared_over_rest(
    speak, open_claim, editor, reviewer, second_reviewer
):
    Policy.objects.update(shelf_days=None)  # this door's clock is the real one
    article = make_clearable(open_claim, editor, reviewer, second_reviewer)
    client = speak(editor)
    assert article.current is not None
    index = article.current.sentences.exclude(waived_reason="").values_list("index")[0][0]
    opened = client.post(at(article, "waivers"), {"index": index, "waived": False})
    assert opened.json()["waived"] == ""
    assert client.post(at(article, "clear"), {}).status_code == 409
    again = {"index": index, "reason": "No fact."}
    assert client.post(at(article, "waivers"), again).json()["waived"] == "No fact."
    assert client.post(at(article, "clear"), {}).status_code == 201
    assert client.get(at(article, "clearances")).json()["results"][0]["version"] == 1
    assert client.post(at(article, "waivers"), {"index": 999}).status_code == 404


def test_a_query_goes_from_question_to_new_version(
    speak, article, open_claim, editor, reviewer
):
    asked = speak(reviewer).post(at(open_claim, "queries"), {"replacement": "9 soldiers"})
    assert asked.status_code == 201
    one = f"/api/v1/queries/{asked.json()['public_id']}/"
    own = speak(reviewer).post(one + "answer/", {"choice": "accept"})
    assert own.status_code == 403
    client = speak(editor)
    assert client.post(one + "answer/", {"choice": "accept"}).json()["state"] == "accepted"
    preview = client.get(at(article, "answers")).json()
    assert "9 soldiers" in preview["new"]
    assert client.post(at(article, "answers"), {"base": 1}).status_code == 201
    assert client.get(one).json()["applied_in"] == 2
    listed = client.get("/api/v1/queries/?state=applied").json()["results"]
    assert len(listed) == 1
    assert client.post(one + "withdraw/", {}).status_code == 409


def test_a_cut_is_accepted_for_orphans_only(speak, open_claim, editor):
    sent = {"reason": "It went."}
    assert speak(editor).post(at(open_claim, "accept-cut"), sent).status_code == 409


def test_strangers_to_a_restricted_article_find_nothing(speak, open_claim, make_person):
    stranger = make_person("otto", "editor")
    Article.objects.update(restricted=True)
    client, article = speak(stranger), open_claim.article
    for path in ("versions", "blockers", "clearances", "answers"):
        assert client.get(at(article, path)).status_code == 404
    assert client.post(at(article, "clear"), {}).status_code == 404
    assert client.get(at(open_claim, "queries")).status_code == 404
    assert client.get("/api/v1/queries/").json()["results"] == []
