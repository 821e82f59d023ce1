"""Policies and the agreement report over REST."""

from claims.models import Policy
from tests.conftest import NOON
from tests.steps import decide


def test_the_chief_adds_a_version_and_the_old_one_is_kept(make_person, sign_in):
    client = sign_in(make_person("chi", "chief"))
    given = {"kind": "count", "min_sources": 3, "reason": "Too many slips."}
    for version in (1, 2):
        answer = client.post("/api/v1/policies/", given, content_type="application/json")
        assert answer.status_code == 201
        assert answer.json()["version"] == version
    found = client.get("/api/v1/policies/?kind=count").json()["results"]
    assert {(one["version"], one["active"]) for one in found} == {(1, False), (2, True)}


def test_others_read_policies_and_cannot_set_them(editor, sign_in):
    client, before = sign_in(editor), Policy.objects.count()
    given = {"kind": "count", "min_sources": 0, "reason": "Less work."}
    answer = client.post("/api/v1/policies/", given, content_type="application/json")
    assert answer.status_code == 403
    assert Policy.objects.count() == before
    assert client.get("/api/v1/policies/").status_code == 200


def test_a_policy_without_a_reason_is_refused_by_field(make_person, sign_in):
    client = sign_in(make_person("chi", "chief"))
    answer = client.post("/api/v1/policies/", {}, content_type="application/json")
    assert answer.status_code == 400
    assert "reason" in answer.content.decode()


def test_agreement_is_given_by_all_kind_pair_and_month(
    open_claim, reviewer, second_reviewer, editor, sign_in
):
    decide(open_claim, reviewer, second_reviewer)
    rows = sign_in(editor).get("/api/v1/agreement/").json()
    assert [one["by"] for one in rows] == ["all", "kind", "pair", "month"]
    assert {one["cohen"]["n"] for one in rows} == {1}
    assert {one["cohen"]["share"] for one in rows} == {1.0}
    assert rows[0]["cohen"]["share_low"] < 0.3
    assert rows[0]["cohen"]["share_high"] == 1.0
    assert rows[1]["group"] == open_claim.kind
    assert rows[3]["group"] == f"{NOON:%Y-%m}"
    later = sign_in(editor).get("/api/v1/agreement/?since=2999-01-01").json()
    assert later == []
