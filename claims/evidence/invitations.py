"""Asking somebody outside, by a link to one claim that ends; their answer is evidence."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from claims.errors import BadInput, ClaimChanged, NotAllowed, TransitionRefused
from claims.evidence.citations import LONGEST_PASSAGE, make_source, write_evidence
from claims.models import Claim, Evidence, Invitation, Source, User, digest_secret
from claims.workflow import lock_claim, require, write_trail
from claims.workflow.typed_words import tidy_words

LONGEST = {"expert": 200, "email": 254, "question": 4000, "answer": LONGEST_PASSAGE}
LONGEST_BASIS = 2000
DAYS = range(1, 91)
CLOSED = "closed"  # the claim was dismissed since: nobody needs an answer


@transaction.atomic
def invite_expert(
    claim: Claim,
    *,
    actor: User,
    now: datetime,
    expert: str,
    question: str,
    email: str = "",
    days: int = 14,
    confidential: bool = False,
    shown: Sequence[str] = (),
) -> tuple[Invitation, str]:
    """Make a link by which `expert` answers `question` once within `days`.

    `shown` are public ids of the evidence that the link shows. Gives the invitation and
    the secret of its link, which is not kept. Letters of the e-mail address count alike
    in either case.

    Raises:
        NotAllowed: the actor is no editor, or makes it confidential without clearance.
        BadInput: a field is empty, too long or unfit, or this address has an open link.
        TransitionRefused: the claim is dismissed.
    """
    require("invite_expert", actor, claim)
    if confidential and not actor.clearance:
        raise NotAllowed("Confidential sources need clearance.")
    given = {"expert": expert, "email": email.lower(), "question": question}
    clean = {
        name: tidy_words(value, field=name, longest=LONGEST[name])
        for name, value in given.items()
    }
    refuse_odd(clean, days)
    stored = lock_claim(claim)
    if stored.status == Claim.Status.DISMISSED:
        raise TransitionRefused("The claim is dismissed. Restore it first.")
    refuse_second(stored, clean["email"], now=now)
    chosen = find_shown(stored, shown)
    secret = secrets.token_urlsafe(32)
    row = Invitation.objects.create(
        claim=stored,
        confidential=confidential,
        link_digest=digest_secret(secret),
        invited_by=actor,
        invited_at=now,
        expires_at=now + timedelta(days=days),
        **clean,
    )
    row.shown.set(chosen)
    about = {"expert": clean["expert"], "question": clean["question"]}
    write_trail(
        stored,
        "invite_expert",
        actor=actor,
        now=now,
        after={
            "invitation": row.public_id,
            "expires_at": row.expires_at,
            "shown": [one.public_id for one in chosen],
            **({} if confidential else about),
        },
        confidential={"email": clean["email"], **(about if confidential else {})},
    )
    return row, secret


def refuse_odd(words: dict[str, str], days: int) -> None:
    """Raise BadInput, naming the field, for what makes no invitation."""
    if not words["expert"]:
        raise BadInput("Name the expert.", field="expert")
    if not words["question"]:
        raise BadInput("Say what the expert is asked.", field="question")
    if words["email"] and "@" not in words["email"][1:-1]:
        raise BadInput("This is no e-mail address.", field="email")
    if days not in DAYS:
        raise BadInput("Let the link live 1 to 90 days.", field="days")


def refuse_second(claim: Claim, email: str, *, now: datetime) -> None:
    """Raise BadInput where this address has an open link to the claim already."""
    rows = claim.invitations.filter(answered_at=None, withdrawn_at=None, expires_at__gt=now)
    if email and rows.filter(email=email).exists():
        raise BadInput(
            "This address has an open link already. Withdraw it first.", field="email"
        )


def find_shown(claim: Claim, public_ids: Sequence[str]) -> list[Evidence]:
    """Give the evidence chosen for the expert.

    Raises:
        BadInput: one is not standing evidence of the claim, or confidential.
    """
    rows = list(list_showable(claim).filter(public_id__in=public_ids))
    if len(rows) != len(set(public_ids)):
        raise BadInput(
            "Only open, standing evidence of this claim is shown.", field="shown"
        )
    return rows


def list_showable(claim: Claim) -> QuerySet[Evidence]:
    """Give the standing evidence of `claim` that a stranger may read."""
    rows = Evidence.objects.standing().filter(claim=claim, source__confidential=False)
    return rows.select_related("source")


@transaction.atomic
def withdraw_invitation(
    invitation: Invitation, *, actor: User, now: datetime
) -> Invitation:
    """End the link.

    Raises:
        NotAllowed: the actor is no editor.
        ClaimChanged: it was answered or withdrawn already.
    """
    require("withdraw_invitation", actor, invitation.claim)
    stored = lock_claim(invitation.claim)
    rows = Invitation.objects.filter(pk=invitation.pk, answered_at=None, withdrawn_at=None)
    if not rows.update(withdrawn_at=now, withdrawn_by=actor):
        raise ClaimChanged("This link was answered or withdrawn already.")
    write_trail(
        stored,
        "withdraw_invitation",
        actor=actor,
        now=now,
        before={"invitation": invitation.public_id},
    )
    invitation.refresh_from_db()
    return invitation


def find_invitation(secret: str) -> Invitation | None:
    """Give the invitation whose link holds `secret`."""
    rows = Invitation.objects.select_related("claim__article__current", "invited_by")
    return rows.filter(link_digest=digest_secret(secret)).first()


def find_state(invitation: Invitation, *, now: datetime) -> str:
    """Give "open", or why not: answered, withdrawn, expired, closed."""
    state = invitation.find_state(now)
    dismissed = invitation.claim.status == Claim.Status.DISMISSED
    return CLOSED if state == "open" and dismissed else state


@transaction.atomic
def answer_invitation(
    invitation: Invitation, *, now: datetime, answer: str, stance: str, basis: str = ""
) -> Evidence:
    """Take the expert's one answer: evidence of a person, cited word for word.

    Whoever invited stands as who added it; the trail says that it came by the link.

    Raises:
        BadInput: a field is empty, too long or unknown.
        TransitionRefused: the link was used, withdrawn, is over, or nobody needs it.
    """
    words, why = (
        tidy_words(answer, field="answer", longest=LONGEST["answer"]),
        basis.replace("\x00", "").strip(),
    )
    if not words:
        raise BadInput("Write your answer.", field="answer")
    if stance not in Evidence.Stance.values:
        raise BadInput("Say whether the words are right.", field="stance")
    if len(why) > LONGEST_BASIS:
        raise BadInput(f"Give at most {LONGEST_BASIS} characters.", field="basis")
    stored = lock_claim(invitation.claim)
    fresh = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    fresh.claim = stored
    state = find_state(fresh, now=now)
    if state != "open":
        raise TransitionRefused("This link takes no answer any more.", code=f"link_{state}")
    row = write_answer(fresh, words, stance, why, now=now)
    Invitation.objects.filter(pk=fresh.pk).update(
        answered_at=now, answer=words, as_evidence=row
    )
    note_answer(fresh, row, now=now)
    return row


def write_answer(
    invitation: Invitation, words: str, stance: str, basis: str, *, now: datetime
) -> Evidence:
    """Write the source, a person, and the citation of what they answered."""
    source = make_source(
        Source.Kind.PERSON,
        invitation.confidential,
        actor=invitation.invited_by,
        now=now,
        about={
            "title": invitation.expert,
            "details": f"Asked by a link: {invitation.question}",
            "published_on": now.date(),
        },
    )
    return write_evidence(
        Evidence(
            claim=invitation.claim,
            source=source,
            stance=stance,
            passage=words,
            note=basis,
            added_by=invitation.invited_by,
            added_at=now,
        )
    )


def note_answer(invitation: Invitation, row: Evidence, *, now: datetime) -> None:
    """Write the trail entry; of a confidential answer the words are kept apart."""
    said = {"passage": row.passage, "note": row.note, "title": row.source.title}
    write_trail(
        invitation.claim,
        "answer_invitation",
        actor=None,
        now=now,
        after={
            "invitation": invitation.public_id,
            "evidence": row.public_id,
            "source": row.source.public_id,
            "stance": row.stance,
            **({} if invitation.confidential else said),
        },
        confidential=said if invitation.confidential else None,
    )
