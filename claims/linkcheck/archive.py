"""A public web archive: what it holds of a page, and asking it to keep one.

The shapes are those of the Wayback Machine: the availability API, Memento time maps
(RFC 7089) and Save Page Now 2. Everything goes through the fetch core and its guard.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlencode

import pycurl

from claims.linkcheck.answer import Answer
from claims.linkcheck.fetch import Wire
from claims.linkcheck.guard import Guard
from claims.linkcheck.rules import FetchRules
from claims.linkcheck.urls import UrlRefused, read_url
from claims.linkcheck.visit import Visit
from claims.linkcheck.visiting import fetch_one

MEMENTO = re.compile(r'<([^>]+)>((?:\s*;\s*\w+="[^"]*")+)')
DATED = re.compile(r'datetime="([^"]+)"')
STAMP = "%Y%m%d%H%M%S"
BUSY = frozenset({408, 425, 429})


class ArchiveAway(RuntimeError):
    """The archive does not answer, or has enough of us for now: ask again later."""


class ArchiveRefused(RuntimeError):
    """The archive will not do what was asked, now or later."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Where an archive's services are. Without `key` nothing can be saved."""

    available: str = "https://archive.org/wayback/available"
    timemap: str = "https://web.archive.org/web/timemap/link/"
    replay: str = "https://web.archive.org/web/"
    save: str = "https://web.archive.org/save"
    key: str = ""
    secret: str = field(default="", repr=False)
    rules: FetchRules = field(default_factory=FetchRules)

    @property
    def host(self) -> str:
        """The host that pages are saved and replayed at."""
        return read_url(self.save).host


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One copy: where it is replayed, and when it was taken (aware)."""

    url: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Saving:
    """How an asked-for copy stands: pending, success or error, with the archive's words."""

    state: str
    snapshot: Snapshot | None = None
    detail: str = ""


def make_archive(base: str, *, key: str, secret: str, rules: FetchRules) -> Archive:
    """Give the public archive, or one whose services all lie below the address `base`."""
    if not base:
        return Archive(key=key, secret=secret, rules=rules)
    base = base.rstrip("/")
    return Archive(
        available=f"{base}/available",
        timemap=f"{base}/timemap/link/",
        replay=f"{base}/web/",
        save=f"{base}/save",
        key=key,
        secret=secret,
        rules=rules,
    )


def find_nearest(archive: Archive, url: str, *, at: datetime) -> Snapshot | None:
    """Give the copy of `url` taken nearest to `at`, or None when the archive has none.

    The time map is asked where the availability API knows nothing: it is the fuller one.

    Raises:
        ArchiveAway: neither service answers.
    """
    question = urlencode({"url": url, "timestamp": at.astimezone(UTC).strftime(STAMP)})
    found = read_json(get_page(archive, f"{archive.available}?{question}"))
    snapshots = found.get("archived_snapshots")
    closest = snapshots.get("closest") if isinstance(snapshots, dict) else None
    if isinstance(closest, dict) and closest.get("available") and closest.get("url"):
        taken_at = read_stamp(str(closest.get("timestamp", "")))
        if taken_at and str(closest.get("status", "200")).startswith("2"):
            return Snapshot(str(closest["url"]), taken_at)
    visit = get_page(archive, archive.timemap + quote(url, safe=":/?&=%"))
    listed = [*read_timemap(visit.body)] if visit.status == 200 else []
    return min(listed, key=lambda one: abs(one.taken_at - at), default=None)


def read_timemap(body: bytes) -> Iterator[Snapshot]:
    """Give the mementos of a time map in link format (RFC 7089, section 5)."""
    for url, rest in MEMENTO.findall(body.decode("utf-8", "replace")):
        dated = DATED.search(rest)
        if dated and re.search(r'rel="[^"]*\bmemento\b', rest):
            try:
                yield Snapshot(url, parsedate_to_datetime(dated[1]).astimezone(UTC))
            except (ValueError, TypeError):
                continue


def read_stamp(text: str) -> datetime | None:
    """Give the time of a fourteen-digit stamp, UTC; None when it is none."""
    try:
        return datetime.strptime(text, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def ask_save(archive: Archive, url: str) -> str:
    """Ask for a copy of `url` to be kept now; gives the job to follow.

    Raises:
        ArchiveAway: it does not answer, or asks for patience.
        ArchiveRefused: the keys are wrong, or the page is not to be archived.
    """
    form = {"url": url, "skip_first_archive": "1"}
    said = read_answer(call_archive(archive, archive.save, form=form))
    job = said.get("job_id")
    if not job:
        raise ArchiveRefused(str(said.get("message") or "no job was given")[:500])
    return str(job)


def read_saving(archive: Archive, job: str, *, url: str) -> Saving:
    """Say how a saving stands; raises as `ask_save`."""
    place = f"{archive.save}/status/{quote(job, safe='')}"
    said = read_answer(call_archive(archive, place))
    state, stamp = str(said.get("status", "")), str(said.get("timestamp", ""))
    taken_at = read_stamp(stamp)
    if state == "success" and taken_at:
        original = str(said.get("original_url") or url)
        return Saving(state, Snapshot(f"{archive.replay}{stamp}/{original}", taken_at))
    if state == "pending":
        return Saving(state)
    return Saving("error", detail=str(said.get("message") or state or "no answer")[:500])


def get_page(archive: Archive, url: str) -> Visit:
    """GET from the archive; raises ArchiveAway when no usable answer came."""
    visit = fetch_one(url, rules=archive.rules)
    if visit.failure or visit.status in BUSY or visit.status >= 500:
        raise ArchiveAway(visit.failure or f"status {visit.status}")
    return visit


def read_json(visit: Visit) -> dict[str, Any]:
    """Give the answer's object; an empty one for anything else."""
    return parse_object(visit.body) if visit.status == 200 else {}


def parse_object(body: bytes) -> dict[str, Any]:
    """Give a JSON object; an empty one for anything else."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def read_answer(answer: Answer) -> dict[str, Any]:
    """Give what a service said; raises as `ask_save`."""
    if answer.failure or answer.status in BUSY or answer.status >= 500:
        raise ArchiveAway(answer.detail or answer.failure or f"status {answer.status}")
    said = parse_object(answer.body)
    if answer.status >= 400:
        raise ArchiveRefused(str(said.get("message") or f"status {answer.status}")[:500])
    return said


def call_archive(
    archive: Archive, url: str, *, form: dict[str, str] | None = None
) -> Answer:
    """Make one signed request, a POST where there is a form; follows no redirect.

    Raises:
        ArchiveRefused: the address is not one the desk may connect to.
    """
    wire = Wire(archive.rules, guard=Guard(archive.rules.allow))
    try:
        target = read_url(url)
        refused = wire.refuse_target(target)
        if refused:
            raise ArchiveRefused(refused)
        transfer = wire.take()
        transfer.curl.setopt(pycurl.HTTPHEADER, list_headers(archive))
        if form is not None:
            transfer.curl.setopt(pycurl.POSTFIELDS, urlencode(form))
        wire.start(transfer, target=target, timeout_s=archive.rules.timeout_s)
        while not wire.wait(1.0):
            pass  # the transfer has a deadline of its own
        return transfer.answer
    except UrlRefused as wrong:
        raise ArchiveRefused(wrong.detail) from wrong
    finally:
        wire.close()


def list_headers(archive: Archive) -> Sequence[str]:
    """Give the headers of a signed request that wants JSON."""
    return [
        "Accept: application/json",
        f"Authorization: LOW {archive.key}:{archive.secret}",
    ]
