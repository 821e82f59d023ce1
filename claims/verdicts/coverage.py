"""Waiving a sentence that asserts nothing to check, and taking the waiver back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from claims.errors import BadInput, ClaimChanged, TransitionRefused
from claims.models import Anchor, Article, Claim, Sentence, User
from claims.workflow.access import require
from claims.workflow.clearing import unclear_article, write_article_trail

LONGEST_REASON = 300


@transaction.atomic
def waive_sentence(
    sentence: Sentence, *, actor: User, now: datetime, reason: str
) -> Sentence:
    """Mark a sentence of the current version as needing no check, and say why.

    Raises:
        NotAllowed: the actor is no editor.
        BadInput: no reason was given, or it is too long.
        ClaimChanged: a newer version of the text came in.
        TransitionRefused: it is waived already, or claims stand in it.
    """
    words = reason.strip()
    if not words:
        raise BadInput("Say why this sentence needs no check.", field="reason")
    if len(words) > LONGEST_REASON:
        raise BadInput(f"Keep to {LONGEST_REASON} characters.", field="reason")
    stored = lock_sentence(sentence, actor)
    if stored.waived_reason:
        raise TransitionRefused("This sentence is waived already.")
    if list_standing(stored).exists():
        raise TransitionRefused(
            "Claims stand in this sentence. Check or dismiss them; then it can be waived."
        )
    return write_waiver(stored, actor=actor, now=now, words=words, by=actor)


@transaction.atomic
def unwaive_sentence(
    sentence: Sentence, *, actor: User, now: datetime, reason: str = ""
) -> Sentence:
    """Open a waived sentence again; a cleared article goes back to checking.

    Raises: as `waive_sentence`; TransitionRefused where it is not waived.
    """
    stored = lock_sentence(sentence, actor)
    if not stored.waived_reason:
        raise TransitionRefused("This sentence is not waived.")
    return take_waiver_back(stored, actor=actor, now=now, why=reason.strip())


def take_waiver_back(
    sentence: Sentence,
    *,
    actor: User,
    now: datetime,
    why: str,
    action: str = "unwaive_sentence",
    more: Mapping[str, object] | None = None,
) -> Sentence:
    """Open a sentence that `lock_sentence` gave; a cleared article goes back to checking.

    `action` and `more` go to the trail.
    """
    write_waiver(
        sentence, actor=actor, now=now, words="", by=None, why=why, action=action, more=more
    )
    unclear_article(
        sentence.version.article,
        actor=actor,
        now=now,
        why="A waiver was taken back.",
        code="waiver_taken_back",
    )
    return sentence


def lock_sentence(sentence: Sentence, actor: User) -> Sentence:
    """Give the sentence as stored, its article locked.

    Raises:
        NotAllowed: the actor is no editor.
        ClaimChanged: its version is no longer the current one.
    """
    require("waive_sentence", actor, article=sentence.version.article)
    article = Article.objects.select_for_update(of=("self",)).get(
        versions__sentences=sentence.pk
    )
    stored = Sentence.objects.select_related("version__article").get(pk=sentence.pk)
    if article.current_id != stored.version_id:
        raise ClaimChanged("A newer version of the text came in. Read it again.")
    return stored


def list_standing(sentence: Sentence) -> QuerySet[Anchor]:
    """Give the current anchors of claims that are not dismissed and share its words."""
    return Anchor.objects.filter(
        Q(start__lt=sentence.end, end__gt=sentence.start),
        version_id=sentence.version_id,
        is_current=True,
    ).exclude(claim__status=Claim.Status.DISMISSED)


def write_waiver(
    sentence: Sentence,
    *,
    actor: User,
    now: datetime,
    words: str,
    by: User | None,
    why: str = "",
    action: str = "waive_sentence",
    more: Mapping[str, object] | None = None,
) -> Sentence:
    """Set or remove the waiver, and write the trail."""
    version = sentence.version
    before = sentence.waived_reason
    sentence.waived_reason, sentence.waived_by = words, by
    sentence.save(update_fields=("waived_reason", "waived_by"))
    write_article_trail(
        version.article,
        action,
        actor=actor,
        now=now,
        subject=f"sentence:{version.number}:{sentence.index}",
        before={"waived": before},
        after={
            "waived": words,
            "sentence": version.text[sentence.start : sentence.end][:500],
            **(more or {}),
        },
        reason=words or why,
    )
    return sentence
