"""Writing a round of visits: link checks, the sources' summary, passages, alarms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from claims.evidence.archiving import wake_archive
from claims.evidence.captures import keep_bodies, write_captures
from claims.evidence.effects import Effect, apply_effects, find_effects
from claims.evidence.row_writes import Row, insert_rows, list_keys, update_rows
from claims.linkcheck.imprint import read_imprint
from claims.linkcheck.ladder import (
    FAILED,
    GOOD,
    Need,
    Past,
    judge_death,
    list_failures,
    next_visit,
)
from claims.linkcheck.visit import Outcome, Visit
from claims.models import Claim, Evidence, LinkCheck, PageText, Source

LONGEST_URL = 2000  # characters of what a page names as its canonical address
REMEMBERED = 20  # earlier visits that the next one's time is reckoned from
SUMMARY = (
    "id",
    "outcome",
    "alive",
    "checked_at",
    "failures",
    "failing_since",
    "dead_since",
    "text_sha256",
    "canonical_url",
    "etag",
    "last_modified",
    "title",
    "publisher",
    "published_on",
    "next_visit_at",
    "asked_at",
    "lease",
    "leased_until",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit with its verdict, and the source it belongs to."""

    source_id: int
    visit: Visit
    outcome: Outcome


def record_checks(lease: str, seen: Sequence[Seen], *, now: datetime) -> int:
    """Write what was seen of sources that `lease` still holds; gives how many.

    Bodies are stored before the rows that name them: a body without a row does no harm.
    """
    return write_checks(lease, seen, kept=keep_bodies(seen), now=now) if seen else 0


@transaction.atomic
def write_checks(
    lease: str, seen: Sequence[Seen], *, kept: Mapping[int, str], now: datetime
) -> int:
    """Write the rows of `seen` in one transaction; gives how many checks.

    Append the checks and their captures, sum them up on the sources, mark the passages,
    raise alarms. A source whose lease has passed on is left out whole. `kept` are the
    places of stored bodies, by source id.
    """
    held = {
        row.pk: row
        for row in Source.objects.select_for_update(of=("self",))
        .filter(pk__in=list_keys(one.source_id for one in seen), lease=lease)
        .order_by("pk")
    }
    seen = [one for one in seen if one.source_id in held]
    if not seen:
        return 0
    evidence = read_evidence(held)
    insert_rows(PageText, write_texts(seen, held, now=now), or_leave=True)
    history = read_history(held)
    checks = insert_rows(
        LinkCheck,
        [write_check(one, lease, evidence[one.source_id], now=now) for one in seen],
    )
    write_captures(seen, checks, kept, now=now)
    published = set(
        Claim.objects.filter(
            status=Claim.Status.PUBLISHED, evidence__source__in=list_keys(held)
        )
        .order_by()
        .values_list("evidence__source_id", flat=True)
    )
    effects: list[Effect] = []
    fresh, died = [], []
    for one, check in zip(seen, checks, strict=True):
        source = held[one.source_id]
        was_dead = source.dead_since is not None
        if source.checked_at is None and one.outcome.klass in GOOD:
            fresh.append(source.pk)
        changed = bool(
            one.outcome.text_sha256 and one.outcome.text_sha256 != source.text_sha256
        )
        past = Past(now, one.outcome.klass, one.visit.status == 410, changed)
        need: Need = "published" if source.pk in published else "open"
        sum_up(source, one, [*history[source.pk], past], need=need, now=now)
        newly_dead = source.dead_since is not None and not was_dead
        if newly_dead:
            died.append(source.pk)
        effects += find_effects(
            check, one.outcome, evidence[source.pk], newly_dead=newly_dead, now=now
        )
    update_rows(
        Source, [{name: getattr(row, name) for name in SUMMARY} for row in held.values()]
    )
    apply_effects(effects, evidence, now=now)
    wake_archive(fresh=fresh, died=died)
    return len(seen)


