"""Reasons the newsroom gives again and again: by the chief, for reviewers."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from claims.errors import BadInput, ClaimChanged
from claims.models import CannedRationale, Rating, TrailEntry, User
from claims.workflow.access import require

LONGEST = 4000


def list_canned() -> QuerySet[CannedRationale]:
    """Give the wordings on offer, by step of the scale; those for any step last."""
    return CannedRationale.objects.filter(retired_at__isnull=True).select_related("rating")


@transaction.atomic
def write_rationale(
    *,
    actor: User,
    now: datetime,
    name: str,
    text: str,
    rating: Rating | None = None,
    replaces: CannedRationale | None = None,
) -> CannedRationale:
    """Offer a wording, as a new version of `replaces` where that is given.

    Raises:
        NotAllowed: the actor is no chief.
        BadInput: name or text is missing or too long, or the name is taken.
        ClaimChanged: somebody else changed or retired the one to replace;
            `extra["theirs"]` is what its newest version says.
    """
    require("set_rationale", actor)
    name, text = name.strip(), text.strip()
    refuse_words(name, text)
    if replaces is not None:
        retire_row(replaces, now=now)
    try:
        with transaction.atomic():
            row = CannedRationale.objects.create(
                name=name, text=text, rating=rating, replaces=replaces,
                version=replaces.version + 1 if replaces else 1,
                written_by=actor, written_at=now,
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadInput("Another rationale has this name.", field="name") from clash
    TrailEntry.objects.append(
        "set_rationale",
        actor=actor,
        now=now,
        subject=f"rationale:{row.public_id}",
        before=describe_row(replaces) if replaces else {},
        after=describe_row(row),
    )
    return row


@transaction.atomic
def retire_rationale(
    row: CannedRationale, *, actor: User, now: datetime
) -> CannedRationale:
    """Offer a wording no more; reviews that used it keep their words.

    Raises:
        NotAllowed: the actor is no chief.
        ClaimChanged: it is offered no more already.
    """
    require("set_rationale", actor)
    retire_row(row, now=now)
    TrailEntry.objects.append(
        "retire_rationale",
        actor=actor,
        now=now,
        subject=f"rationale:{row.public_id}",
        before=describe_row(row),
    )
    row.refresh_from_db()
    return row


def find_newest(row: CannedRationale) -> CannedRationale:
    """Give the last version made of a row, on offer or not."""
    newest = row
    while later := CannedRationale.objects.filter(replaces=newest).first():
        newest = later
    return newest


def retire_row(row: CannedRationale, *, now: datetime) -> None:
    """Take a row out of the offer, once."""
    offered = CannedRationale.objects.filter(pk=row.pk, retired_at__isnull=True)
    if not offered.update(retired_at=now):
        newest = find_newest(row)
        rating = str(newest.rating) if newest.rating else ""
        raise ClaimChanged(
            "Somebody else changed this rationale. Read it again.",
            extra={"theirs": {"name": newest.name, "rating": rating, "text": newest.text}},
        )


def refuse_words(name: str, text: str) -> None:
    """Raise BadInput, naming the field, for a name or text nobody could use."""
    if not name or len(name) > 80:
        raise BadInput("Give it a name of at most 80 characters.", field="name")
    if not text or len(text) > LONGEST:
        raise BadInput(f"Write the reasons, in at most {LONGEST} characters.", field="text")


def describe_row(row: CannedRationale) -> dict[str, object]:
    """Give a row's words and version, for the trail."""
    rating = row.rating.code if row.rating else ""
    return {"name": row.name, "text": row.text, "rating": rating, "version": row.version}
