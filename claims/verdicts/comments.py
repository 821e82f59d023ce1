"""What colleagues say to each other: comments, one level of replies, mentions."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q

from claims.errors import BadInput, ClaimChanged, NotAllowed, TransitionRefused
from claims.models import (
    Article,
    Claim,
    Comment,
    Evidence,
    NoticeEvent,
    Sentence,
    TrailEntry,
    User,
)
from claims.models.review import BLIND
from claims.notices import notify
from claims.workflow.access import require

LONGEST = 4000  # characters
LONGEST_REASON = 500
MENTION = re.compile(r"(?<![\w@.])@([\w.+-]{1,150})")


@transaction.atomic
def add_comment(
    about: Claim | Evidence | Sentence | Comment, *, actor: User, now: datetime, body: str
) -> Comment:
    """Say something about a claim, evidence or a sentence, or in reply to a comment.

    Who is mentioned as @username and may read it is told; so is who wrote the comment
    that is replied to.

    Raises:
        NotAllowed: the actor may not write in this article, or not read the evidence.
        BadInput: nothing is said, or too much; code `reply_too_deep`: the comment is a
            reply itself.
        TransitionRefused: the comment replied to is resolved.
    """
    words = check_words(body)
    comment = place_comment(about)
    require("comment", actor, article=comment.article)
    refuse_unseen(comment, actor)
    comment.body, comment.by, comment.at = words, actor, now
    comment.save(force_insert=True)
    write_comment_trail(comment, "comment", actor=actor, now=now)
    tell_people(comment, actor=actor, now=now)
    return comment


def check_words(body: str) -> str:
    """Give the words without blanks around them.

    Raises:
        BadInput: there are none, or too many.
    """
    words = body.strip()
    if not words:
        raise BadInput("Write something.", field="body")
    if len(words) > LONGEST:
        raise BadInput(f"Keep to {LONGEST} characters.", field="body")
    return words


def place_comment(about: Claim | Evidence | Sentence | Comment) -> Comment:
    """Give an unsaved comment that hangs where it belongs; see `add_comment`."""
    if isinstance(about, Comment):
        return place_reply(about)
    if isinstance(about, Claim):
        return Comment(article=about.article, claim=about)
    if isinstance(about, Evidence):
        return Comment(article=about.claim.article, claim=about.claim, evidence=about)
    return Comment(article=about.version.article, sentence=about)


def place_reply(to: Comment) -> Comment:
    """Give an unsaved reply to a first comment, whose row is locked."""
    first = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("article", "claim", "evidence__source", "sentence__version", "by")
        .get(pk=to.pk)
    )
    if first.parent_id is not None:
        raise BadInput(
            "Reply to the first comment: replies have no replies of their own.",
            field="parent",
            code="reply_too_deep",
        )
    if first.resolved_at is not None:
        raise TransitionRefused("This comment is resolved: reopen it to reply.")
    return Comment(
        article=first.article, claim=first.claim, evidence=first.evidence,
        sentence=first.sentence, parent=first,
    )  # fmt: skip


def refuse_unseen(comment: Comment, actor: User) -> None:
    """Raise NotAllowed where the actor may not see what the comment is on."""
    if not may_read(comment, actor):
        raise NotAllowed("This is not open to you.")


def may_read(comment: Comment, person: User) -> bool:
    """Say whether the person may see what the comment is on."""
    if not Article.objects.visible_to(person).filter(pk=comment.article_id).exists():
        return False
    if comment.evidence_id is None:
        return True
    return Evidence.objects.visible_to(person).filter(pk=comment.evidence_id).exists()


def is_secret(comment: Comment) -> bool:
    """Say whether its words stay out of the open trail: it is on evidence of a
    confidential source, or on a claim whose reviews are blind still."""
    if comment.evidence is not None and comment.evidence.source.confidential:
        return True
    about = Q(pk=comment.claim_id)
    if comment.sentence_id:
        about |= Q(anchors__sentence=comment.sentence_id)  # of any version, as held_from
    return Claim.objects.filter(about, status__in=BLIND).exists()


def write_comment_trail(
    comment: Comment,
    action: str,
    *,
    actor: User,
    now: datetime,
    before: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    """Write the act to the article's trail.

    Words on confidential evidence, or beside a blind review, are kept apart, and so is
    the reason.
    """
    secret = is_secret(comment)
    said = {"body": comment.body, "reason": reason}
    subject = f"claim:{comment.claim.public_id}" if comment.claim else ""
    if comment.sentence is not None:
        number = comment.sentence.version.number
        subject = f"sentence:{number}:{comment.sentence.index}"
    after: dict[str, object] = {"comment": comment.public_id, "revision": comment.revision}
    TrailEntry.objects.append(
        action,
        actor=actor,
        now=now,
        chain=comment.article.public_id,
        subject=subject,
        before=before,
        after=after if secret else {**after, "body": comment.body[:500]},
        reason="" if secret else reason,
        confidential=said if secret else None,
    )


def tell_people(comment: Comment, *, actor: User, now: datetime) -> None:
    """Tell who is mentioned, and who is replied to, of what they may read."""
    about = comment.claim or comment.article
    names = {name.rstrip(".").lower() for name in MENTION.findall(comment.body)}
    people = User.objects.filter(is_active=True)
    mentioned = [one for one in people if one.username.lower() in names] if names else []
    told = [one for one in mentioned if may_read(comment, one)]
    tell = partial(notify, about=about, key=comment.public_id, now=now, actor=actor)
    tell(to=told, event=NoticeEvent.MENTION)
    if comment.parent is not None and comment.parent.by not in told:
        to = comment.parent.by
        readers = [to] if may_read(comment, to) else []
        tell(to=readers, event=NoticeEvent.COMMENT_REPLY)


@transaction.atomic
def edit_comment(
    comment: Comment, *, actor: User, now: datetime, body: str, revision: int
) -> Comment:
    """Put other words in one's own comment; `revision` is the one they were made on.

    Raises:
        NotAllowed: it is somebody else's.
        BadInput: nothing is said, or too much.
        ClaimChanged: it was changed since; `extra["theirs"]` are the words it has now and
            `extra["revision"]` what to save on top of them.
    """
    words = check_words(body)
    stored = lock_comment(comment, actor)
    if stored.by_id != actor.pk:
        raise NotAllowed("Only who wrote a comment changes it.")
    if stored.revision != revision:
        raise ClaimChanged(
            "This comment was changed since you opened it. Look at both and save again.",
            field="body",
            extra={"theirs": stored.body, "revision": stored.revision},
        )
    before = {"body": stored.body[:500]}
    if is_secret(stored):
        before = {}
    stored.body, stored.edited_at, stored.revision = words, now, revision + 1
    stored.save(update_fields=("body", "edited_at", "revision"))
    write_comment_trail(stored, "edit_comment", actor=actor, now=now, before=before)
    tell_people(stored, actor=actor, now=now)
    return stored


@transaction.atomic
def resolve_comment(
    comment: Comment, *, actor: User, now: datetime, reason: str
) -> Comment:
    """Close a first comment and its replies, and say why.

    Raises:
        NotAllowed: the actor may not write in this article.
        BadInput: no reason, or too long a one.
        TransitionRefused: it is a reply, or resolved already.
    """
    words = reason.strip()
    if not words or len(words) > LONGEST_REASON:
        raise BadInput(f"Say why, in up to {LONGEST_REASON} characters.", field="reason")
    stored = lock_comment(comment, actor)
    if stored.parent_id is not None:
        raise TransitionRefused("A reply is resolved with the comment it belongs to.")
    if stored.resolved_at is not None:
        raise TransitionRefused("This comment is resolved already.")
    stored.resolved_at, stored.resolved_by, stored.resolved_reason = now, actor, words
    stored.save(update_fields=("resolved_at", "resolved_by", "resolved_reason"))
    write_comment_trail(stored, "resolve_comment", actor=actor, now=now, reason=words)
    return stored


@transaction.atomic
def reopen_comment(comment: Comment, *, actor: User, now: datetime) -> Comment:
    """Open a resolved comment again; why it was resolved stays in the trail.

    Raises:
        NotAllowed: the actor may not write in this article.
        TransitionRefused: it is not resolved.
    """
    stored = lock_comment(comment, actor)
    if stored.resolved_at is None:
        raise TransitionRefused("This comment is open.")
    stored.resolved_at, stored.resolved_by, stored.resolved_reason = None, None, ""
    stored.save(update_fields=("resolved_at", "resolved_by", "resolved_reason"))
    write_comment_trail(stored, "reopen_comment", actor=actor, now=now)
    return stored


def lock_comment(comment: Comment, actor: User) -> Comment:
    """Give the stored comment, locked.

    Raises:
        NotAllowed: the actor may not write in this article, or not read the evidence.
    """
    stored = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("article", "claim", "evidence__source", "sentence__version", "by")
        .get(pk=comment.pk)
    )
    require("comment", actor, article=stored.article)
    refuse_unseen(stored, actor)
    return stored
