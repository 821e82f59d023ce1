"""Corrections over REST."""

import pytest
from django.utils import timezone

from claims.models import Claim
from claims.verdicts import assign_reviewers
from tests.steps import find_words, put_status


@pytest.fixture
def act(connect, claim):
    def send(person, name: str, body: dict[str, object] | None = None, *, of=claim):
        path = f"/api/v1/claims/{of.public_id}/{name}/"
        return connect(person).post(path, body or {}, format="json")

    return send


def span(claim: Claim, words: str) -> dict[str, int]:
    start, end = find_words(claim, words)
    return {"start": start, "end": end}


def told(answer) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def test_value_kind_and_words_are_corrected_and_undone(act, editor, claim):
    before = claim.value
    assert act(editor, "edit", {"value": {"n": 250}}).json()["value"] == {"n": 250}
    assert act(editor, "edit", {"kind": "count", "reason": "x"}).json()["kind"] == "count"
    moved = act(editor, "edit", span(claim, "with 240 soldiers")).json()
    assert moved["quote"] == "with 240 soldiers"
    for _ in range(3):
        back = act(editor, "undo")
    assert (back.json()["value"], back.json()["kind"]) == (before, "personnel_count")
    assert told(act(editor, "undo")) == (409, "transition_refused")


@pytest.mark.parametrize("who", ["oneself", "a colleague"])
def test_a_correction_is_not_undone_under_newer_work(
    who, act, editor, chief, reviewer, open_claim
):
    act(editor, "edit", {"value": {"n": 241}}, of=open_claim)
    given = {"reviewer": reviewer, "now": timezone.now()}
    fresh = Claim.objects.get(pk=open_claim.pk)
    assign_reviewers(fresh, actor=editor if who == "oneself" else chief, **given)
    if who == "oneself":
        assert act(editor, "undo", of=open_claim).status_code == 200
    assert told(act(editor, "undo", of=open_claim)) == (409, "claim_changed")
    assert Claim.objects.get(pk=open_claim.pk).value == {"n": 241}


def test_a_claim_is_split_and_merged(act, editor, claim):
    parts = [span(claim, "240 soldiers"), span(claim, "240")]
    answer = act(editor, "split", {"parts": parts})
    assert answer.status_code == 201
    first, second = [Claim.objects.get(public_id=one["public_id"]) for one in answer.json()]
    merged = act(editor, "merge", {"others": [second.public_id]}, of=first)
    assert merged.status_code == 201
    assert [one["quote"] for one in merged.json()] == ["240 soldiers"]


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("edit", {}, (400, "bad_input")),
        ("edit", {"value": {"n": 1}, "kind": "count"}, (400, "bad_input")),
        ("edit", {"value": {"n": "\x00"}}, (400, "bad_input")),
        ("edit", {"value": {"n": 1, "x": "\x00"}}, (400, "bad_input")),
        ("edit", {"value": [1]}, (400, "invalid")),
        ("edit", {"kind": "rumour"}, (400, "invalid")),
        ("edit", {"start": 3}, (400, "bad_input")),
        ("edit", {"start": 0, "end": 1_999_999}, (400, "bad_input")),
        ("edit", {"value": {"n": 1}, "revision": 40}, (409, "claim_changed")),
        ("split", {"parts": []}, (400, "invalid")),
        ("split", {"parts": [{"start": 0, "end": 3}]}, (400, "bad_input")),
        ("merge", {"others": []}, (400, "invalid")),
        ("merge", {"others": ["\x00"]}, (400, "invalid")),
        ("merge", {"others": ["0000000000"]}, (404, "not_found")),
        ("undo", {}, (409, "transition_refused")),
    ],
    ids=str,
)
def test_bad_input_is_refused_with_a_stable_code(act, editor, claim, name, body, expected):
    assert told(act(editor, name, body)) == expected
    claim.refresh_from_db()
    assert (claim.revision, claim.edits.count()) == (1, 0)


def test_others_than_editors_are_refused(act, reviewer, viewer, claim):
    for person in (reviewer, viewer):
        answer = act(person, "edit", {"value": {"n": 1}})
        assert told(answer) == (403, "not_allowed")


def test_a_claim_under_review_is_refused_with_what_to_do(act, editor, claim):
    put_status(claim, "in_review")
    answer = act(editor, "edit", {"value": {"n": 1}})
    assert told(answer) == (409, "transition_refused")
    assert "let go of the review first" in answer.json()["detail"]


def test_a_strange_claim_is_404(connect, editor):
    answer = connect(editor).post("/api/v1/claims/0000000000/edit/", {}, format="json")
    assert told(answer) == (404, "not_found")


def test_what_one_did_last_is_undone_over_rest(act, editor, chief, claim):
    assert act(editor, "move", {"to": "dismissed", "note": "No."}).status_code == 200
    assert told(act(chief, "undo")) == (409, "transition_refused")
    assert act(editor, "undo").json()["status"] == "open"
    assert act(editor, "risks", {"risks": ["legal"]}).status_code == 200
    assert act(editor, "undo").json()["status"] == "open"
    claim.refresh_from_db()
    assert claim.risk == []


def test_a_waiver_is_undone_over_rest(connect, editor, article):
    client, home = connect(editor), f"/api/v1/articles/{article.public_id}/"
    assert told(client.post(f"{home}undo/")) == (409, "transition_refused")
    for one in article.claims.all():
        at = f"/api/v1/claims/{one.public_id}/move/"
        assert client.post(at, {"to": "dismissed", "note": "No."}).status_code == 200
    client.post(f"{home}waivers/", {"index": 1, "reason": "No fact."})
    assert client.post(f"{home}undo/").json() == {"undone": 1}
    assert not article.current.sentences.exclude(waived_reason="").exists()
