"""The contact log and the mark that a claim rests on the reporter alone."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from claims.errors import BadInput, ClaimChanged
from claims.models import Claim, Contact, ReporterMark, Source, User
from claims.workflow import lock_claim, require, write_trail

ACT = "log_confidential"  # which act it was is told to people with clearance alone
WORDS = {"asked": 300, "confirmed": 20_000, "why": 2_000}


@transaction.atomic
def log_contact(
    claim: Claim,
    *,
    actor: User,
    now: datetime,
    asked: str,
    medium: str,
    spoke_at: datetime,
    confirmed: str,
    source: str = "",
    corrects: str = "",
    why: str = "",
) -> Contact:
    """Write who was asked about `claim`, when, how, and what they confirmed.

    `source` and `corrects` are public ids; a correction is a new row, with a reason.

    Raises:
        NotAllowed: the actor is no reviewer, or has no clearance.
        BadInput: a field is empty, too long or names nothing, or the moment is to come.
        ClaimChanged: somebody else corrected the same row first.
    """
    require("log_contact", actor, claim)
    words = {"asked": asked, "confirmed": confirmed, "why": why}
    clean = {name: tidy(value, name) for name, value in words.items()}
    refuse_odd(clean, medium, spoke_at, corrects, now=now)
    stored = lock_claim(claim)
    row = Contact(
        claim=stored,
        source=find_source(source, actor),
        medium=medium,
        spoke_at=spoke_at,
        corrects=find_corrected(corrects, stored, actor),
        logged_by=actor,
        logged_at=now,
        **clean,
    )
    save_contact(row)
    write_trail(
        stored,
        ACT,
        actor=actor,
        now=now,
        after={"record": row.public_id},
        confidential={
            "act": "log_contact",
            **clean,
            "medium": medium,
            "spoke_at": spoke_at,
            "source": source,
            "corrects": corrects,
        },
    )
    return row


def tidy(value: str, name: str) -> str:
    """Give the words without what PostgreSQL takes in no text.

    Raises:
        BadInput: they are too long for the field.
    """
    clean = value.replace("\x00", "").strip()
    if len(clean) > WORDS[name]:
        raise BadInput(f"Give at most {WORDS[name]} characters.", field=name)
    return clean


def refuse_odd(
    words: dict[str, str], medium: str, spoke_at: datetime, corrects: str, *, now: datetime
) -> None:
    """Raise BadInput, naming the field, for what the log cannot hold."""
    if not words["asked"]:
        raise BadInput("Say who was asked.", field="asked")
    if not words["confirmed"]:
        raise BadInput("Say what they confirmed, or that they did not.", field="confirmed")
    if medium not in Contact.Medium.values:
        raise BadInput(f"“{medium}” is no way of asking known here.", field="medium")
    if spoke_at > now + timedelta(minutes=5):
        raise BadInput("This moment is still to come.", field="spoke_at")
    if corrects and not words["why"]:
        raise BadInput("Say why the earlier entry is corrected.", field="why")


def find_source(public_id: str, actor: User) -> Source | None:
    """Give the source named, or None for "".

    Raises:
        BadInput: the actor knows of none by this id.
    """
    if not public_id:
        return None
    row = Source.objects.visible_to(actor).filter(public_id=public_id).first()
    if row is None:
        raise BadInput("There is no such source.", field="source")
    return row


def find_corrected(public_id: str, claim: Claim, actor: User) -> Contact | None:
    """Give the entry of `claim` that is to be corrected, or None for "".

    Raises:
        BadInput: the claim has none by this id.
        ClaimChanged: it has been corrected already.
    """
    if not public_id:
        return None
    rows = Contact.objects.visible_to(actor).filter(claim=claim, public_id=public_id)
    row = rows.first()
    if row is None:
        raise BadInput("There is no such entry on this claim.", field="corrects")
    if not rows.standing().exists():
        raise ClaimChanged("This entry was corrected already. Correct the newer one.")
    return row


def save_contact(row: Contact) -> None:
    """Write the row.

    Raises:
        ClaimChanged: another row corrects the same one.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as clash:
        raise ClaimChanged("This entry was corrected already.") from clash


@transaction.atomic
def mark_reporter(
    claim: Claim, *, actor: User, now: datetime, rests: bool, reason: str
) -> ReporterMark:
    """Say that `claim` rests on the reporter alone, or no longer does, and why.

    Raises:
        NotAllowed: the actor is no reviewer, or has no clearance.
        BadInput: no reason was given, or it stands as asked already.
    """
    require("mark_reporter", actor, claim)
    clean = tidy(reason, "why")
    if not clean:
        raise BadInput("Say why.", field="reason")
    stored = lock_claim(claim)
    last = stored.reporter_marks.first()
    if rests == (last is not None and last.rests):
        raise BadInput("It stands so already.", field="rests")
    row = ReporterMark.objects.create(
        claim=stored, rests=rests, reason=clean, by=actor, at=now
    )
    write_trail(
        stored,
        ACT,
        actor=actor,
        now=now,
        confidential={"act": "mark_reporter", "rests": rests, "reason": clean},
    )
    return row
