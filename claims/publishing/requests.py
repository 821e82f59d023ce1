"""Readers' requests for a correction: taken without an account, settled by an editor."""

import secrets
from datetime import datetime

from django.db import transaction

from claims.errors import BadInput, ClaimChanged, TransitionRefused
from claims.models import (
    SETTLED,
    Claim,
    CorrectionRequest,
    Publication,
    User,
    digest_secret,
)
from claims.publishing.publications import ask_correction
from claims.workflow import lock_claim, require, write_trail
from claims.workflow.typed_words import tidy_words

LONGEST = {"wrong": 4000, "shown_by": 2000, "email": 254, "answer": 2000}
State = CorrectionRequest.State


@transaction.atomic
def ask_as_reader(
    claim: Claim, *, now: datetime, wrong: str, shown_by: str = "", email: str = ""
) -> tuple[CorrectionRequest, str]:
    """Take what a reader says is wrong with the public check of `claim`.

    Gives the request and the secret of its status link, which is not kept. The address
    is kept in lower case, for people with clearance.

    Raises:
        BadInput: nothing is said to be wrong, a field is too long, or no address of mail.
        TransitionRefused: the check is not public.
    """
    given = {"wrong": wrong, "shown_by": shown_by, "email": email.lower()}
    clean = {
        name: tidy_words(value, field=name, longest=LONGEST[name])
        for name, value in given.items()
    }
    if not clean["wrong"]:
        raise BadInput("Say what is wrong.", field="wrong")
    if clean["email"] and "@" not in clean["email"][1:-1]:
        raise BadInput(
            "This is no e-mail address. Leave it empty if you like.", field="email"
        )
    stored = lock_claim(claim)
    current = Publication.objects.filter(claim=stored, is_current=True).first()
    if current is None:
        raise TransitionRefused("This check is no longer public.")
    secret = secrets.token_urlsafe(24)
    row = CorrectionRequest.objects.create(
        claim=stored,
        publication=current,
        link_digest=digest_secret(secret),
        asked_at=now,
        **clean,
    )
    write_trail(
        stored,
        "ask_as_reader",
        actor=None,
        now=now,
        after={"request": row.public_id, "document": current.sha256},
        confidential={"email": clean["email"]} if clean["email"] else None,
    )
    return row, secret


@transaction.atomic
def settle_request(
    request: CorrectionRequest, *, actor: User, now: datetime, accept: bool, answer: str
) -> CorrectionRequest:
    """Accept the request, which sends a settled claim to recheck, or decline it.

    `answer` is what the reader is told, and the reason in the trail. A claim that is
    being checked anew already stays where it is.

    Raises:
        NotAllowed: the actor is no editor.
        BadInput: there is no answer, or it is too long.
        ClaimChanged: somebody else settled it first.
        TransitionRefused: it is accepted and the claim is dismissed.
    """
    require("settle_request", actor, request.claim)
    words = tidy_words(answer, field="answer", longest=LONGEST["answer"])
    if not words:
        raise BadInput("Tell the reader why.", field="answer")
    stored = lock_claim(request.claim)
    state = State.ACCEPTED if accept else State.DECLINED
    waiting = CorrectionRequest.objects.open().filter(pk=request.pk)
    if not waiting.update(state=state, answer=words, settled_by=actor, settled_at=now):
        raise ClaimChanged("Somebody else settled this request first.")
    if accept and stored.status == Claim.Status.DISMISSED:
        raise TransitionRefused("The claim is dismissed. Restore it first.")
    write_trail(
        stored,
        "accept_request" if accept else "decline_request",
        actor=actor,
        now=now,
        before={"request": request.public_id, "state": State.OPEN},
        after={"request": request.public_id, "state": state},
        reason=words,
    )
    if accept and stored.status in SETTLED:
        ask_correction(stored, actor=actor, now=now, reason=f"A reader asked: {words}")
    request.refresh_from_db()
    return request


def find_request(secret: str) -> CorrectionRequest | None:
    """Give the request whose status link holds `secret`."""
    rows = CorrectionRequest.objects.select_related("claim", "publication")
    return rows.filter(link_digest=digest_secret(secret)).first()
