"""What a checker asks of the writer, and the writer's answer: accept, stet or own words."""

from datetime import datetime

from django.db import transaction

from claims.errors import BadInput, TransitionRefused
from claims.models import Claim, NoticeEvent, Query, Sentence, User
from claims.notices import notify
from claims.workflow import lock_claim, write_trail
from claims.workflow.access import require, require_tie
from claims.workflow.blockers import names_speaker
from claims.workflow.clearing import unclear_article

LONGEST = 4000  # characters of a question, an answer, replacement words
CHOICES = ("accept", "stet", "changed", "attributed", "answer")
State = Query.State


@transaction.atomic
def raise_query(
    claim: Claim,
    *,
    actor: User,
    now: datetime,
    question: str = "",
    replacement: str | None = None,
) -> Query:
    """Ask the writer about a claim: a question, words to put in its place, or both.

    A replacement of "" asks for the words to be taken out. A cleared article goes back to
    checking.

    Raises:
        NotAllowed: the actor is no reviewer.
        BadInput: neither was given, they are too long, or the words stay the same.
        TransitionRefused: the claim is dismissed, or its words are not in the text.
    """
    require("raise_query", actor, claim)
    asked = question.strip()
    words = replacement.strip() if replacement is not None else None
    if not asked and words is None:
        raise BadInput("Ask something, or give the words to put in.", field="question")
    refuse_long(asked, words)
    stored = lock_claim(claim)
    anchor, version = stored.anchor, stored.article.current
    if stored.status == Claim.Status.DISMISSED:
        raise TransitionRefused("The claim is dismissed: there is nothing to ask.")
    if anchor is None or anchor.start is None or version is None:
        raise TransitionRefused("The claim’s words are not in the text: place it first.")
    if words == anchor.quote:
        raise BadInput("These are the words as they stand.", field="replacement")
    query = Query.objects.create(
        claim=stored,
        version=version,
        quote=anchor.quote,
        question=asked,
        replacement=words,
        raised_by=actor,
        raised_at=now,
    )
    after = {"query": query.public_id, "question": asked, "replacement": words}
    write_trail(stored, "raise_query", actor=actor, now=now, after=after)
    why = "A query was raised."
    unclear_article(stored.article, actor=actor, now=now, why=why, code="query_open")
    notify(
        to=(stored.article.created_by,),
        about=stored,
        event=NoticeEvent.QUERY_RAISED,
        key=query.public_id,
        now=now,
        actor=actor,
    )
    return query


def refuse_long(question: str, words: str | None) -> None:
    """Raise BadInput for what is too long, or for words that would break a paragraph."""
    for field, text in (("question", question), ("replacement", words or "")):
        if len(text) > LONGEST:
            raise BadInput(f"Keep to {LONGEST} characters.", field=field)
    if words and any(char in words for char in "\n\r\x00"):
        raise BadInput("Give the new words on one line.", field="replacement")


@transaction.atomic
def answer_query(
    query: Query,
    *,
    actor: User,
    now: datetime,
    choice: str,
    answer: str = "",
    own_words: str | None = None,
    attributed_to: str = "",
) -> Query:
    """Answer an open query; `choice` is accept, stet, changed, attributed or answer.

    "accept" takes the replacement, "changed" puts `own_words` in its place: both wait to
    be applied as a new version. "stet" needs `answer`, its reason. "attributed" says after
    whom the text asserts it; that name must stand beside the claim.

    Raises:
        NotAllowed: the actor is neither the writer nor an editor, or asked it.
        BadInput: the choice is unknown or lacks what it needs.
        TransitionRefused: the query is no longer open.
    """
    stored = lock_open(query, actor)
    if choice not in CHOICES:
        raise BadInput(
            "Answer accept, stet, changed, attributed or answer.", field="choice"
        )
    stored.answer = answer.strip()[:LONGEST]
    if choice == "accept":
        accept_words(stored)
    elif choice == "changed":
        change_words(stored, own_words)
    elif choice == "attributed":
        attribute_words(stored, attributed_to)
    else:
        if not stored.answer:
            raise BadInput("Give the reason: it goes on record.", field="answer")
        stored.state = State.STET if choice == "stet" else State.ANSWERED
    stored.answered_by, stored.answered_at = actor, now
    stored.save()
    write_trail(
        stored.claim,
        "answer_query",
        actor=actor,
        now=now,
        before={"state": State.OPEN},
        after={
            "query": stored.public_id,
            "state": stored.state,
            "words": stored.new_words if stored.state in Query.TO_APPLY else None,
            "attributed_to": stored.attributed_to,
        },
        reason=stored.answer,
    )
    if stored.state in Query.TO_APPLY:
        why = "New words wait to be put in."
        unclear_article(
            stored.claim.article, actor=actor, now=now, why=why, code="answer_not_applied"
        )
    tell_asker(stored, actor=actor, now=now)
    query.refresh_from_db()
    return query


