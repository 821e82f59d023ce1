"""Comments and notices over REST."""

from claims.models import Notice, TrailEntry
from tests.steps import cite


def test_comments_over_rest(open_claim, reviewer, editor, sign_in):
    client = sign_in(reviewer)
    json = {"content_type": "application/json"}
    at = f"/api/v1/claims/{open_claim.public_id}/comments/"
    made = client.post(at, {"body": "Gross, @ines?"}, **json)
    assert made.status_code == 201, made.content
    key = made.json()["public_id"]
    one = f"/api/v1/comments/{key}/"
    answer = client.post(one + "reply/", {"body": "Net."}, **json).json()
    deep = client.post(
        f"/api/v1/comments/{answer['public_id']}/reply/", {"body": "No."}, **json
    )
    assert deep.json()["code"] == "reply_too_deep"
    assert (
        client.post(one + "edit/", {"body": "A", "revision": 1}, **json).status_code == 200
    )
    stale = client.post(one + "edit/", {"body": "B", "revision": 1}, **json)
    assert stale.status_code == 409
    assert stale.json()["code"] == "claim_changed"
    assert stale.json()["theirs"] == "A"
    assert client.post(one + "resolve/", {"reason": "Net."}, **json).status_code == 200
    assert len(client.get("/api/v1/comments/?open=false").json()["results"]) == 1
    told = sign_in(editor).get("/api/v1/notices/?unread=true").json()["results"]
    assert [row["event"] for row in told] == ["mention"]
    sign_in(editor).post(f"/api/v1/notices/{told[0]['public_id']}/read/")
    assert Notice.objects.get(event="mention").read_at is not None


def test_citations_and_sentences_take_comments_too(open_claim, reviewer, viewer, sign_in):
    client = sign_in(reviewer)
    json = {"content_type": "application/json"}
    cited = cite(open_claim, reviewer)
    article = open_claim.article.public_id
    index = open_claim.anchor.sentence.index
    for path, field, value in (
        (f"evidence/{cited.public_id}/comments/", "evidence", cited.public_id),
        (f"articles/{article}/sentences/{index}/comments/", "sentence", index),
    ):
        made = client.post(f"/api/v1/{path}", {"body": "Which page?"}, **json)
        assert made.status_code == 201, made.content
        assert made.json()[field] == value
        found = client.get(f"/api/v1/comments/?{field}={value}").json()["results"]
        assert [row["public_id"] for row in found] == [made.json()["public_id"]]
        refused = sign_in(viewer).post(f"/api/v1/{path}", {"body": "I too."}, **json)
        assert refused.status_code == 403
        empty = client.post(f"/api/v1/{path}", {"body": ""}, **json)
        assert empty.status_code == 400
    nowhere = f"/api/v1/articles/{article}/sentences/999/comments/"
    assert client.post(nowhere, {"body": "Hm."}, **json).status_code == 404


def test_reading_comments_on_a_confidential_source_is_an_entry(
    open_claim, make_person, sign_in
):
    cleared, list_reader, one_reader = (
        make_person(name, "reviewer", clearance=True) for name in ("di", "ed", "flo")
    )
    row = cite(open_claim, cleared, kind="person", url="", title="zq", confidential=True)
    at = f"/api/v1/evidence/{row.public_id}/comments/"
    made = sign_in(cleared).post(at, {"body": "Who?"}, content_type="application/json")
    read = TrailEntry.objects.filter(
        action="read_confidential", subject=f"source:{row.source.public_id}"
    )
    for person, path in (
        (list_reader, f"?claim={open_claim.public_id}"),
        (one_reader, f"{made.json()['public_id']}/"),
    ):
        assert sign_in(person).get(f"/api/v1/comments/{path}").status_code == 200
        assert read.get(actor=person).chain == open_claim.article.public_id
