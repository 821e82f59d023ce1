"""Work on a claim over REST."""

import json

import pytest

from claims.models import Claim, Publication
from tests.steps import alarm, cite, decide, put_status, review

VERDICT = {"rating": "true", "rationale": "The log says so.", "as_of": "2019-03-30"}


@pytest.fixture
def act(connect, open_claim):
    """Post an act on the claim as somebody."""

    def send(person, name: str, body: dict[str, object] | None = None):
        path = f"/api/v1/claims/{open_claim.public_id}/{name}/"
        return connect(person).post(path, body or {})

    return send


def told(answer) -> tuple[int, str]:
    """Give status and code."""
    return answer.status_code, answer.json().get("code", "")


def test_a_claim_is_read_with_its_place_and_value(connect, viewer, claim):
    shown = connect(viewer).get(f"/api/v1/claims/{claim.public_id}/").json()
    text = claim.article.current.text
    assert text[shown["start"] : shown["end"]] == shown["quote"] == claim.quote
    assert (shown["kind"], shown["status"]) == ("personnel_count", "detected")
    assert (shown["verdict"], shown["reviewer"]) == (None, None)


def test_claims_are_filtered(connect, viewer, open_claim, reviewer, article):
    Claim.objects.filter(pk=open_claim.pk).update(reviewer=reviewer)
    client = connect(viewer)

    def count(query: str) -> int:
        return len(client.get(f"/api/v1/claims/?{query}").json()["results"])

    assert count("status=open") == 1
    assert count("status=open&status=detected") == article.claims.count()
    assert count("kind=personnel_count&kind=money") == 2
    assert count("reviewer=kwame") == 1
    assert count("article=0000000000") == 0
    assert count(f"article={article.public_id}") == article.claims.count()


def test_a_list_of_claims_takes_the_same_queries_at_any_length(
    connect, viewer, article, django_assert_num_queries
):
    client = connect(viewer)
    with django_assert_num_queries(5):
        rows = client.get("/api/v1/claims/").json()["results"]
    assert len(rows) == article.claims.count() > 5


def test_the_whole_way_from_evidence_to_publication(
    act, reviewer, second_reviewer, editor, open_claim
):
    cited = act(reviewer, "evidence", {"url": "https://log.example/", "passage": "240."})
    assert cited.status_code == 201
    assert cited.json()["source"]["host"] == "log.example"
    assert act(reviewer, "start").json()["status"] == "in_review"
    handed = act(reviewer, "reviews", VERDICT)
    assert (handed.status_code, handed.json()["rating"]) == (201, "true")
    assert act(second_reviewer, "start").json()["second_reviewer"] == "sara"
    act(second_reviewer, "reviews", VERDICT)
    published = act(editor, "publish")
    assert published.status_code == 201
    assert json.loads(published.json()["document"])["claimReviewed"] == open_claim.quote
    withdrawn = act(editor, "withdraw", {"reason": "A mix-up."}).json()
    assert withdrawn["status"] == "decided"
    assert withdrawn["verdict"]["rating"] == "true"


def test_recheck_is_entered_dismissed_and_opened(
    act, editor, reviewer, second_reviewer, open_claim
):
    decide(open_claim, reviewer, second_reviewer)
    asked = act(editor, "ask-correction", {"reason": "A reader wrote."}).json()
    assert asked["status"] == "recheck"
    back = act(editor, "dismiss-alarms", {"reason": "They were wrong."}).json()
    assert back["status"] == "decided"
    alarm(open_claim)
    assert act(reviewer, "open-round").json()["round"] == 2


def test_a_dispute_is_settled(act, chief, reviewer, second_reviewer, open_claim):
    cite(open_claim, reviewer)
    review(open_claim, reviewer, "true")
    review(open_claim, second_reviewer, "half")
    answer = act(chief, "adjudicate", VERDICT)
    assert (answer.status_code, answer.json()["how"]) == (201, "adjudication")


def test_reviewers_are_assigned_and_let_go(act, editor, reviewer):
    assert act(editor, "assign", {"reviewer": "kwame"}).json()["reviewer"] == "kwame"
    act(reviewer, "start")
    assert act(reviewer, "release").json()["status"] == "open"


def test_ones_own_review_is_withdrawn(act, reviewer, open_claim):
    cite(open_claim, reviewer)
    review(open_claim, reviewer)
    assert act(reviewer, "withdraw-review").json()["status"] == "in_review"


def test_an_editor_keeps_dismisses_and_restores(act, editor):
    dismissed = act(editor, "move", {"to": "dismissed", "note": "A headline."})
    assert dismissed.json()["status"] == "dismissed"
    assert act(editor, "move", {"to": "open", "note": "No."}).json()["status"] == "open"


