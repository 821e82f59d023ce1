"""Taking back one's own last correction."""

from typing import Any

import pytest

from claims.errors import ClaimChanged, NotAllowed, TransitionRefused
from claims.intake import add_claim
from claims.intake.editing import correct_value, respan_claim, retype_claim
from claims.intake.splitting import merge_claims, split_claim
from claims.intake.undo import find_last_edit, undo_edit
from claims.models import Article, Claim, ClaimEdit, User
from claims.workflow import move_claim
from tests.conftest import NOON
from tests.steps import find_words, put_status

KEPT = ("kind", "value", "readings", "rule", "confidence", "reason", "parts", "quote")


def read(claim: Claim) -> list[object]:
    fresh = Claim.objects.get(pk=claim.pk)
    return [getattr(fresh, name) for name in KEPT]


def respan(claim: Claim, words: str, **by: Any) -> ClaimEdit:
    start, end = find_words(claim, words)
    return respan_claim(claim, start=start, end=end, **by)


def undo_last(article: Article, editor: User) -> Claim:
    edit = find_last_edit(article, editor)
    assert edit is not None
    return undo_edit(edit, actor=editor, now=NOON)


@pytest.mark.parametrize(
    "change",
    [
        lambda claim, **by: correct_value(claim, value={"n": 7}, **by),
        lambda claim, **by: retype_claim(claim, kind="event", **by),
        lambda claim, **by: respan(claim, "18 tonnes", **by),
        lambda claim, **by: respan(claim, "240", **by),
    ],
    ids=["value", "kind", "other words", "shorter"],
)
def test_an_undone_correction_leaves_the_claim_as_it_was(claim, editor, change):
    before = read(claim)
    edit = change(claim, actor=editor, now=NOON)
    assert read(claim) != before
    undo_edit(edit, actor=editor, now=NOON)
    assert read(claim) == before
    assert find_last_edit(claim.article, editor) is None
    with pytest.raises(TransitionRefused, match="undone already"):
        undo_edit(edit, actor=editor, now=NOON)


def test_corrections_are_undone_from_the_last_backwards(claim, editor):
    before = read(claim)
    first = correct_value(claim, value={"n": 7}, actor=editor, now=NOON)
    correct_value(claim, value={"n": 8}, actor=editor, now=NOON)
    with pytest.raises(ClaimChanged):
        undo_edit(first, actor=editor, now=NOON)
    for _ in range(2):
        undo_last(claim.article, editor)
    assert read(claim) == before


def test_nobody_undoes_the_corrections_of_others(claim, editor, chief):
    edit = correct_value(claim, value={"n": 7}, actor=editor, now=NOON)
    assert find_last_edit(claim.article, chief) is None
    with pytest.raises(NotAllowed):
        undo_edit(edit, actor=chief, now=NOON)


def test_a_claim_under_review_by_now_is_not_changed_back(claim, editor):
    edit = correct_value(claim, value={"n": 7}, actor=editor, now=NOON)
    put_status(claim, "in_review")
    with pytest.raises(TransitionRefused):
        undo_edit(edit, actor=editor, now=NOON)


def test_an_undone_split_brings_the_claim_back_and_dismisses_its_parts(claim, editor):
    spans = [find_words(claim, words) for words in ("240", "soldiers and 18")]
    spans[1] = (spans[1][0], spans[1][0] + len("soldiers"))
    parts = split_claim(claim, at=spans, actor=editor, now=NOON)
    undo_edit(claim.edits.get(act="split"), actor=editor, now=NOON)
    claim.refresh_from_db()
    assert claim.status == "open"
    assert {Claim.objects.get(pk=one.pk).status for one in parts} == {"dismissed"}


def test_a_split_whose_part_is_worked_on_stays(claim, editor):
    spans = [find_words(claim, words) for words in ("240", "240 soldiers")]
    parts = split_claim(claim, at=spans, actor=editor, now=NOON)
    put_status(parts[0], "in_review")
    with pytest.raises(TransitionRefused, match="worked on since"):
        undo_edit(claim.edits.get(act="split"), actor=editor, now=NOON)


def test_an_undone_merge_brings_all_of_them_back(claim, article, editor):
    start, end = find_words(claim, "soldiers and 18")
    other = add_claim(article, start=start, end=end, kind="event", actor=editor, now=NOON)
    merged = merge_claims([claim, other], actor=editor, now=NOON)
    undo_last(article, editor)
    status = dict(article.claims.values_list("pk", "status"))
    assert [status[one.pk] for one in (claim, other, merged)] == [
        "open",
        "open",
        "dismissed",
    ]
    assert find_last_edit(article, editor) is None


def test_a_dismissal_is_undone_too(claim, editor):
    move_claim(claim, to="dismissed", actor=editor, now=NOON, note="A slip.")
    claim = undo_last(claim.article, editor)
    assert claim.status == "open"
