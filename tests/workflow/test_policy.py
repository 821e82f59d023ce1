"""The decision table of policy: what is asked, what is met, what is missing."""

from datetime import date, timedelta

import pytest

from claims.models import Evidence, Policy, Source
from claims.workflow import find_needs, find_unmet
from claims.workflow.policy import Cited, Needs, combine, list_unmet
from tests.conftest import NOON
from tests.steps import cite

TODAY = date(2024, 5, 20)
PLAIN = Cited("supports", is_primary=False, has_locator=False, seen_on=None)
REFUTES = Cited("refutes", is_primary=False, has_locator=False, seen_on=None)
PRIMARY = Cited("supports", is_primary=True, has_locator=False, seen_on=None)
LOCATED = Cited("supports", is_primary=False, has_locator=True, seen_on=None)
CONTEXT = Cited("context", is_primary=True, has_locator=True, seen_on=TODAY)


def seen(days_ago: int) -> Cited:
    """A supporting source last seen so many days ago."""
    return Cited("supports", False, False, TODAY - timedelta(days=days_ago))


@pytest.mark.parametrize(
    ("needs", "cited", "missing"),
    [
        (Needs(), [], []),
        (Needs(min_sources=1), [], ["sources_too_few"]),
        (Needs(min_sources=1), [PLAIN], []),
        (Needs(min_sources=1), [REFUTES], []),
        (Needs(min_sources=1), [CONTEXT], ["sources_too_few"]),
        (Needs(min_sources=2), [PLAIN], ["sources_too_few"]),
        (Needs(min_sources=2), [PLAIN, REFUTES], []),
        (Needs(primary_required=True), [], ["primary_missing"]),
        (Needs(primary_required=True), [PLAIN], ["primary_missing"]),
        (Needs(primary_required=True), [CONTEXT], ["primary_missing"]),
        (Needs(primary_required=True), [PLAIN, PRIMARY], []),
        (Needs(locator_required=True), [], []),
        (Needs(locator_required=True), [LOCATED], []),
        (Needs(locator_required=True), [LOCATED, PLAIN], ["locator_missing"]),
        (Needs(locator_required=True), [LOCATED, CONTEXT], []),
        (Needs(capture_days=7), [], ["capture_stale"]),
        (Needs(capture_days=7), [PLAIN], ["capture_stale"]),
        (Needs(capture_days=7), [seen(7)], []),
        (Needs(capture_days=7), [seen(8)], ["capture_stale"]),
        (Needs(capture_days=7), [seen(8), seen(1)], []),
        (Needs(capture_days=7), [CONTEXT], ["capture_stale"]),
        (Needs(capture_days=0), [seen(0)], []),
        (
            Needs(min_sources=2, primary_required=True, capture_days=1),
            [LOCATED],
            ["sources_too_few", "primary_missing", "capture_stale"],
        ),
    ],
)
def test_each_unmet_rule_is_named_and_no_other(needs, cited, missing):
    assert [one.code for one in list_unmet(needs, cited, today=TODAY)] == missing


def test_words_say_how_many_are_still_missing():
    one = list_unmet(Needs(min_sources=3), [PLAIN], today=TODAY)[0]
    assert "at least 3" in one.detail
    assert "1 so far" in one.detail


def test_nothing_is_needed_where_no_policy_applies():
    assert combine([]) == Needs()


def test_the_strictest_of_each_requirement_counts():
    loose = Needs(min_sources=3, two_reviewers=False, capture_days=None, shelf_days=90)
    tight = Needs(min_sources=1, two_reviewers=True, capture_days=2, shelf_days=365)
    assert combine([loose, tight]) == Needs(
        min_sources=3, two_reviewers=True, capture_days=2, shelf_days=90
    )


def test_policies_combine_in_any_order():
    sets = [
        Needs(min_sources=2),
        Needs(primary_required=True),
        Needs(locator_required=True),
    ]
    assert combine(sets) == combine(reversed(sets))


def test_a_new_newsroom_asks_for_one_source_and_two_reviewers(claim):
    assert find_needs(claim) == Needs(min_sources=1, two_reviewers=True, shelf_days=365)


def test_only_policies_of_the_claims_kind_and_risks_apply(claim):
    Policy.objects.create(kind="personnel_count", min_sources=2)
    Policy.objects.create(kind="money", min_sources=9)
    Policy.objects.create(risk="deaths", primary_required=True)
    assert find_needs(claim).min_sources == 2
    assert not find_needs(claim).primary_required
    claim.risk = ["deaths", "legal"]
    assert find_needs(claim).primary_required


def test_a_retired_policy_asks_for_nothing(claim):
    Policy.objects.create(kind="personnel_count", min_sources=5, active=False)
    assert find_needs(claim).min_sources == 1


def test_evidence_that_was_withdrawn_meets_nothing(open_claim, reviewer):
    row = cite(open_claim, reviewer)
    assert find_unmet(open_claim, today=TODAY) == []
    Evidence.objects.filter(pk=row.pk).update(withdrawn_at=NOON)
    assert [one.code for one in find_unmet(open_claim, today=TODAY)] == ["sources_too_few"]


def test_a_stored_citation_brings_its_primacy_locator_and_last_sight(open_claim, reviewer):
    Policy.objects.create(
        kind="personnel_count", primary_required=True, locator_required=True, capture_days=3
    )
    row = cite(open_claim, reviewer)
    codes = [one.code for one in find_unmet(open_claim, today=NOON.date())]
    assert codes == ["primary_missing", "locator_missing", "capture_stale"]
    Source.objects.filter(pk=row.source_id).update(is_primary=True)
    Evidence.objects.filter(pk=row.pk).update(locator="p. 4", passage_seen_at=NOON)
    assert find_unmet(open_claim, today=NOON.date()) == []
