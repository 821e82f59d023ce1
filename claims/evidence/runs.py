"""Visits asked for together, and how far they have come."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet

from claims.errors import BadInput
from claims.evidence.dispatch import wake_dispatcher
from claims.models import Article, CheckRun, CheckRunSource, Source, TrailEntry, User
from claims.models.trail import DESK
from claims.workflow.access import require

MOST = 100_000  # sources of one run
HOSTS = 8  # of those that a run waits for, the slowest are named


@dataclass(frozen=True, slots=True)
class HostWait:
    """A host that a run still waits for, and the seconds its pace needs for the rest."""

    host: str
    waiting: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How a run stands: `outcomes` counts what the visited sources came to."""

    done: int
    size: int
    outcomes: list[tuple[str, int]]
    hosts: list[HostWait]
    rate: float

    @property
    def is_over(self) -> bool:
        """Whether every source of the run was visited after it was asked for."""
        return self.done >= self.size

    @property
    def percent(self) -> int:
        """The done part of it, 0 to 100."""
        return 100 * self.done // self.size if self.size else 100


@transaction.atomic
def ask_checks(
    sources: QuerySet[Source],
    *,
    actor: User,
    now: datetime,
    article: Article | None = None,
    about: str = "",
) -> CheckRun:
    """Put all the web pages among `sources` at the head of the queue, as one run.

    `sources` are what `actor` may see. One trail entry, in the article's chain or the
    desk's, says how many.

    Raises:
        NotAllowed: the actor is no reviewer.
        BadInput: there is no web page among them, or too many.
    """
    require("ask_check", actor)
    keys = sources.filter(kind=Source.Kind.WEB).order_by("pk").values_list("pk", flat=True)
    found = list(keys[: MOST + 1])
    run = CheckRun(asked_by=actor, asked_at=now, article=article, about=about[:200])
    run.size = len(found)
    if not 0 < run.size <= MOST:
        raise BadInput(
            "There is no web page among them."
            if not run.size
            else f"These are over {MOST:,} pages: narrow the filter.",
            field="sources",
        )
    run.save(force_insert=True)
    rows = [CheckRunSource(run=run, source_id=pk) for pk in found]
    CheckRunSource.objects.bulk_create(rows, batch_size=5000)
    members = run.members.values("source_id")
    Source.objects.filter(pk__in=members).update(next_visit_at=now, asked_at=now)
    TrailEntry.objects.append(
        "ask_checks",
        actor=actor,
        now=now,
        chain=article.public_id if article else DESK,
        subject=f"run:{run.public_id}",
        after={"size": run.size, "about": run.about},
    )
    wake_dispatcher()
    return run


def list_members(run: CheckRun) -> QuerySet[Source]:
    """Give the sources of a run."""
    rows = CheckRunSource.objects.filter(run=run).values("source")
    return Source.objects.filter(pk__in=rows)


def count_done(run: CheckRun) -> int:
    """Give how many of a run's sources were visited since it was asked for."""
    return list_members(run).filter(checked_at__gte=run.asked_at).count()


def read_progress(run: CheckRun) -> Progress:
    """Give how a run stands now, from the sources' own rows; three queries."""
    rate = settings.FETCH_HOST_RATE
    members = list_members(run)
    done = members.filter(checked_at__gte=run.asked_at)
    outcomes = Counter(dict(done.values_list("outcome").annotate(n=Count("pk")).order_by()))
    waiting = members.exclude(checked_at__gte=run.asked_at)
    slow = (
        waiting.values_list("host").annotate(n=Count("pk")).order_by("-n", "host")[:HOSTS]
    )
    return Progress(
        done=sum(outcomes.values()),
        size=run.size,
        outcomes=outcomes.most_common(),
        hosts=[HostWait(host, n, round(n / rate) if rate else 0) for host, n in slow],
        rate=rate,
    )
