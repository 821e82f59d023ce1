"""Taking back what one did last: by who did it, while nothing newer happened."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from claims.errors import BadInput, ClaimChanged, NotAllowed, TransitionRefused
from claims.intake import add_claim, read_pasted, submit_article
from claims.intake.splitting import split_claim
from claims.models import Article, Claim, Role, Sentence, TrailEntry, User
from claims.verdicts import assign_reviewers, start_review
from claims.verdicts.bulk import act_on_all, assign, dismiss, keep, label
from claims.verdicts.clearance import clear_article
from claims.verdicts.comments import add_comment
from claims.verdicts.coverage import waive_sentence
from claims.verdicts.reassigning import reassign_review
from claims.verdicts.risks import flag_risks
from claims.verdicts.teams import change_team
from claims.verdicts.undoing import find_last_act, list_offered, undo_act
from claims.workflow import move_claim
from claims.workflow.verification import find_break
from tests.conftest import NOON, TEXT
from tests.desk_steps import make_clearable
from tests.steps import LATER, find_words

COLUMNS = ("status", "reviewer_id", "second_reviewer_id", "risk")
ACTS: dict[str, Callable[..., Any]] = {
    "dismiss": lambda claim, people, **who: move_claim(
        claim, to="dismissed", note="No.", **who
    ),
    "assign": lambda claim, people, **who: assign_reviewers(
        claim, reviewer=people[1], second_reviewer=people[0], **who
    ),
    "reassign": lambda claim, people, **who: reassign_review(
        claim, person=people[1], reason="Ill.", **who
    ),
    "flag": lambda claim, people, **who: flag_risks(claim, risks=["deaths"], **who),
}


def read(claim: Claim) -> dict[str, Any]:
    return Claim.objects.filter(pk=claim.pk).values(*COLUMNS)[0]


def undo_last(article: Article, actor: User) -> int:
    entry = find_last_act(article, actor)
    assert entry is not None
    return undo_act(entry, actor=actor, now=LATER)


@pytest.mark.parametrize("name", ACTS)
def test_an_undone_act_leaves_the_claim_as_it_was_and_the_trail_tells_both(
    name, open_claim, editor, reviewer, second_reviewer
):
    claim, who = open_claim, {"actor": editor, "now": NOON}
    assign_reviewers(claim, reviewer=reviewer, **who)
    flag_risks(claim, risks=["legal"], **who)
    before, entries = read(claim), TrailEntry.objects.count()
    ACTS[name](claim, (reviewer, second_reviewer), **who)
    assert read(claim) != before
    assert undo_last(claim.article, editor) == 1
    assert read(claim) == before
    newest = TrailEntry.objects.filter(subject=f"claim:{claim.public_id}").latest("seq")
    assert (newest.action, newest.actor) == ("undo", editor)
    assert TrailEntry.objects.count() == entries + 2
    assert find_break(claim.article.public_id) == ""
    undone = TrailEntry.objects.get(chain=newest.chain, seq=newest.after["undoes"])
    with pytest.raises(TransitionRefused, match="undone already"):
        undo_act(undone, actor=editor, now=LATER)
    assert find_last_act(claim.article, editor) is None


def test_a_restored_claim_is_dismissed_again_and_counts_against_its_rule(claim, editor):
    for to in ("dismissed", "open"):
        move_claim(claim, to=to, actor=editor, now=NOON, note="Because.")
    standing = claim.edits.filter(act="dismiss", undone_by=None)
    assert not standing.exists()
    undo_last(claim.article, editor)
    assert read(claim)["status"] == "dismissed"
    assert standing.count() == 1


def test_a_dismissal_undone_counts_against_no_rule(claim, editor):
    move_claim(claim, to="dismissed", actor=editor, now=NOON, note="No.")
    undo_last(claim.article, editor)
    assert read(claim)["status"] == "open"  # no step leads back to detected
    assert not claim.edits.filter(act="dismiss", undone_by=None).exists()


def test_who_was_reviewing_is_asked_again_and_begins_anew(
    open_claim, editor, reviewer, second_reviewer
):
    start_review(open_claim, actor=reviewer, now=NOON)
    given: dict[str, Any] = {"actor": editor, "now": NOON, "reason": "Ill."}
    reassign_review(open_claim, person=second_reviewer, **given)
    undo_last(open_claim.article, editor)
    fresh = Claim.objects.get(pk=open_claim.pk)
    assert (fresh.status, fresh.reviewer) == ("open", reviewer)
    assert start_review(fresh, actor=reviewer, now=LATER).reviewer == reviewer


def test_nobody_undoes_what_somebody_else_did(open_claim, editor, chief):
    flag_risks(open_claim, actor=editor, now=NOON, risks=["legal"])
    entry = find_last_act(open_claim.article, editor)
    assert entry is not None
    assert find_last_act(open_claim.article, chief) is None
    with pytest.raises(NotAllowed, match="did it"):
        undo_act(entry, actor=chief, now=LATER)


def test_a_kept_claim_does_not_go_back_to_found(open_claim, editor):
    assert find_last_act(open_claim.article, editor) is None
    entry = TrailEntry.objects.get(action="keep")
    with pytest.raises(TransitionRefused, match="Do the opposite"):
        undo_act(entry, actor=editor, now=LATER)


def test_who_may_not_do_it_any_more_does_not_undo_it(open_claim, editor):
    move_claim(open_claim, to="dismissed", actor=editor, now=NOON, note="No.")
    entry = find_last_act(open_claim.article, editor)
    assert entry is not None
    editor.role = Role.REVIEWER
    editor.save()
    assert find_last_act(open_claim.article, editor) is None
    with pytest.raises(NotAllowed):
        undo_act(entry, actor=editor, now=LATER)


def test_newer_work_stands_in_the_way_and_a_remark_does_not(open_claim, editor, reviewer):
    flag_risks(open_claim, actor=editor, now=NOON, risks=["legal"])
    entry = find_last_act(open_claim.article, editor)
    assert entry is not None
    add_comment(open_claim, actor=reviewer, now=NOON, body="Why?")
    flag_risks(open_claim, actor=reviewer, now=NOON, risks=["deaths"])
    with pytest.raises(ClaimChanged, match="moved on since, by kwame"):
        undo_act(entry, actor=editor, now=LATER)
    assert read(open_claim)["risk"] == ["deaths"]


def test_a_claim_made_by_mistake_is_dismissed_again(article, editor):
    start = article.current.text.index("before dark")
    made = add_claim(article, start=start, end=start + 11, actor=editor, now=NOON)
    assert undo_last(article, editor) == 1
    assert read(made)["status"] == "dismissed"
    assert not made.edits.exists()
    assert find_break(article.public_id) == ""


def test_a_remark_does_not_end_undoing(open_claim, editor, reviewer):
    flag_risks(open_claim, actor=editor, now=NOON, risks=["legal"])
    add_comment(open_claim, actor=reviewer, now=NOON, body="Why?")
    add_comment(open_claim, actor=editor, now=NOON, body="So.")
    undo_last(open_claim.article, editor)
    assert read(open_claim)["risk"] == []


def test_a_split_is_not_undone_as_a_dismissal(open_claim, editor):
    start, end = find_words(open_claim, "240 soldiers")
    at = [(start, start + 3), (start + 4, end)]
    split_claim(open_claim, at=at, actor=editor, now=NOON)
    entry = TrailEntry.objects.filter(
        subject=f"claim:{open_claim.public_id}", action="dismiss"
    ).latest("seq")
    with pytest.raises(TransitionRefused):
        undo_act(entry, actor=editor, now=LATER)


def test_a_bulk_act_is_undone_as_a_whole(article, editor, reviewer):
    claims = list(article.claims.order_by("pk"))
    act_on_all(claims, keep(), actor=editor, now=NOON)
    for act in (label("legal"), dismiss("Not for us.")):
        assert act_on_all(claims, act, actor=editor, now=NOON) == len(claims)
    assert undo_last(article, editor) == len(claims)
    assert {read(one)["status"] for one in claims} == {"open"}
    assert {tuple(read(one)["risk"]) for one in claims} == {("legal",)}
    assert find_break(article.public_id) == ""


def test_of_a_bulk_act_nothing_is_undone_where_one_claim_moved_on(
    article, editor, chief, reviewer
):
    claims = list(article.claims.order_by("pk"))
    for one in claims:
        move_claim(one, to="open", actor=editor, now=NOON)
    act_on_all(claims, assign(reviewer), actor=editor, now=NOON)
    flag_risks(claims[1], actor=chief, now=NOON, risks=["legal"])
    entry = find_last_act(article, editor)
    assert entry is not None
    with pytest.raises(ClaimChanged, match=f"Claim {claims[1].number} .* Nothing was"):
        undo_act(entry, actor=editor, now=LATER)
    assert {read(one)["reviewer_id"] for one in claims} == {reviewer.pk}


@pytest.fixture
def shut_out(article, editor, make_person):
    """A bulk act over two articles, the second of which is restricted since then: the
    entry in the first, who did it, and the claim in the second."""
    nia = make_person("nia", Role.EDITOR)
    text = f"{TEXT}\nAnother 77 ships left.\n"
    second = submit_article(
        read_pasted(text), actor=editor, now=NOON, published_on=date(2019, 3, 30)
    )
    claims = [article.claims.all()[0], second.claims.all()[0]]
    act_on_all(claims, label("legal"), actor=nia, now=NOON)
    change_team(second, actor=editor, now=NOON, change="restrict")
    return find_last_act(article, nia), nia, claims[1]


def test_a_bulk_act_is_not_undone_into_an_article_that_is_shut_to_who_did_it(
    shut_out, chief
):
    entry, nia, hidden = shut_out
    assert list_offered(entry, nia) == []
    flag_risks(hidden, actor=chief, now=NOON, risks=["deaths"])
    entries = TrailEntry.objects.count()
    with pytest.raises(NotAllowed) as refused:
        undo_act(entry, actor=nia, now=LATER)
    told = f"{refused.value} {refused.value.extra}"
    assert chief.username not in told
    assert hidden.public_id not in told
    assert {one.risk[0] for one in Claim.objects.exclude(risk=[])} == {"legal", "deaths"}
    assert TrailEntry.objects.count() == entries


def test_a_bulk_act_over_two_open_articles_is_undone_in_both(shut_out, editor):
    entry, nia, other = shut_out
    change_team(other.article, actor=editor, now=NOON, change="open", reason="Out.")
    assert len(list_offered(entry, nia)) == 2
    assert undo_act(entry, actor=nia, now=LATER) == 2
    assert not Claim.objects.exclude(risk=[]).exists()


def test_who_was_asked_before_and_has_another_name_now_is_asked_again_by_hand(
    open_claim, editor, reviewer, second_reviewer
):
    assign_reviewers(open_claim, reviewer=reviewer, actor=editor, now=NOON)
    assign_reviewers(open_claim, reviewer=second_reviewer, actor=editor, now=NOON)
    entry = find_last_act(open_claim.article, editor)
    assert entry is not None
    User.objects.filter(pk=reviewer.pk).update(username="kwame-b")
    with pytest.raises(BadInput, match="kwame"):
        undo_act(entry, actor=editor, now=LATER)
    assert read(open_claim)["reviewer_id"] == second_reviewer.pk


def test_two_acts_of_one_moment_are_not_one(open_claim, article, editor):
    other = article.claims.filter(status="detected")[0]
    for one in (open_claim, other):
        flag_risks(one, actor=editor, now=NOON, risks=["legal"])
    assert undo_last(article, editor) == 1
    assert read(open_claim)["risk"] == ["legal"]


def test_a_waiver_is_undone_by_who_waived_and_takes_the_clearance_along(
    open_claim, editor, reviewer, second_reviewer, chief
):
    article = make_clearable(open_claim, editor, reviewer, second_reviewer)
    clear_article(article, actor=chief, now=LATER)
    entry = TrailEntry.objects.filter(action="waive_sentence").latest("pk")
    with pytest.raises(NotAllowed):
        undo_act(entry, actor=chief, now=LATER)
    assert undo_act(entry, actor=editor, now=LATER + timedelta(minutes=1)) == 1
    index = int(entry.subject.rpartition(":")[2])
    sentence = Sentence.objects.get(version=article.current, index=index)
    assert sentence.waived_reason == ""
    assert Article.objects.get(pk=article.pk).status == "checking"
    waive_sentence(sentence, actor=editor, now=LATER, reason="A headline.")
    with pytest.raises(TransitionRefused, match="undone already"):
        undo_act(entry, actor=editor, now=LATER)
