"""Visiting a leased batch and writing down what was seen."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.utils import timezone

from claims.evidence.dispatch import release_lease, renew_lease
from claims.evidence.records import Seen, record_checks
from claims.linkcheck.classify import classify
from claims.linkcheck.guard import parse_allowance
from claims.linkcheck.ladder import is_our_fault
from claims.linkcheck.rules import FetchRules, Wanted
from claims.linkcheck.visit import Known
from claims.linkcheck.visiting import visit_in_batches
from claims.models import Evidence, PageText, Source, TrailEntry

WRITE_EVERY = timedelta(seconds=2)  # a person is waiting for some of them
PAUSE = timedelta(minutes=5)  # after a failure that looks like our own line's
NO_ANSWER = frozenset({"dns", "connect", "timeout"})


def check_batch(lease: str, source_ids: Sequence[int]) -> int:
    """Visit what `lease` still holds of `source_ids`; gives the number of checks written.

    Answers are written every few seconds, each in one transaction with its effects, so
    that a kill loses seconds of work and no row. Hosts that gave no answer are judged
    together at the end: where that looks like our own fault, nothing more is written and
    the batch is due again after a pause.
    """
    now = timezone.now()
    sources = list(Source.objects.leased(lease, now=now).filter(pk__in=source_ids))
    if not sources:
        return 0
    wanted = [Wanted(row.url, known, key=row.pk) for row, known in read_known(sources)]
    hosts = {row.pk: row.host for row in sources}
    written, tally, waiting = 0, defaultdict[str, list[int]](lambda: [0, 0]), list[Seen]()
    last = now
    for ended in visit_in_batches(wanted, rules=read_rules()):
        for one, visit in ended:
            waiting.append(Seen(read_key(one), visit, classify(visit, one.known)))
            host = tally[hosts[read_key(one)]]
            host[0] += visit.failure in NO_ANSWER
            host[1] += 1
        if timezone.now() - last >= WRITE_EVERY:
            last = timezone.now()
            renew_lease(lease, now=last)
            if not fails_together(tally):
                answered = [one for one in waiting if one.visit.failure not in NO_ANSWER]
                waiting = [one for one in waiting if one.visit.failure in NO_ANSWER]
                written += record_checks(lease, answered, now=last)
    if fails_together(tally):
        pause_batch(lease, now=timezone.now(), hosts=len(tally))
        return written
    return written + record_checks(lease, waiting, now=timezone.now())


def read_key(one: Wanted) -> int:
    """Give the source id a wanted URL was made with."""
    return cast("int", one.key)


def fails_together(tally: dict[str, list[int]]) -> bool:
    """Say whether so many hosts failed at once that the line is broken, not the web."""
    return is_our_fault({host: (failed, total) for host, (failed, total) in tally.items()})


def pause_batch(lease: str, *, now: datetime, hosts: int) -> None:
    """Put the rest of the batch off, and leave the operator a notice in the trail."""
    release_lease(lease, again_at=now + PAUSE)
    TrailEntry.objects.append(
        "pause_checks",
        actor=None,
        now=now,
        after={"hosts": hosts},
        reason="Most hosts failed together: the fault is likely ours. Nothing recorded.",
    )


def read_rules() -> FetchRules:
    """Give the limits of a background round."""
    return FetchRules(
        timeout_s=settings.FETCH_TIMEOUT_S,
        attempts=3,
        concurrency=64,
        allow=tuple(parse_allowance(pair) for pair in settings.FETCH_ALLOW),
    )


def read_known(sources: Sequence[Source]) -> Iterator[tuple[Source, Known]]:
    """Give each source with what is known of it: passages, last text, validators."""
    ids = [row.pk for row in sources]
    quotes: dict[int, list[str]] = defaultdict(list)
    cited = Evidence.objects.standing().filter(source_id__in=ids).exclude(passage="")
    for source_id, passage in cited.order_by("pk").values_list("source_id", "passage"):
        if passage not in quotes[source_id]:
            quotes[source_id].append(passage)
    hashes = {row.text_sha256 for row in sources if row.text_sha256}
    texts = dict(PageText.objects.filter(sha256__in=hashes).values_list("sha256", "text"))
    unseen = set(
        cited.filter(passage_state="").values_list("source_id", flat=True).distinct()
    )
    for row in sources:
        fresh = row.pk in unseen  # a new passage wants the body, not a 304
        yield (
            row,
            Known(
                quotes=tuple(quotes[row.pk]),
                text=texts.get(row.text_sha256, ""),
                text_sha256=row.text_sha256,
                etag="" if fresh else row.etag,
                last_modified="" if fresh else row.last_modified,
            ),
        )
