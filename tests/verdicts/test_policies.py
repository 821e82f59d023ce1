"""Policies are rows: versioned, by the chief, with a reason."""

import pytest

from claims.errors import BadInput, NotAllowed
from claims.models import Policy, TrailEntry
from claims.verdicts.agreement_report import list_rounds, report_agreement
from claims.verdicts.policies import set_policy
from claims.workflow import find_needs
from claims.workflow.policy import Needs
from tests.conftest import NOON
from tests.steps import decide, review

STRICT = Needs(min_sources=3, primary_required=True, two_reviewers=True)


def test_a_new_policy_retires_the_old_row_and_is_in_the_trail(chief, open_claim):
    for needs in (STRICT, Needs(min_sources=2)):
        set_policy(actor=chief, now=NOON, needs=needs, kind="personnel_count", reason="R.")
    rows = Policy.objects.filter(kind="personnel_count").order_by("version")
    assert [(row.version, row.active) for row in rows] == [(1, False), (2, True)]
    assert find_needs(open_claim).min_sources == 2
    entry = TrailEntry.objects.filter(action="set_policy").order_by("-seq")[0]
    assert (entry.before["min_sources"], entry.after["min_sources"]) == (3, 2)


def test_the_strictest_of_general_kind_and_risk_counts(chief, open_claim):
    open_claim.risk = ["deaths"]
    open_claim.save(update_fields=("risk",))
    set_policy(actor=chief, now=NOON, needs=STRICT, risk="deaths", reason="Lives.")
    set_policy(actor=chief, now=NOON, needs=STRICT, risk="legal", reason="Courts.")
    assert find_needs(open_claim).primary_required
    open_claim.risk = []
    assert not find_needs(open_claim).primary_required


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "mood"}, "kind"),
        ({"risk": "boredom"}, "risk"),
        ({"reason": " "}, "reason"),
        ({"needs": Needs(min_sources=99)}, "min_sources"),
    ],
)
def test_what_no_policy_may_say_is_refused(chief, more, field):
    given = {"needs": STRICT, "reason": "R."} | more
    with pytest.raises(BadInput) as refused:
        set_policy(actor=chief, now=NOON, **given)
    assert refused.value.field == field


def test_an_editor_sets_no_policy(editor):
    with pytest.raises(NotAllowed):
        set_policy(actor=editor, now=NOON, needs=STRICT, reason="R.")


def test_agreement_counts_finished_rounds_only(
    article, open_claim, editor, reviewer, second_reviewer
):
    decide(open_claim, reviewer, second_reviewer)
    found = report_agreement(list_rounds(editor))
    assert found["all"]["all"]["cohen"].share == 1.0
    assert list(found["kind"]) == ["personnel_count"]
    assert list(found["pair"]) == ["kwame and sara"]
    assert list(found["month"]) == ["2019-03"]


def test_a_blind_round_is_not_in_the_report(open_claim, editor, reviewer):
    Policy.objects.update(min_sources=0)
    review(open_claim, reviewer)
    assert list_rounds(editor) == []
    assert list_rounds(reviewer) == []
