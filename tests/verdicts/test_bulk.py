"""One act on many claims, tried first, then done to all or to none."""

import pytest

from claims.errors import BadInput, ClaimChanged, NotAllowed
from claims.models import Article, Claim, TrailEntry
from claims.verdicts.bulk import act_on_all, assign, dismiss, keep, label, try_act
from claims.verdicts.risks import flag_risks
from tests.conftest import NOON
from tests.steps import put_status


def list_claims(article: Article) -> list[Claim]:
    return list(article.claims.order_by("number"))


def test_a_trial_writes_nothing_and_names_each_refusal(article, open_claim, editor):
    claims = list_claims(article)
    before = TrailEntry.objects.count()
    trials = try_act(claims, keep(), actor=editor, now=NOON)
    refused = [one for one in trials if one.refusal]
    assert [one.claim for one in refused] == [open_claim]
    assert all(one.code for one in refused)
    assert TrailEntry.objects.count() == before
    assert article.claims.filter(status="open").count() == 1


def test_all_are_done_or_none(article, open_claim, editor):
    claims = list_claims(article)
    with pytest.raises(ClaimChanged, match="Nothing was done"):
        act_on_all(claims, keep(), actor=editor, now=NOON)
    assert article.claims.filter(status="open").count() == 1
    rest = [one for one in list_claims(article) if one.pk != open_claim.pk]
    assert act_on_all(rest, keep(), actor=editor, now=NOON) == len(rest)
    assert article.claims.exclude(status="open").count() == 0
    assert act_on_all(rest, dismiss("Twice."), actor=editor, now=NOON) == len(rest)
    assert article.claims.filter(status="dismissed").count() == len(rest)


def test_one_person_is_asked_for_the_review_that_is_open(
    article, open_claim, editor, reviewer, second_reviewer
):
    other = article.claims.exclude(pk=open_claim.pk).first()
    put_status(other, "second_review")
    Claim.objects.filter(pk=other.pk).update(reviewer=reviewer)
    claims = [open_claim, article.claims.get(pk=other.pk)]
    act_on_all(claims, assign(second_reviewer), actor=editor, now=NOON)
    rows = article.claims.filter(pk__in=[one.pk for one in claims])
    assert set(rows.values_list("reviewer__username", "second_reviewer__username")) == {
        ("sara", None), ("kwame", "sara"),
    }  # fmt: skip


def test_none_and_too_many_are_refused(editor, open_claim):
    for claims in ([], [open_claim] * 201):
        with pytest.raises(BadInput):
            try_act(claims, keep(), actor=editor, now=NOON)


def test_a_flag_is_added_once_and_stands_in_the_trail(open_claim, editor, viewer):
    act_on_all([open_claim], label("legal"), actor=editor, now=NOON)
    open_claim.refresh_from_db()
    act_on_all([open_claim], label("legal"), actor=editor, now=NOON)
    open_claim.refresh_from_db()
    assert open_claim.risk == ["legal"]
    assert TrailEntry.objects.filter(action="flag_risks").count() == 1
    with pytest.raises(BadInput, match="gold"):
        flag_risks(open_claim, actor=editor, now=NOON, risks=["gold"])
    with pytest.raises(NotAllowed):
        flag_risks(open_claim, actor=viewer, now=NOON, risks=[])