def tell_asker(query: Query, *, actor: User, now: datetime) -> None:
    """Tell who asked that there is an answer."""
    notify(
        to=(query.raised_by,),
        about=query.claim,
        event=NoticeEvent.QUERY_ANSWERED,
        key=query.public_id,
        now=now,
        actor=actor,
    )


def lock_open(query: Query, actor: User) -> Query:
    """Give the open query, its claim locked.

    Raises:
        NotAllowed: the actor is neither the writer nor an editor, or asked it.
        TransitionRefused: it was answered or withdrawn.
    """
    claim = lock_claim(query.claim)
    stored = Query.objects.select_for_update(of=("self",)).get(pk=query.pk)
    stored.claim = claim
    mine = {"asked"} if actor.pk == stored.raised_by_id else set()
    require_tie("answer_query", actor, claim.article, also=mine)
    if stored.state != State.OPEN:
        raise TransitionRefused("This query is answered or withdrawn already.")
    return stored


def accept_words(query: Query) -> None:
    """Take the replacement as it stands."""
    if query.replacement is None:
        raise BadInput("There are no words to accept: answer in words.", field="choice")
    query.state = State.ACCEPTED


def change_words(query: Query, own_words: str | None) -> None:
    """Take the writer's own words."""
    words = own_words.strip() if own_words is not None else None
    if words is None or words == query.quote:
        raise BadInput("Give the words to put in.", field="own_words")
    refuse_long("", words)
    query.own_words = words
    query.state = State.CHANGED


def attribute_words(query: Query, name: str) -> None:
    """Take a name that stands in the claim's sentence or one beside it."""
    version = query.claim.article.current
    rows: list[Sentence] = list(version.sentences.all()) if version else []
    if not name.strip() or not names_speaker(query.claim, name, rows):
        raise BadInput(
            "Give the name the text says it after, as it stands beside the claim. Bring in "
            "a version that names them first.",
            field="attributed_to",
        )
    query.attributed_to = name.strip()[:200]
    query.state = State.ANSWERED


@transaction.atomic
def withdraw_query(query: Query, *, actor: User, now: datetime, reason: str = "") -> Query:
    """Take back a query that waits for its answer or to be applied.

    Raises:
        NotAllowed: it is somebody else's and the actor no editor.
        TransitionRefused: it is settled.
    """
    claim = lock_claim(query.claim)
    stored = Query.objects.select_for_update(of=("self",)).get(pk=query.pk)
    mine = {"asked"} if actor.pk == stored.raised_by_id else set()
    require_tie("withdraw_query", actor, claim.article, also=mine)
    if stored.state not in (State.OPEN, *Query.TO_APPLY):
        raise TransitionRefused("This query is settled already.")
    before = {"state": stored.state}
    Query.objects.filter(pk=stored.pk).update(state=State.WITHDRAWN)
    after = {"query": stored.public_id, "state": State.WITHDRAWN}
    write_trail(
        claim,
        "withdraw_query",
        actor=actor,
        now=now,
        before=before,
        after=after,
        reason=reason.strip(),
    )
    query.refresh_from_db()
    return query
