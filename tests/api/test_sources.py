"""Sources and evidence over REST."""

import pytest

from claims.models import LinkCheck, Role, Source
from tests.conftest import NOON
from tests.steps import cite


@pytest.fixture
def cited(open_claim, reviewer):
    """A citation of a web page."""
    return cite(open_claim, reviewer)


def test_a_check_is_asked_for(connect, reviewer, cited):
    Source.objects.update(asked_at=None)
    path = f"/api/v1/sources/{cited.source.public_id}/check/"
    answer = connect(reviewer).post(path)
    assert (answer.status_code, answer.json()["url"]) == (202, cited.source.url)
    assert Source.objects.get().asked_at is not None


def test_a_viewer_asks_for_none(connect, viewer, cited):
    answer = connect(viewer).post(f"/api/v1/sources/{cited.source.public_id}/check/")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_a_person_is_not_checked(connect, open_claim, reviewer):
    row = cite(open_claim, reviewer, kind="person", url="", title="The harbour master")
    answer = connect(reviewer).post(f"/api/v1/sources/{row.source.public_id}/check/")
    assert (answer.status_code, answer.json()["code"]) == (409, "transition_refused")


def test_visits_are_listed(connect, viewer, cited):
    for lease in ("one", "two"):
        LinkCheck.objects.create(source=cited.source, lease=lease, at=NOON, outcome="gone")
    path = f"/api/v1/sources/{cited.source.public_id}/checks/"
    rows = connect(viewer).get(path).json()["results"]
    assert [row["outcome"] for row in rows] == ["gone", "gone"]


def test_sources_are_filtered(connect, viewer, cited):
    client = connect(viewer)
    Source.objects.update(outcome="gone", alive=False)

    def count(query: str) -> int:
        return len(client.get(f"/api/v1/sources/?{query}").json()["results"])

    assert count("outcome=gone&outcome=ok") == 1
    assert count("alive=true") == 0
    assert count("host=harbour.example&kind=web") == 1


def test_a_confidential_source_is_not_there_for_the_uncleared(
    connect, open_claim, make_person, viewer, chief
):
    cleared = make_person("cleo", Role.REVIEWER, clearance=True)
    row = cite(open_claim, cleared, kind="person", url="", title="zq", confidential=True)
    paths = (f"sources/{row.source.public_id}/", f"evidence/{row.public_id}/")
    for path in paths:
        assert connect(viewer).get(f"/api/v1/{path}").status_code == 404
        assert connect(chief).get(f"/api/v1/{path}").status_code == 200
    for path in ("sources/", f"claims/{open_claim.public_id}/evidence/"):
        assert connect(viewer).get(f"/api/v1/{path}").json()["results"] == []


def test_a_citation_is_withdrawn_with_a_reason(connect, reviewer, cited):
    path = f"/api/v1/evidence/{cited.public_id}/withdraw/"
    client = connect(reviewer)
    missing = client.post(path, {})
    assert (missing.status_code, missing.json()["field"]) == (400, "reason")
    assert client.post(path, {"reason": "Wrong year."}).json()["withdrawn_at"]
    again = client.post(path, {"reason": "Again."})
    assert (again.status_code, again.json()["code"]) == (409, "transition_refused")


def test_lists_take_the_same_queries_at_any_length(
    connect, viewer, open_claim, reviewer, django_assert_num_queries
):
    for number in range(4):
        cite(open_claim, reviewer, url=f"https://h.example/{number}")
    client = connect(viewer)
    with django_assert_num_queries(3):
        assert len(client.get("/api/v1/sources/").json()["results"]) == 4
    with django_assert_num_queries(6):
        path = f"/api/v1/claims/{open_claim.public_id}/evidence/"
        assert len(client.get(path).json()["results"]) == 4
