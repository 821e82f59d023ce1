"""Judging stored visits again when the rules have changed, without visiting anybody."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast, get_args
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from claims.evidence.known import read_known
from claims.evidence.records import Seen, record_checks
from claims.linkcheck.capture_store import CaptureLost, read_body
from claims.linkcheck.classify import classify
from claims.linkcheck.ladder import GOOD
from claims.linkcheck.visit import Attempt, Failure, Hop, Known, Outcome, Visit
from claims.models import Capture, Evidence, LinkCheck, PageText, Source

MARK = "reclassified"
HOLD = timedelta(minutes=6)
FIRST_TRIES = {"rate_limited_first": 429, "failed_first": 503, "refused_first": 403}


@dataclass(frozen=True, slots=True)
class Replay:
    """A source's newest check and what today's rules make of it.

    `outcome` is None when what the verdict was made from is not stored. `changes` are what
    differs as (what, was, is).
    """

    source: Source
    check: LinkCheck
    visit: Visit
    outcome: Outcome | None
    changes: tuple[tuple[str, str, str], ...] = ()


def replay_checks(source: str = "") -> Iterator[Replay]:
    """Judge the newest check of each web source again, or of the one with this public id.

    Bodies come from captures. Of a visit that got no page only status and failure are
    stored; where the verdict needed more, it stands.
    """
    rows = Source.objects.filter(kind=Source.Kind.WEB).exclude(outcome="").order_by("pk")
    if source:
        rows = rows.filter(public_id=source)
    for row in rows.iterator(chunk_size=100):
        check = row.link_checks.order_by("-at", "-pk").first()
        if check is not None:
            yield replay_check(row, check)


def replay_check(source: Source, check: LinkCheck) -> Replay:
    """Judge one check again."""
    visit = rebuild_visit(source, check)
    if visit is None:
        return Replay(source, check, Visit(source.url), None)
    outcome = classify(visit, rebuild_known(source, check))
    return Replay(source, check, visit, outcome, find_changes(check, outcome))


def rebuild_visit(source: Source, check: LinkCheck) -> Visit | None:
    """Give the visit as far as it is stored; None when the verdict's ground is not."""
    reasons = [str(reason) for reason in check.reasons]
    first = next((status for name, status in FIRST_TRIES.items() if name in reasons), 0)
    tries = (*((Attempt(first, ""),) if first else ()), Attempt(check.http_status, ""))
    visit = Visit(
        url=source.url,
        final_url=check.final_url,
        status=check.http_status,
        chain=tuple(Hop(hop["url"], hop["status"], hop["how"]) for hop in check.chain),
        attempts=tries,
    )
    if "not_modified" in reasons:
        visit.not_modified = True
        return visit
    if reasons and reasons[0] in get_args(Failure):
        visit.failure = cast("Failure", reasons[0])
        # The resolver's words are not kept; the class tells which they were.
        visit.detail = "" if check.outcome == "gone" else "try again"
        return visit
    if not 200 <= check.http_status < 300:
        return visit if check.http_status else None
    return add_body(visit, source, check)


def add_body(visit: Visit, source: Source, check: LinkCheck) -> Visit | None:
    """Give `visit` with the captured body of this content; None when there is none."""
    same = Q(sha256=check.body_sha256)
    if check.text_sha256:
        same |= Q(link_check__text_sha256=check.text_sha256)
    capture = Capture.objects.filter(same, source=source).order_by("-at", "-pk").first()
    if capture is None:
        return None
    try:
        visit.body = read_body(capture.sha256, place=capture.place)
    except CaptureLost:
        return None
    visit.headers, visit.truncated = capture.headers, capture.truncated
    visit.size = capture.size
    return visit


def rebuild_known(source: Source, check: LinkCheck) -> Known:
    """Give what was known before the check: the text of the good visit before it."""
    ((_, known),) = read_known([source])
    earlier = source.link_checks.filter(outcome__in=GOOD, at__lt=check.at)
    before = earlier.exclude(text_sha256="").order_by("-at", "-pk").first()
    if "not_modified" in check.reasons:
        before = check
    sha256 = before.text_sha256 if before else ""
    text = PageText.objects.filter(sha256=sha256).values_list("text", flat=True).first()
    return replace(known, text=text or "", text_sha256=sha256 if text else "")


def find_changes(check: LinkCheck, outcome: Outcome) -> tuple[tuple[str, str, str], ...]:
    """Give what today's verdict says otherwise; nothing where a passage had moved.

    The page that it was found on is not stored. Passages cited since are left out.
    """
    cited = {one["evidence"]: str(one["state"]) for one in check.passages}
    if "moved" in cited.values():
        return ()
    rows = Evidence.objects.filter(public_id__in=cited).values_list("passage", "public_id")
    was = {passage: cited[public_id] for passage, public_id in rows}
    pairs = [
        ("class", check.outcome, outcome.klass),
        ("alive", str(check.alive), str(outcome.alive)),
        ("soft 404", str(check.soft_404), str(outcome.soft_404)),
        ("drift", check.drift or "none", outcome.drift or "none"),
        *(
            (f"passage “{found.quote[:40]}”", was[found.quote], found.state)
            for found in outcome.passages
            if found.quote in was
        ),
    ]
    return tuple(pair for pair in pairs if pair[1] != pair[2])


def append_replay(replay: Replay, *, now: datetime) -> bool:
    """Append the new verdict as a check of its own, with all its effects.

    The old check stays as it was written. The reasons say that nobody was visited, and the
    page is due for a visit at once. Gives False when a worker holds the source.
    """
    if replay.outcome is None:
        return False
    lease = f"replay-{uuid4().hex[:28]}"
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    with transaction.atomic():
        held = Source.objects.filter(free, pk=replay.source.pk)
        if not held.update(lease=lease, leased_until=now + HOLD):
            return False
        outcome = replace(replay.outcome, reasons=(MARK, *replay.outcome.reasons))
        record_checks(lease, [Seen(replay.source.pk, replay.visit, outcome)], now=now)
        Source.objects.filter(pk=replay.source.pk).update(next_visit_at=now)
    return True
