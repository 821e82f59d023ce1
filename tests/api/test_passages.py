from base64 import b64encode

from claims.evidence.files import read_file_text
from claims.models import Evidence
from tests.conftest import NOON
from tests.evidence.test_files import PDF
from tests.steps import cite


def test_a_file_is_cited_and_its_passage_chosen(connect, reviewer, viewer, open_claim):
    path = f"/api/v1/claims/{open_claim.public_id}/evidence/"
    client = connect(reviewer)
    wrong = client.post(path, {"file": {"name": "a.pdf", "content": "no base64!"}})
    assert wrong.status_code == 400
    page = {"name": "a.pdf", "content": b64encode(b"<html>").decode()}
    refused = client.post(path, {"file": page})
    assert (refused.status_code, refused.json()["field"]) == (400, "file")
    given = {"name": "manifest.pdf", "content": b64encode(PDF).decode()}
    done = client.post(path, {"file": given})
    assert done.status_code == 201
    row = Evidence.objects.get(public_id=done.json()["public_id"])
    read_file_text(row.source_id, now=NOON)
    chosen = f"/api/v1/evidence/{row.public_id}/passage/"
    words = {"passage": "The manifest lists 240 soldiers.", "locator": "p. 1"}
    assert client.post(chosen, words).json()["passage_state"] == "found"
    assert connect(viewer).post(chosen, words).status_code == 403


def test_a_source_is_put_right(connect, reviewer, viewer, open_claim):
    source = cite(open_claim, reviewer).source
    path = f"/api/v1/sources/{source.public_id}/describe/"
    words = {"title": "The log", "publisher": "Port", "published_on": "2019-03-30",
             "is_primary": True}  # fmt: skip
    assert connect(reviewer).post(path, words).json()["publisher"] == "Port"
    assert connect(reviewer).post(path, {}).status_code == 400
    assert connect(viewer).post(path, words).status_code == 403
