"""What a worker does with an import: read it, then file it or leave it to be looked at.

Each step is taken under a lease and writes only while the lease holds and nobody cancelled:
a worker that is killed leaves a row that is due again, one that comes back late changes
nothing.
"""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from claims.errors import DeskError, DuplicateArticle
from claims.intake.importing import (
    close_import,
    describe_refusal,
    lock_import,
    preview_import,
    store_import,
)
from claims.intake.kept_reading import dump_reading
from claims.intake.readers import read_pasted, read_upload, read_url
from claims.intake.reading import Reading
from claims.models import Import, User
from claims.models.imports import RUNNING

# A page that answers late is asked twice, a minute apart at most: this is longer.
LEASE = timedelta(minutes=3)
MOST_TRIES = 3  # that ended without a word: a text that kills its worker is given up
KEPT = timedelta(days=7)
SWEPT = 50  # imports that one sweep sends out
State = Import.State


def run_import(key: int, *, now: datetime) -> str:
    """Bring an import as far as it goes; gives the state it is in, "" where another worker
    is at it or it is over."""
    row = lease_import(key, now=now)
    if row is None:
        return ""
    if row.tries > MOST_TRIES:
        return fail(row, "Reading it broke off each time. Paste the text.", now=now)
    try:
        if row.reading is None:
            reading = read_given_text(row)
            row = put_reading(row, reading, now=now)
        return settle(row, now=now) if row is not None else ""
    except DeskError as refusal:
        return refuse(row, refusal, now=now) if row is not None else ""


def lease_import(key: int, *, now: datetime) -> Import | None:
    """Take a running import that nobody is at; None where there is none."""
    lease = uuid.uuid4()
    taken = list_due(now).filter(pk=key)
    n = taken.update(lease=lease, leased_until=now + LEASE, tries=F("tries") + 1)
    if not n:
        return None
    row = Import.objects.get(pk=key)
    if row.lease != lease:
        return None
    if row.state == State.WAITING:
        row.state, row.changed_at = State.READING, now
        held(row).update(state=State.READING, changed_at=now)
    return row


def list_due(now: datetime) -> QuerySet[Import]:
    """Give the running imports that no worker has, or whose worker is gone."""
    return Import.objects.running().filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    )


def held(row: Import) -> QuerySet[Import]:
    """Give the row while its lease holds and nobody cancelled it."""
    return Import.objects.filter(pk=row.pk, lease=row.lease, state__in=RUNNING)


def read_given_text(row: Import) -> Reading:
    """Read what was given.

    Raises:
        BadInput: what the readers raise.
    """
    if row.origin == Import.Origin.URL:
        return read_url(row.name)
    body, kind = bytes(row.body or b""), row.given["input_format"]
    if row.origin == Import.Origin.FILE or kind in ("html", "markdown"):
        return read_upload(row.name or "pasted", body, input_format=kind)
    return read_pasted(body.decode())


def put_reading(row: Import, reading: Reading, *, now: datetime) -> Import | None:
    """Keep what was read; None where the import is somebody else's or cancelled."""
    row.reading, row.state = dump_reading(reading), State.FILING
    n = held(row).update(reading=row.reading, state=State.FILING, changed_at=now)
    return row if n else None


def settle(row: Import, *, now: datetime) -> str:
    """File what was read, or leave it to be looked at where that was asked for.

    Raises:
        DeskError: as `submit_article`.
    """
    if row.look:
        preview_import(row, actor=User.objects.get(pk=row.started_by_id), now=now)
        n = held(row).update(state=State.READY, lease=None, changed_at=now)
        return State.READY if n else ""
    with transaction.atomic():
        stored = lock_import(row)
        if stored.lease != row.lease or stored.state != State.FILING:
            return ""
        store_import(stored, actor=hold_person(stored), now=now)
    return State.FILED


def hold_person(row: Import) -> User:
    """Give who started the import as they are now, unchanged until the transaction ends:
    reading takes a while, and a role or an account can be gone meanwhile."""
    return User.objects.select_for_update(no_key=True).get(pk=row.started_by_id)


def refuse(row: Import, refusal: DeskError, *, now: datetime) -> str:
    """Write down a refusal. A known text, and one that wants only its day, is left to be
    looked at: it may be meant, and what was read is not lost."""
    with transaction.atomic():
        stored = lock_import(row)
        if stored.lease != row.lease or stored.state not in RUNNING:
            return ""
        stored.refusal = describe_refusal(refusal)
        wants_day = refusal.field == "published_on" and stored.reading is not None
        if isinstance(refusal, DuplicateArticle) or wants_day:
            stored.state, stored.lease, stored.changed_at = State.READY, None, now
            stored.save(update_fields=("state", "lease", "changed_at", "refusal"))
            return State.READY
        close_import(stored, State.FAILED, now=now)
    return State.FAILED


def fail(row: Import, words: str, *, now: datetime) -> str:
    """Give an import up, with the reason for its person."""
    return refuse(row, DeskError(words, code="import_broke_off"), now=now)


def list_forgotten(*, now: datetime) -> list[int]:
    """Give running imports that no worker has had for a while, oldest first."""
    rows = list_due(now).filter(changed_at__lt=now - timedelta(seconds=30))
    return list(rows.order_by("pk").values_list("pk", flat=True)[:SWEPT])


def drop_old(*, now: datetime) -> int:
    """Delete imports that are over, or waited for a look in vain, for a week."""
    rows = Import.objects.exclude(state__in=RUNNING).filter(changed_at__lt=now - KEPT)
    return rows.delete()[0]
