"""Bringing a text in by way of a row: it is read in the background, can be looked at before
anything is stored, cancelled at any moment, and is filed once."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from claims.errors import (
    BadInput,
    DeskError,
    DuplicateArticle,
    NotAllowed,
    TransitionRefused,
)
from claims.intake.articles import settle_day, submit_article
from claims.intake.import_queue import send_import
from claims.intake.kept_reading import dump_reading, load_reading
from claims.intake.preview import Preview, preview_article
from claims.intake.reading import Reading, refuse_large
from claims.models import Article, Import, TrailEntry, User
from claims.models.imports import RUNNING
from claims.models.trail import DESK
from claims.workflow.access import require

LONG_TEXT = 60_000  # characters of a paste; from here on a worker reads it
LONG_FILE = 300_000  # bytes
MOST_RUNNING = 20  # imports of one person at once
State = Import.State


@dataclass(frozen=True, slots=True)
class Named:
    """What the person said of the text; empty where they left it to the reading.

    `beside` is the newest article with the same text that they were shown; `input_format`
    is what a file or a paste is in.
    """

    title: str = ""
    byline: str = ""
    published_on: date | None = None
    locale: str = "US"
    language: str = ""
    again: bool = False
    beside: str = ""
    input_format: str = ""

    def dump(self) -> dict[str, Any]:
        """Give it as JSON."""
        day = self.published_on.isoformat() if self.published_on else None
        return asdict(self) | {"published_on": day}


@transaction.atomic
def start_import(
    origin: str,
    *,
    actor: User,
    now: datetime,
    name: str = "",
    body: bytes | None = None,
    named: Named | None = None,
    look: bool = False,
    reading: Reading | None = None,
) -> Import:
    """Keep what was given for a worker to read and, unless it is to be looked at, file.

    `name` is the address or the file's name, `body` the bytes of a file or of a paste. A
    `reading` that is at hand needs no worker: it is ready to be looked at.

    Raises:
        NotAllowed: the actor is no editor.
        BadInput: over 4 MB, so many of the actor's imports run already, or, with a
            reading, as `submit_article`.
    """
    require("submit_article", actor)
    refuse_large(body or b"", "text" if origin == Import.Origin.PASTE else "file")
    running = Import.objects.filter(started_by=actor).running().count()
    if running >= MOST_RUNNING:
        raise BadInput(
            f"{running} of your texts are being read. Wait for one, or cancel one.",
            field="url" if origin == Import.Origin.URL else "file",
        )
    row = Import(
        started_by=actor,
        started_at=now,
        changed_at=now,
        origin=origin,
        name=name.replace("\0", "")[:4000],
        body=body,
        given=(named or Named()).dump(),
        look=look,
    )
    if reading is not None:
        row.state, row.look, row.reading = State.READY, True, dump_reading(reading)
        preview_import(row, actor=actor, now=now)
    row.save(force_insert=True)
    write_import_trail("start_import", row, actor=actor, now=now)
    if row.state == State.WAITING:
        transaction.on_commit(lambda: send_import(row.pk), robust=True)
    return row


def write_import_trail(action: str, row: Import, *, actor: User, now: datetime) -> None:
    """Write an act on an import to the desk's trail; what it holds is on no desk yet."""
    TrailEntry.objects.append(
        action,
        actor=actor,
        now=now,
        chain=DESK,
        subject=f"import:{row.public_id}",
        after={"origin": row.origin},
    )


def preview_import(row: Import, *, actor: User, now: datetime) -> Preview:
    """Give what filing a read import would store; nothing is written.

    Raises: as `preview_article`.
    """
    given = read_given(row.given)
    return preview_article(
        load_reading(row.reading or {}),
        actor=actor,
        now=now,
        title=given["title"],
        published_on=given["published_on"],
        locale=given["locale"],
    )


def read_given(given: Mapping[str, Any]) -> dict[str, Any]:
    """Give what `Named.dump` kept as `submit_article` takes it."""
    day = given["published_on"]
    kept = {name: value for name, value in given.items() if name != "input_format"}
    return kept | {"published_on": date.fromisoformat(day) if day else None}


@transaction.atomic
def name_day(row: Import, *, actor: User, now: datetime, day: date) -> Import:
    """Say on which day a text that is read appears, where it does not say so itself.

    Raises:
        TransitionRefused: it is not read yet, or it is over.
        NotAllowed: the actor is no editor.
        BadInput: the day is unfit, as for `submit_article`.
    """
    require("submit_article", actor)
    settle_day(day, today=now.date())
    stored = lock_import(row)
    if stored.state != State.READY:
        raise TransitionRefused("There is nothing to file: bring the text in again.")
    stored.given |= {"published_on": day.isoformat()}
    stored.refusal, stored.changed_at = None, now
    stored.save(update_fields=("given", "refusal", "changed_at"))
    return stored


@transaction.atomic
def file_import(
    row: Import, *, actor: User, now: datetime, again: bool = False, beside: str = ""
) -> Article:
    """File what was read, once however often it is asked for; gives the article.

    Raises:
        TransitionRefused: it is not read yet, failed or was cancelled.
        NotAllowed, BadInput, DuplicateArticle: as `submit_article`.
    """
    stored = lock_import(row)
    if stored.article is not None:
        return stored.article
    if stored.state != State.READY:
        raise TransitionRefused("There is nothing to file: bring the text in again.")
    stored.given |= {"again": again, "beside": beside}
    return store_import(stored, actor=actor, now=now)


def store_import(stored: Import, *, actor: User, now: datetime) -> Article:
    """Make the article of a locked import and close it."""
    article = submit_article(
        load_reading(stored.reading or {}), actor=actor, now=now, **read_given(stored.given)
    )
    stored.article, stored.refusal = article, None
    close_import(stored, State.FILED, now=now)
    return article


def close_import(stored: Import, state: str, *, now: datetime) -> None:
    """Put a locked import in its last state; what it held goes, save what failed: that is
    shown again to whoever gave it."""
    stored.state, stored.changed_at = state, now
    stored.reading, stored.lease, stored.leased_until = None, None, None
    if state != State.FAILED:
        stored.body = None
    stored.save()


@transaction.atomic
def cancel_import(row: Import, *, actor: User, now: datetime) -> Import:
    """Let it go: a worker at it stops at its next step, and nothing is stored. What failed
    is in nobody's list any more, and what was given for it goes too.

    Who may bring in nothing any more can still take back what they began.

    Raises:
        NotAllowed: it is somebody else's.
        TransitionRefused: it is filed already; a cancelled one stays as it is.
    """
    stored = lock_import(row)
    if stored.started_by_id != actor.pk or not actor.is_active:
        raise NotAllowed("Only who brought a text in may cancel it.")
    if stored.state == State.FILED:
        raise TransitionRefused("It is filed already.")
    if stored.state in (*RUNNING, State.READY, State.FAILED):
        close_import(stored, State.CANCELLED, now=now)
        write_import_trail("cancel_import", stored, actor=actor, now=now)
    return stored


def lock_import(row: Import) -> Import:
    """Give the stored import, locked."""
    rows = Import.objects.select_for_update(of=("self",)).select_related("article")
    return rows.get(pk=row.pk)


def describe_refusal(refusal: DeskError) -> dict[str, Any]:
    """Give a refusal as the row keeps it; `article` is the one with the same text."""
    twin = refusal.extra.get("article", "") if isinstance(refusal, DuplicateArticle) else ""
    return {
        "code": refusal.code,
        "field": refusal.field,
        "detail": refusal.detail,
        "article": str(twin),
    }
