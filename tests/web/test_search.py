"""Search finds what a person may read, and nothing else."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from claims.models import Article, Claim, Source
from claims.verdicts import open_round
from claims.workflow.jumping import find_claims
from claims.workflow.question import read_question
from tests.steps import LATER, alarm, cite, decide, hand_in, put_status, review


@pytest.fixture
def ask(client):
    def ask_as(person, question: str) -> str:
        client.force_login(person)
        answer = client.get(reverse("search"), {"q": question})
        assert answer.status_code == 200
        return str(answer.content.decode())

    return ask_as


def test_other_forms_of_a_word_are_found_and_marked(ask, viewer, article):
    page = ask(viewer, "freighter")
    assert "<mark>Freighters</mark>" in page


def test_phrases_negations_and_alternatives_narrow(ask, viewer, article):
    assert "<mark>" in ask(viewer, '"240 soldiers"')
    assert "<mark>" not in ask(viewer, '"soldiers 240"')
    assert "<mark>" not in ask(viewer, "soldiers -240 -freighters")
    assert "<mark>" in ask(viewer, "zeppelin OR soldiers")


def test_operators_list_claims_and_unknown_ones_are_named(ask, viewer, open_claim):
    assert reverse("claim", args=[open_claim.public_id]) in ask(viewer, "status:open")
    assert reverse("claim", args=[open_claim.public_id]) not in ask(
        viewer, "status:decided"
    )
    assert "Did you mean open?" in ask(viewer, "status:opne")
    assert "kind:" in ask(viewer, "kinds:money")


def test_operators_take_the_words_that_pages_show(ask, viewer, article):
    claim = article.claims.filter(kind="personnel_count")[0]
    at = reverse("claim", args=[claim.public_id])
    for question in ("kind:people", "kind:People", "kind:personnel_count"):
        assert at in ask(viewer, question)
    with override("es"):
        assert read_question("kind:personas").operators == {"kind": "personnel_count"}
    assert "people" in ask(viewer, "kind:")
    assert "Give a word after “article:”." in read_question("article:").wrong
    assert read_question("Ratio 3:1").words == "Ratio 3:1"


def test_what_was_dismissed_comes_only_where_it_is_asked_for(
    ask, viewer, open_claim, editor
):
    put_status(open_claim, "dismissed")
    at = reverse("claim", args=[open_claim.public_id])
    assert at not in ask(viewer, "soldiers")
    assert at not in ask(viewer, "kind:people")
    assert at in ask(viewer, "soldiers status:dismissed")


def test_a_blind_review_is_found_by_its_author_alone(
    ask, reviewer, second_reviewer, editor, open_claim
):
    cite(open_claim, reviewer)
    review(open_claim, reviewer, why="The manifest is a palimpsest.")
    assert "<mark>palimpsest</mark>" in ask(reviewer, "palimpsest")
    for person in (second_reviewer, editor):
        assert "<mark>" not in ask(person, "palimpsest")


def test_confidential_and_restricted_things_are_not_found(ask, viewer, open_claim, editor):
    row = cite(open_claim, editor, title="Harbour ledger")
    assert "<mark>" in ask(viewer, "ledger")
    Source.objects.filter(evidence=row).update(confidential=True)
    assert "<mark>" not in ask(viewer, "ledger")
    assert "<mark>" not in ask(viewer, '"came ashore"')
    Article.objects.update(restricted=True)
    assert "<mark>" not in ask(viewer, "soldiers")


def test_markup_in_a_hit_stays_text(ask, viewer, open_claim, editor):
    cite(open_claim, editor, passage="The <b>manifest</b> lists flour & <b.")
    page = ask(viewer, "manifest")
    assert "<b>" not in page
    assert "<mark>manifest</mark>" in page
    assert "flour &amp; &lt;b." in page


@pytest.mark.parametrize(
    "question",
    ["", "'; DROP TABLE x --", "a\x00b", "é" * 10_000, '"', "-", "a:b:c", "& | !"],
)
def test_odd_questions_are_answered(ask, viewer, article, question):
    assert "<mark>" not in ask(viewer, question)


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get(reverse("search")).status_code == 302


def test_many_matching_rows_hide_no_readable_one(ask, viewer, open_claim, monkeypatch):
    number = Claim.objects.count()
    assert number > 1
    every = ask(viewer, "freighters OR soldiers")
    for most, batch in ((1, 1), (100, 1)):
        monkeypatch.setattr("claims.workflow.finding.COMMON", most)
        monkeypatch.setattr("claims.workflow.finding.BATCH", batch)
        assert ask(viewer, "freighters OR soldiers").count("<mark>") == every.count(
            "<mark>"
        )


def test_people_and_days_narrow(ask, viewer, open_claim, reviewer):
    link = reverse("claim", args=[open_claim.public_id])
    Claim.objects.filter(pk=open_claim.pk).update(reviewer=reviewer)
    day = open_claim.created_at.date()
    assert link in ask(viewer, f"by:{reviewer.username}")
    assert link not in ask(viewer, f"by:{viewer.username}")
    assert "It takes" in ask(viewer, "by:qqqqqqq")
    assert link in ask(viewer, f"by:{reviewer.username} before:{day.replace(year=2100)}")
    assert link not in ask(viewer, f"by:{reviewer.username} before:2000-01-01")
    assert link not in ask(viewer, f"by:{reviewer.username} after:2100-01-01")
    assert "is no day" in ask(viewer, "before:yesterday")


def test_confidential_sources_are_found_by_nobody(ask, editor, open_claim):
    row = cite(open_claim, editor, title="Harbour ledger")
    Source.objects.filter(evidence=row).update(confidential=True)
    editor.clearance = True
    editor.save()
    assert "<mark>" not in ask(editor, "ledger")


def test_tools_search_as_the_page_does(client, viewer, article, open_claim):
    client.force_login(viewer)
    found = client.get("/api/v1/search/", {"q": "freighter"}).json()
    assert {"claims", "freighters"} <= {found[0]["group"], *found[0]["matched"]}
    assert found[0]["public_id"] in set(Claim.objects.values_list("public_id", flat=True))
    refused = client.get("/api/v1/search/", {"q": "status:opne"})
    assert refused.status_code == 400
    assert "Did you mean open?" in refused.content.decode()


@pytest.mark.parametrize("common", [1, 100])
def test_a_verdict_is_found_while_it_stands(
    ask, viewer, open_claim, reviewer, second_reviewer, monkeypatch, common
):
    monkeypatch.setattr("claims.workflow.search.COMMON", common)
    link = reverse("claim", args=[open_claim.public_id])
    decide(open_claim, reviewer, second_reviewer)
    assert link in ask(viewer, "verdict:true")
    assert link in ask(viewer, "status:decided verdict:true")
    alarm(open_claim)
    open_round(open_claim, actor=second_reviewer, now=LATER)
    hand_in(open_claim, second_reviewer, "false")
    review(open_claim, reviewer, "false")
    assert link in ask(viewer, "verdict:false")
    assert link not in ask(viewer, "verdict:true")


def test_a_question_is_narrowed_and_widened_by_links(client, viewer, open_claim):
    client.force_login(viewer)

    def narrow(question: str) -> dict[str, str]:
        answer = client.get(reverse("search"), {"q": question})
        rows = dict(answer.context["narrowing"])["Status"]
        return {
            row.label: row.query for row in rows if row.is_chosen or row.label == "Open"
        }

    assert narrow("soldiers") == {"Open": "q=soldiers+status%3Aopen"}
    assert narrow("soldiers status:open") == {"Open": "q=soldiers"}
    assert narrow("status:decided")["Open"] == "q=status%3Aopen"


def test_older_hits_follow_group_by_group(client, viewer, article, monkeypatch):
    monkeypatch.setattr("claims.workflow.search.SHOWN", 1)
    monkeypatch.setattr("claims.workflow.finding.SHOWN", 1)
    client.force_login(viewer)
    for question in ("soldiers OR Freighters OR harbour", "kind:personnel_count", "-zebra"):
        seen: list[int] = []
        query: dict[str, object] = {"q": question}
        while True:
            answer = client.get(reverse("search"), query)
            claims = {name: found for name, _, found in answer.context["groups"]}["claims"]
            seen += [hit.row.claim_id for hit in claims.hits]
            if claims.older is None:
                break
            query |= {"group": "claims", "before": claims.older}
        assert len(seen) == len(set(seen)), question
        every = client.get(reverse("search"), {"q": question, "group": "claims"})
        assert every.context["groups"][0][2].hits[0].row.claim_id == seen[0]
        if question == "-zebra":
            assert len(seen) == article.claims.count()


def test_a_common_word_in_the_palette_finds_only_what_has_it(viewer, article, monkeypatch):
    monkeypatch.setattr("claims.workflow.finding.COMMON", 1)
    found = find_claims("soldiers", viewer, article=None)
    assert found
    assert all("soldiers" in row.quote for row in found)