@pytest.mark.parametrize(
    ("who", "name", "body", "expected"),
    [
        ("viewer", "start", {}, (403, "not_allowed")),
        ("viewer", "evidence", {"url": "https://a.example/"}, (403, "not_allowed")),
        ("reviewer", "move", {"to": "dismissed", "note": "x"}, (403, "not_allowed")),
        ("reviewer", "publish", {}, (403, "not_allowed")),
        ("editor", "start", {}, (403, "not_allowed")),
        ("editor", "publish", {}, (409, "transition_refused")),
        ("editor", "withdraw", {"reason": "x"}, (409, "transition_refused")),
        ("editor", "withdraw", {}, (400, "bad_input")),
        ("editor", "dismiss-alarms", {"reason": "x"}, (409, "transition_refused")),
        ("editor", "ask-correction", {"reason": "x"}, (409, "transition_refused")),
        ("editor", "move", {"to": "published"}, (409, "transition_refused")),
        ("editor", "move", {"to": "dismissed"}, (409, "transition_refused")),
        ("reviewer", "reviews", VERDICT, (409, "transition_refused")),
        ("reviewer", "release", {}, (409, "transition_refused")),
        ("reviewer", "open-round", {}, (409, "transition_refused")),
        ("reviewer", "withdraw-review", {}, (409, "transition_refused")),
        ("chief", "adjudicate", VERDICT, (409, "transition_refused")),
    ],
)
def test_refusals_carry_stable_codes(act, request, who, name, body, expected):
    assert told(act(request.getfixturevalue(who), name, body)) == expected


@pytest.mark.parametrize(
    ("name", "body", "field"),
    [
        ("move", {}, "to"),
        ("move", {"to": "printed"}, "to"),
        ("reviews", {**VERDICT, "rating": "great"}, "rating"),
        ("reviews", {**VERDICT, "rating": "\u0000"}, "rating"),
        ("reviews", {**VERDICT, "rating": ["true"]}, "rating"),
        ("reviews", {**VERDICT, "rating": {"a": 1}}, "rating"),
        ("reviews", {**VERDICT, "rationale": " "}, "rationale"),
        ("reviews", {**VERDICT, "as_of": "soon"}, "as_of"),
        ("adjudicate", {}, "rating"),
        ("assign", {"reviewer": "nobody"}, "reviewer"),
        ("assign", {"reviewer": "\u0000"}, "reviewer"),
        ("evidence", {"url": "ftp://a.example/"}, "url"),
        ("evidence", {"url": "https://a.example/\u0000"}, "url"),
        ("evidence", {"stance": "maybe"}, "stance"),
        ("evidence", {"kind": "rumour"}, "kind"),
        ("evidence", {"kind": "person"}, "title"),
        ("evidence", {"passage": "x" * 5001}, "passage"),
        ("evidence", {"published_on": "soon"}, "published_on"),
        ("publish", {"reason": ["x"]}, "reason"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_bad_shapes_name_their_field(act, chief, name, body, field):
    answer = act(chief, name, body)
    assert (answer.status_code, answer.json()["field"]) == (400, field), answer.content


def test_unmet_policy_is_listed_by_code(act, reviewer):
    act(reviewer, "start")
    answer = act(reviewer, "reviews", VERDICT)
    assert told(answer) == (409, "policy_unmet")
    assert [rule["code"] for rule in answer.json()["unmet"]] == ["sources_too_few"]


def test_a_retried_review_says_it_is_in(act, reviewer, open_claim):
    cite(open_claim, reviewer)
    act(reviewer, "start")
    assert act(reviewer, "reviews", VERDICT).status_code == 201
    assert told(act(reviewer, "reviews", VERDICT)) == (409, "transition_refused")


def test_a_dismissed_claim_takes_no_review(act, reviewer, open_claim):
    put_status(open_claim, "dismissed")
    assert told(act(reviewer, "start")) == (409, "transition_refused")


def test_publications_are_listed_with_their_exact_document(
    act, connect, viewer, editor, reviewer, second_reviewer, open_claim
):
    decide(open_claim, reviewer, second_reviewer)
    act(editor, "publish")
    client = connect(viewer)
    rows = client.get("/api/v1/publications/?is_current=true").json()["results"]
    assert [row["document"] for row in rows] == [Publication.objects.get().document]
    assert client.get("/api/v1/publications/?is_current=false").json()["results"] == []


def test_the_history_of_a_claim_is_read(connect, viewer, open_claim):
    rows = connect(viewer).get(f"/api/v1/claims/{open_claim.public_id}/trail/").json()
    (line,) = rows["results"]
    assert (line["action"], line["actor_name"]) == ("keep", "ines")
