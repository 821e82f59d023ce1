"""Splitting and merging claims, with what is cited for them."""

import pytest

from claims.errors import BadInput, ClaimChanged, TransitionRefused
from claims.intake import add_claim
from claims.intake.splitting import merge_claims, split_claim
from claims.models import Claim
from tests.conftest import NOON
from tests.steps import cite, put_status


@pytest.fixture
def mark(article, editor):
    """Make a claim of the first place some words stand."""

    def make(words: str, kind: str = "statement") -> Claim:
        start = article.current.text.index(words)
        end = start + len(words)
        return add_claim(article, start=start, end=end, kind=kind, actor=editor, now=NOON)

    return make


def place(article, words: str) -> tuple[int, int]:
    start = article.current.text.index(words)
    return start, start + len(words)


def test_a_claim_is_split_and_each_part_keeps_the_evidence(mark, article, editor):
    wide = mark("240 soldiers and 18 tonnes of flour")
    cite(wide, editor)
    at = [place(article, "240 soldiers"), place(article, "18 tonnes of flour")]
    parts = split_claim(wide, at=at, reason="Two facts.", actor=editor, now=NOON)
    assert [part.quote for part in parts] == ["240 soldiers", "18 tonnes of flour"]
    assert parts[0].kind == "personnel_count"
    assert [part.status for part in parts] == ["open", "open"]
    assert [part.evidence.get().passage for part in parts] == [
        "240 soldiers came ashore."
    ] * 2
    assert (wide.status, wide.evidence.count()) == ("dismissed", 1)
    edit = wide.edits.get()
    assert (edit.act, edit.after["claims"]) == ("split", [one.public_id for one in parts])


def test_a_split_needs_two_parts_within_the_words(claim, article, editor):
    inside = place(article, "240")
    for at in (
        [inside],
        [inside, inside],
        [inside, place(article, "flour, the")],
        [inside, (10**6, 10**6 + 2)],
        [(one, one + 1) for one in range(13)],
    ):
        with pytest.raises(BadInput):
            split_claim(claim, at=at, actor=editor, now=NOON)
    claim.refresh_from_db()
    assert claim.status == "detected"


def test_claims_that_touch_become_one_with_the_evidence_of_both_once(mark, article, editor):
    left, right = mark("landed at Port Alder"), mark("on Monday", "event")
    cite(left, editor)
    cite(right, editor)
    cite(right, editor, passage="On Monday morning.")
    merged = merge_claims([left, right], kind="event", actor=editor, now=NOON)
    assert (merged.quote, merged.kind) == ("landed at Port Alder on Monday", "event")
    assert sorted(row.passage for row in merged.evidence.all()) == [
        "240 soldiers came ashore.",
        "On Monday morning.",
    ]
    for old in (left, right):
        old.refresh_from_db()
        assert (old.status, old.edits.get().act) == ("dismissed", "merge")


def test_claims_with_words_between_them_stay_apart(mark, claim, editor):
    with pytest.raises(BadInput, match="neither overlap nor touch"):
        merge_claims([claim, mark("Mina Okafor")], actor=editor, now=NOON)
    with pytest.raises(BadInput):
        merge_claims([claim, claim], actor=editor, now=NOON)


def test_a_merge_with_a_claim_under_review_or_read_too_early_is_refused(
    mark, claim, editor
):
    other = mark("soldiers and 18 tonnes")
    with pytest.raises(ClaimChanged):
        merge_claims([claim, other], revision=9, actor=editor, now=NOON)
    put_status(other, "in_review")
    with pytest.raises(TransitionRefused):
        merge_claims([claim, other], actor=editor, now=NOON)
    claim.refresh_from_db()
    assert claim.status == "detected"
