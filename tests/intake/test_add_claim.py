"""Claims that people mark."""

import pytest

from claims.errors import BadInput, NotAllowed
from claims.intake import add_claim
from claims.models import TrailEntry
from tests.conftest import NOON


def test_marked_words_become_an_open_claim_with_the_next_number(article, editor):
    last = article.claims.count()
    start = article.current.text.index("the harbour master")
    claim = add_claim(article, start=start, end=start + 18, actor=editor, now=NOON)
    assert (claim.quote, claim.status, claim.kind) == (
        "the harbour master",
        "open",
        "statement",
    )
    assert (claim.number, claim.created_by) == (last + 1, editor)
    assert TrailEntry.objects.get(action="add_claim").after["quote"] == "the harbour master"


def test_words_a_rule_reads_bring_their_value(article, editor, claim):
    anchor = claim.anchor
    again = add_claim(article, start=anchor.start, end=anchor.end, actor=editor, now=NOON)
    assert (again.kind, again.value) == (claim.kind, claim.value)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 4), (-1, 4), (0, 9999), (53, 55)])
def test_a_span_that_holds_no_words_is_refused(article, editor, start, end):
    with pytest.raises(BadInput) as refusal:
        add_claim(article, start=start, end=end, actor=editor, now=NOON)
    assert refusal.value.field == "start"


def test_an_unknown_kind_is_refused(article, editor):
    with pytest.raises(BadInput) as refusal:
        add_claim(article, start=0, end=4, kind="rumour", actor=editor, now=NOON)
    assert refusal.value.field == "kind"


def test_a_reviewer_adds_no_claims(article, reviewer):
    with pytest.raises(NotAllowed):
        add_claim(article, start=0, end=4, actor=reviewer, now=NOON)
