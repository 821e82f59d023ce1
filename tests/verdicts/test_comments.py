"""Comments: who may say, answer, change and close what, and who hears of it."""

import pytest
from django.db import IntegrityError, transaction

from claims.errors import BadInput, ClaimChanged, NotAllowed, TransitionRefused
from claims.models import Article, Comment, Notice, Sentence, TrailEntry
from claims.verdicts.comments import (
    add_comment,
    edit_comment,
    reopen_comment,
    resolve_comment,
)
from tests.conftest import NOON
from tests.steps import cite


def say(about, by, body="Is this the gross figure?") -> Comment:
    return add_comment(about, actor=by, now=NOON, body=body)


def test_a_comment_hangs_on_claim_evidence_or_sentence(open_claim, reviewer):
    row = cite(open_claim, reviewer)
    sentence = Sentence.objects.filter(version=open_claim.article.current)[0]
    comments = [say(one, reviewer) for one in (open_claim, row, sentence)]
    assert [one.claim_id for one in comments] == [open_claim.pk, open_claim.pk, None]
    entry = TrailEntry.objects.filter(action="comment").first()
    assert entry is not None
    assert entry.after["body"] == "Is this the gross figure?"


def test_a_reply_to_a_reply_is_refused_and_the_database_allows_no_circle(
    open_claim, reviewer, editor
):
    first = say(open_claim, reviewer)
    reply = say(first, editor, "Yes.")
    with pytest.raises(BadInput) as refusal:
        say(reply, reviewer, "Sure?")
    assert refusal.value.code == "reply_too_deep"
    for row, parent in ((first, reply), (first, first), (reply, reply)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=row.pk).update(parent=parent)


def test_mentions_and_replies_tell_their_people_once(
    open_claim, reviewer, second_reviewer, editor
):
    first = say(open_claim, reviewer, "Ask @sara, @SARA or desk@ines.example?")
    assert [row.event for row in Notice.objects.filter(to=second_reviewer)] == ["mention"]
    assert not Notice.objects.filter(to=editor).exists(), "an address is no mention"
    say(first, second_reviewer, "I did, @kwame.")
    assert [row.event for row in Notice.objects.filter(to=reviewer)] == ["mention"]
    say(first, editor, "Good.")
    events = [row.event for row in Notice.objects.filter(to=reviewer)]
    assert events == ["comment_reply", "mention"]


def test_a_mention_reaches_nobody_who_may_not_read_it(open_claim, chief, editor, reviewer):
    row = cite(open_claim, chief, url="", kind="person", confidential=True, title="X")
    say(row, chief, "Tell @ines nothing.")
    assert not Notice.objects.filter(to=editor).exists()
    assert not Comment.objects.visible_to(editor).exists()
    assert "nothing" not in str(TrailEntry.objects.get(action="comment").body())
    with pytest.raises(NotAllowed):
        say(row, editor)
    Article.objects.filter(pk=open_claim.article_id).update(restricted=True)
    open_claim.article.refresh_from_db()
    say(open_claim, chief, "And @kwame?")
    assert not Notice.objects.filter(to=reviewer).exists()


def test_the_second_of_two_edits_keeps_both_texts(open_claim, reviewer, editor):
    comment = say(open_claim, reviewer)
    edit_comment(comment, actor=reviewer, now=NOON, body="Gross, I think.", revision=1)
    with pytest.raises(ClaimChanged) as refusal:
        edit_comment(comment, actor=reviewer, now=NOON, body="Net?", revision=1)
    assert refusal.value.extra == {"theirs": "Gross, I think.", "revision": 2}
    edit_comment(comment, actor=reviewer, now=NOON, body="Net?", revision=2)
    comment.refresh_from_db()
    assert comment.body == "Net?"
    with pytest.raises(NotAllowed):
        edit_comment(comment, actor=editor, now=NOON, body="Mine.", revision=3)


def test_resolving_needs_a_reason_and_can_be_undone(open_claim, reviewer, editor):
    comment = say(open_claim, reviewer)
    with pytest.raises(BadInput):
        resolve_comment(comment, actor=editor, now=NOON, reason=" ")
    resolve_comment(comment, actor=editor, now=NOON, reason="Gross.")
    with pytest.raises(TransitionRefused):
        resolve_comment(comment, actor=editor, now=NOON, reason="Again.")
    with pytest.raises(TransitionRefused):
        say(comment, reviewer, "But")
    reopen_comment(comment, actor=reviewer, now=NOON)
    with pytest.raises(TransitionRefused):
        reopen_comment(comment, actor=reviewer, now=NOON)
    say(comment, reviewer, "But")


def test_a_viewer_says_nothing_and_nobody_says_nothing(open_claim, viewer, reviewer):
    with pytest.raises(NotAllowed):
        say(open_claim, viewer)
    for body in ("  ", "x" * 4001):
        with pytest.raises(BadInput):
            say(open_claim, reviewer, body)
