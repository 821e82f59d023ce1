"""Evidence in a public web archive: kept on first sight, offered when its page dies.

Off unless DESK_ARCHIVE is set. What is confidential, or cited in restricted articles only,
is never named to anybody outside.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from claims.linkcheck.archive import (
    Archive,
    ArchiveAway,
    ArchiveRefused,
    Snapshot,
    ask_save,
    find_nearest,
    make_archive,
    read_saving,
)
from claims.linkcheck.evidence import find_passages
from claims.linkcheck.guard import parse_allowance
from claims.linkcheck.ladder import GOOD
from claims.linkcheck.page import read_page
from claims.linkcheck.redis_pace import HostHeld, PaceLost, RedisPace, open_redis
from claims.linkcheck.rules import FetchRules
from claims.linkcheck.visit import Known
from claims.linkcheck.visiting import fetch_one
from claims.models import Evidence, Memento, Source

ARCHIVE_QUEUE = "archive"
MOST_TRIES = 12
LONGEST_PAUSE_S = 3600
MOST_SWEPT = 50
KEPT = (Memento.State.ASKED, Memento.State.SAVED)


class NotYet(ArchiveAway):
    """It is not this worker's turn to ask; `seconds` is the wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not for {seconds:.0f} s")
        self.seconds = seconds


def choose_pause(away: ArchiveAway | None, tries: int) -> float:
    """Give the seconds until the next try: doubled each time, up to an hour."""
    if isinstance(away, NotYet):
        return away.seconds * (1 + tries) + 1.0  # others wait for the same moment
    return float(min(LONGEST_PAUSE_S, 20 << min(tries, 10)))


def read_archive() -> Archive | None:
    """Give the archive of the settings; None when there is to be none."""
    if not settings.ARCHIVE:
        return None
    rules = FetchRules(
        timeout_s=settings.FETCH_TIMEOUT_S * 2,
        attempts=1,  # the task comes back
        per_host_rate=0.0,  # take_turn keeps the pace
        siblings=False,
        allow=tuple(parse_allowance(pair) for pair in settings.FETCH_ALLOW),
    )
    return make_archive(
        settings.ARCHIVE_URL,
        key=settings.ARCHIVE_KEY,
        secret=settings.ARCHIVE_SECRET,
        rules=rules,
    )


def take_turn(archive: Archive) -> None:
    """Count one page's questions to the archive, at a pace that all workers share.

    Raises:
        ArchiveAway: it is too early, or Redis does not answer.
    """
    with open_redis(settings.REDIS_URL) as client:
        pace = RedisPace(client, rate=settings.ARCHIVE_RATE, in_flight=2, lease_s=60.0)
        try:
            wait = pace.admit(archive.host, now=0.0)
            if not wait:
                pace.close()
        except (PaceLost, HostHeld) as wrong:
            raise ArchiveAway(str(wrong)) from wrong
    if wait:
        raise NotYet(wait)


def wake_archive(*, fresh: Sequence[int], died: Sequence[int]) -> None:
    """Have pages seen for the first time archived, and copies found of those that died.

    Sent when the transaction commits; a queue that is away is made up for by the sweep.
    """
    if settings.ARCHIVE:
        for name, ids in (("archive_source", fresh), ("offer_memento", died)):
            for source_id in ids:
                send = partial(send_task, name, source_id)
                transaction.on_commit(send, robust=True)


def send_task(name: str, source_id: int) -> None:
    """Put one task into the archive's queue."""
    current_app.send_task(
        f"claims.evidence.tasks.{name}", (source_id,), queue=ARCHIVE_QUEUE, retry=False
    )


def find_open_sources() -> QuerySet[Source]:
    """Give the web sources whose address may be named to an archive."""
    open_evidence = Evidence.objects.standing().filter(claim__article__restricted=False)
    return Source.objects.filter(
        kind=Source.Kind.WEB,
        confidential=False,
        pk__in=open_evidence.values("source_id"),
    )


def list_forgotten() -> list[int]:
    """Give living pages that no archive was ever asked about, a bounded number."""
    rows = find_open_sources().filter(outcome__in=GOOD, mementos__isnull=True)
    return list(rows.order_by("-checked_at").values_list("pk", flat=True)[:MOST_SWEPT])


def list_unended(now: datetime) -> list[int]:
    """Give the savings that nobody has followed for an hour."""
    rows = Memento.objects.filter(
        state=Memento.State.ASKED, changed_at__lt=now - timedelta(hours=1)
    )
    return list(rows.order_by("changed_at").values_list("pk", flat=True)[:MOST_SWEPT])


