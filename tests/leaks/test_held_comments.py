"""What a reviewer says beside a blind review is kept from whoever may review next."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from claims.intake import read_pasted
from claims.intake.versions import revise_article
from claims.models import Comment, Notice, Sentence, TrailEntry
from claims.verdicts.comments import add_comment, edit_comment, resolve_comment
from tests.conftest import NOON
from tests.steps import LATER, cite, review

SECRET = "marker-how-I-rated-it"
BEFORE = NOON - timedelta(hours=1)


@pytest.fixture
def half(open_claim, reviewer):
    cite(open_claim, reviewer)
    review(open_claim, reviewer, "false")
    return open_claim


@pytest.fixture
def ask(client):
    def pages(person, claim) -> str:
        client.force_login(person)
        article = claim.article.public_id
        paths = [
            reverse("claim-comments", args=[claim.public_id]),
            reverse("claim", args=[claim.public_id]),
            reverse("article", args=[article]),
            reverse("notices"),
            f"{reverse('search')}?q=soldiers",
            f"/api/v1/comments/?claim={claim.public_id}",
            f"/api/v1/claims/{claim.public_id}/trail/",
            f"/api/v1/articles/{article}/trail/",
        ]
        paths += [
            reverse("sentence-comments", args=[article, row.index])
            for row in Sentence.objects.filter(version=claim.article.current)
        ]
        answers = [client.get(path) for path in paths]
        assert {answer.status_code for answer in answers} == {200}, paths
        told = Notice.objects.filter(to=person).values_list("message", flat=True)
        return "".join([answer.content.decode() for answer in answers] + list(told))

    return pages


def test_a_comment_after_the_review_opens_with_the_round(
    half, reviewer, second_reviewer, editor, chief, ask
):
    sentence = half.anchors.get(is_current=True).sentence
    for about in (half, half.evidence.get(), sentence):
        add_comment(about, actor=reviewer, now=LATER, body=f"@sara {SECRET}")
    for person in (second_reviewer, editor, chief):
        shown = ask(person, half)
        assert SECRET not in shown
        assert "held back until the reviews are in" in shown
    assert SECRET in ask(reviewer, half)
    assert SECRET not in "".join(str(one.message()) for one in mail.outbox)
    review(half, second_reviewer, "false")
    assert SECRET in ask(second_reviewer, half)


def test_changing_or_resolving_an_earlier_comment_is_held_too(
    open_claim, reviewer, second_reviewer, editor, ask
):
    cite(open_claim, reviewer)
    asked = add_comment(open_claim, actor=editor, now=BEFORE, body="Which log?")
    own = add_comment(open_claim, actor=reviewer, now=BEFORE, body="The harbour's.")
    review(open_claim, reviewer, "false")
    assert "The harbour" in ask(second_reviewer, open_claim)
    edit_comment(own, actor=reviewer, now=LATER, body=SECRET, revision=1)
    resolve_comment(asked, actor=reviewer, now=LATER, reason=SECRET)
    for person in (second_reviewer, editor):
        assert SECRET not in ask(person, open_claim)


def test_a_comment_on_a_sentence_of_an_earlier_text_is_held_in_the_trail_too(
    open_claim, reviewer, second_reviewer, editor, ask
):
    sentence = open_claim.anchors.get(is_current=True).sentence
    asked = add_comment(sentence, actor=editor, now=BEFORE, body="Which log?")
    own = add_comment(sentence, actor=reviewer, now=BEFORE, body="The harbour's.")
    text = f"A line came in before.\n\n{open_claim.article.current.text}"
    revise_article(open_claim.article, read_pasted(text), actor=editor, now=BEFORE)
    open_claim.refresh_from_db()
    cite(open_claim, reviewer)
    review(open_claim, reviewer, "false")
    edit_comment(own, actor=reviewer, now=LATER, body=SECRET, revision=1)
    resolve_comment(asked, actor=reviewer, now=LATER, reason=SECRET)
    for person in (second_reviewer, editor):
        assert SECRET not in ask(person, open_claim)


def test_others_go_on_talking_beside_a_blind_review(
    half, editor, second_reviewer, ask, reviewer
):
    add_comment(half, actor=editor, now=LATER, body="Sara, the log is in the safe.")
    assert "in the safe" in ask(second_reviewer, half)


def test_words_beside_a_blind_review_are_not_in_the_open_trail(half, reviewer, chief):
    add_comment(half, actor=reviewer, now=LATER, body=SECRET)
    entry = TrailEntry.objects.filter(action="comment").latest("pk")
    assert SECRET not in json.dumps([entry.before, entry.after, entry.reason])
    assert Comment.objects.get().body == SECRET
