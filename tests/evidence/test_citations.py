"""Citing, taking back, asking for a check."""

import pytest

from claims.errors import BadInput, NotAllowed, TransitionRefused
from claims.evidence import ask_check, withdraw_evidence
from claims.models import Evidence, Role, Source, TrailEntry
from tests.conftest import NOON
from tests.steps import LATER, cite, put_status

URL = "https://harbour.example/log"


def test_a_citation_is_due_for_a_visit_at_once(open_claim, reviewer):
    row = cite(open_claim, reviewer, locator="p. 4", value_found="240")
    assert (row.stance, row.locator, row.value_found) == ("supports", "p. 4", "240")
    source = row.source
    source.refresh_from_db()
    assert (source.next_visit_at, source.asked_at) == (NOON, NOON)


@pytest.mark.parametrize(
    "again", [URL, "HTTPS://Harbour.Example:443/log", f"{URL}#part", f" {URL} "]
)
def test_one_page_is_one_source_however_it_is_spelt(article, reviewer, again):
    first, second = article.claims.all()[:2]
    cite(first, reviewer, url=URL)
    cite(second, reviewer, url=again)
    assert Source.objects.count() == 1
    assert Evidence.objects.count() == 2


def test_a_later_citation_fills_in_what_is_missing_and_changes_nothing(article, reviewer):
    first, second = article.claims.all()[:2]
    cite(first, reviewer, publisher="Port Alder")
    cite(second, reviewer, publisher="Somebody else", title="Log")
    source = Source.objects.get()
    assert (source.publisher, source.title) == ("Port Alder", "Log")


def test_the_same_passage_is_not_cited_twice(open_claim, reviewer):
    cite(open_claim, reviewer)
    with pytest.raises(BadInput, match="already cited") as refusal:
        cite(open_claim, reviewer)
    assert refusal.value.field == "url"
    assert TrailEntry.objects.filter(action="cite_source").count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"url": ""}, "url"),
        ({"url": "no address"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "file:///etc/passwd"}, "url"),
        ({"url": "https://h.example/" + "x" * 4000}, "url"),
        ({"url": "https://h.example/" + "é" * 700}, "url"),
        ({"kind": "person", "title": " "}, "title"),
        ({"kind": "rumour", "title": "x"}, "kind"),
        ({"stance": "maybe"}, "stance"),
        ({"passage": "x" * 5001}, "passage"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_bad_input_names_its_field_and_writes_nothing(open_claim, reviewer, given, field):
    with pytest.raises(BadInput) as refusal:
        cite(open_claim, reviewer, **given)
    assert refusal.value.field == field
    assert not Source.objects.exists()


def test_a_viewer_cites_nothing(open_claim, viewer):
    with pytest.raises(NotAllowed):
        cite(open_claim, viewer)


def test_a_dismissed_claim_takes_no_sources(claim, reviewer):
    put_status(claim, "dismissed")
    with pytest.raises(TransitionRefused):
        cite(claim, reviewer)


def test_confidential_sources_need_clearance_and_leave_no_words_in_the_trail(
    open_claim, reviewer, make_person
):
    words = {"title": "A docker", "passage": "They told me so."}
    with pytest.raises(NotAllowed):
        cite(open_claim, reviewer, url="", kind="person", confidential=True, **words)
    cleared = make_person("cleo", Role.REVIEWER, clearance=True)
    cite(open_claim, cleared, url="", kind="person", confidential=True, **words)
    line = TrailEntry.objects.get(action="cite_source")
    assert set(line.after) == {"evidence", "source", "stance", "confidential"}
    assert "docker" not in str(line.after)


def test_a_confidential_address_is_not_betrayed(article, reviewer, chief):
    first, second = article.claims.all()[:2]
    Source.objects.filter(pk=cite(first, chief).source_id).update(confidential=True)
    with pytest.raises(BadInput, match="cannot be cited by you"):
        cite(second, reviewer)


def test_people_and_documents_are_not_visited(open_claim, reviewer):
    row = cite(open_claim, reviewer, kind="document", url="", title="Manifest, 4 pages")
    assert (row.source.url, row.source.next_visit_at) == ("", None)
    with pytest.raises(TransitionRefused):
        ask_check(row.source, actor=reviewer, now=LATER)


def test_a_citation_is_taken_back_once_with_a_reason(open_claim, reviewer):
    row = cite(open_claim, reviewer)
    with pytest.raises(BadInput):
        withdraw_evidence(row, actor=reviewer, now=LATER, reason=" ")
    withdraw_evidence(row, actor=reviewer, now=LATER, reason="Wrong year.")
    assert row.withdrawn_at == LATER
    with pytest.raises(TransitionRefused):
        withdraw_evidence(row, actor=reviewer, now=LATER, reason="Again.")
    assert TrailEntry.objects.get(action="withdraw_evidence").reason == "Wrong year."


def test_only_who_cited_it_or_an_editor_takes_it_back(
    open_claim, reviewer, second_reviewer, editor
):
    row = cite(open_claim, reviewer)
    with pytest.raises(NotAllowed):
        withdraw_evidence(row, actor=second_reviewer, now=LATER, reason="No.")
    assert withdraw_evidence(row, actor=editor, now=LATER, reason="No.").withdrawn_at


def test_a_viewer_asks_for_no_check(open_claim, reviewer, viewer):
    source = cite(open_claim, reviewer).source
    with pytest.raises(NotAllowed):
        ask_check(source, actor=viewer, now=LATER)


def test_asking_puts_a_source_at_the_head_and_says_who_asked(open_claim, reviewer):
    source = cite(open_claim, reviewer).source
    Source.objects.update(asked_at=None, next_visit_at=None)
    ask_check(source, actor=reviewer, now=LATER)
    assert (source.asked_at, source.next_visit_at) == (LATER, LATER)
    assert TrailEntry.objects.get(action="ask_check").actor == reviewer