def archive_page(source_id: int, *, now: datetime) -> int | None:
    """Note the archive's nearest copy, and ask for one of today where keys are set.

    Gives the key of the memento that is being made, if one is. Does nothing for what was
    done before or must not leave.

    Raises:
        ArchiveAway: try again later.
    """
    archive = read_archive()
    source = find_open_sources().filter(pk=source_id).first()
    if archive is None or source is None:
        return None
    known = Memento.objects.filter(source=source)
    found = known.filter(state=Memento.State.FOUND).exists()
    asked = known.filter(state__in=KEPT).first()
    if not found or (archive.key and not asked):
        take_turn(archive)
    snapshot = None if found else find_nearest(archive, source.url, at=now)
    if snapshot:
        note_memento(source, snapshot, now=now)
    if asked or not archive.key:
        return asked.pk if asked and asked.state == Memento.State.ASKED else None
    row = Memento(source=source, state=Memento.State.ASKED, asked_at=now, changed_at=now)
    try:
        row.job = ask_save(archive, source.url)[:200]
    except ArchiveRefused as refused:
        row.state, row.detail = Memento.State.FAILED, str(refused)
    row.save(force_insert=True)
    return row.pk if row.job else None


def note_memento(source: Source, snapshot: Snapshot, *, now: datetime) -> Memento:
    """Write the found copy down, once however often it is found."""
    row, _ = Memento.objects.get_or_create(
        source=source,
        url=snapshot.url,
        defaults={
            "state": Memento.State.FOUND,
            "taken_at": snapshot.taken_at,
            "asked_at": now,
            "changed_at": now,
        },
    )
    return row


def follow_job(memento_id: int, *, now: datetime, last: bool) -> bool:
    """Bring an asked-for memento up to date; gives whether its saving has ended.

    On the `last` try one that is still pending counts as failed.

    Raises:
        ArchiveAway: try again later.
    """
    archive = read_archive()
    rows = Memento.objects.select_related("source")
    row = rows.filter(pk=memento_id, state=Memento.State.ASKED).first()
    if archive is None or row is None:
        return True
    take_turn(archive)
    try:
        saving = read_saving(archive, row.job, url=row.source.url)
    except ArchiveRefused as refused:
        return end_saving(row, None, detail=str(refused), now=now)
    if saving.state != "pending":
        return end_saving(row, saving.snapshot, detail=saving.detail, now=now)
    return last and end_saving(row, None, detail="The archive never finished.", now=now)


def end_saving(
    row: Memento, snapshot: Snapshot | None, *, detail: str, now: datetime
) -> bool:
    """Write how a saving ended; gives True."""
    row.state = Memento.State.SAVED if snapshot else Memento.State.FAILED
    row.detail, row.changed_at = detail, now
    if snapshot:
        row.url, row.taken_at = snapshot.url, snapshot.taken_at
    row.save(update_fields=("state", "detail", "changed_at", "url", "taken_at"))
    return True


def find_memento(source_id: int, *, now: datetime) -> Memento | None:
    """Find the copy nearest to the first citation, and how cited passages stand in it.

    Raises:
        ArchiveAway: try again later.
    """
    archive = read_archive()
    source = find_open_sources().filter(pk=source_id).first()
    if archive is None or source is None:
        return None
    cited = Evidence.objects.standing().filter(source=source).order_by("added_at", "pk")
    first = cited.first()
    take_turn(archive)
    snapshot = find_nearest(archive, source.url, at=first.added_at if first else now)
    if snapshot is None:
        return None
    row = note_memento(source, snapshot, now=now)
    visit = fetch_one(snapshot.url, rules=archive.rules)
    if visit.status != 200 or visit.failure:
        raise ArchiveAway(visit.failure or f"status {visit.status}")
    row.passages = read_passages(cited, visit.body, visit.headers, url=visit.final_url)
    row.changed_at = now
    row.save(update_fields=("passages", "changed_at"))
    return row


def read_passages(
    cited: Iterable[Evidence], body: bytes, headers: Mapping[str, str], *, url: str
) -> list[dict[str, Any]]:
    """Give how each cited passage stands in a copy, by the citation's public id."""
    rows = [row for row in cited if row.passage]
    quotes = tuple(dict.fromkeys(row.passage for row in rows))
    page = read_page(body, headers, url)
    found = {one.quote: one for one in find_passages(url, page, Known(quotes=quotes))}
    return [
        {
            "evidence": row.public_id,
            "state": found[row.passage].state,
            "now": found[row.passage].now,
            "changes": [list(change) for change in found[row.passage].changes],
        }
        for row in rows
    ]