def read_evidence(source_ids: Iterable[int]) -> dict[int, list[Evidence]]:
    """Give the standing evidence of each source, with its claim and article."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.standing().filter(source_id__in=list_keys(source_ids))
    for row in rows.select_related("claim__article").order_by("pk"):
        found[row.source_id].append(row)
    return found


def read_history(source_ids: Iterable[int]) -> dict[int, list[Past]]:
    """Give each source's latest visits, oldest first (one query)."""
    newest = Window(RowNumber(), partition_by=F("source_id"), order_by=F("at").desc())
    rows = (
        LinkCheck.objects.filter(source_id__in=list_keys(source_ids))
        .annotate(rank=newest)
        .filter(rank__lte=REMEMBERED)
        .order_by("source_id", "at", "pk")
        .values_list("source_id", "at", "outcome", "http_status", "text_sha256")
    )
    found: dict[int, list[Past]] = defaultdict(list)
    text: dict[int, str] = {}
    for source_id, at, outcome, status, sha256 in rows:
        changed = bool(sha256 and text.get(source_id) and sha256 != text[source_id])
        text[source_id] = sha256 or text.get(source_id, "")
        found[source_id].append(Past(at, outcome, status == 410, changed))
    return found


def write_texts(
    seen: Sequence[Seen], held: Mapping[int, Source], *, now: datetime
) -> list[Row]:
    """Give the rows of texts that were read and are not those of the last good visit."""
    texts = {
        one.outcome.text_sha256: one.outcome.text
        for one in seen
        if one.outcome.text and one.outcome.text_sha256 != held[one.source_id].text_sha256
    }
    return [
        {"sha256": sha256, "text": text, "first_seen_at": now}
        for sha256, text in sorted(texts.items())
    ]


def write_check(
    one: Seen, lease: str, evidence: Sequence[Evidence], *, now: datetime
) -> Row:
    """Give the row of one visit."""
    visit, outcome = one.visit, one.outcome
    return {
        "source_id": one.source_id,
        "lease": lease,
        "at": now,
        "outcome": outcome.klass,
        "alive": outcome.alive,
        "reasons": outcome.reasons,
        "http_status": visit.status,
        "final_url": visit.final_url,
        "chain": [asdict(hop) for hop in visit.chain],
        "soft_404": outcome.soft_404,
        "passages": list_passages(outcome, evidence) if evidence else [],
        "drift": outcome.drift,
        "drift_changes": outcome.drift_changes,
        "title": outcome.title[:500],
        "body_sha256": visit.hash_body(),
        "text_sha256": outcome.text_sha256,
        "etag": visit.headers.get("etag", "")[:500],
        "last_modified": visit.headers.get("last-modified", "")[:100],
        "size": visit.size,
        "elapsed_ms": visit.elapsed_ms,
    }


def list_passages(outcome: Outcome, evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    """Give how each cited passage stood, by the citation's public id."""
    by_quote = {passage.quote: passage for passage in outcome.passages}
    return [
        {
            "evidence": row.public_id,
            "state": by_quote[row.passage].state,
            "now": by_quote[row.passage].now,
            "changes": [list(change) for change in by_quote[row.passage].changes],
        }
        for row in evidence
        if row.passage in by_quote
    ]


def sum_up(
    source: Source, one: Seen, history: Sequence[Past], *, need: Need, now: datetime
) -> None:
    """Set the source's summary columns from its newest visit and the ones before."""
    outcome, visit = one.outcome, one.visit
    source.outcome, source.alive, source.checked_at = outcome.klass, outcome.alive, now
    failures = list_failures(history)
    source.failures = len(failures)
    source.failing_since = failures[0].at if failures else None
    if outcome.klass in GOOD:
        source.dead_since = None
        source.etag = visit.headers.get("etag", source.etag)[:500]
        source.last_modified = visit.headers.get("last-modified", source.last_modified)[
            :100
        ]
        fill_imprint(source, one)
        source.text_sha256 = outcome.text_sha256 or source.text_sha256
        source.title = source.title or outcome.title[:500]
        if outcome.canonical is not None:
            source.canonical_url = keep_address(outcome.canonical)
    elif outcome.klass in FAILED and judge_death(history) == "confirmed":
        source.dead_since = source.dead_since or now
    source.next_visit_at = next_visit(history, need=need, now=now)
    source.asked_at, source.lease, source.leased_until = None, "", None


def keep_address(url: str) -> str:
    """Give a web address as it is kept; "" for none, another scheme, or too long a one."""
    is_web = url.lower().startswith(("http://", "https://"))
    return url if is_web and len(url) <= LONGEST_URL else ""


def fill_imprint(source: Source, one: Seen) -> None:
    """Set publisher and date as a page that reads anew says them; people's words stay."""
    if one.outcome.text_sha256 == source.text_sha256 or not one.visit.body:
        return
    if source.publisher and source.published_on:
        return
    said = read_imprint(one.visit.body, one.visit.headers)
    source.publisher = source.publisher or said.publisher
    source.published_on = source.published_on or said.published_on
