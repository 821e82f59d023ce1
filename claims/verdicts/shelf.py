"""Verdicts do not hold for ever: what is past its shelf life is to be checked again."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, Q

from claims.errors import ClaimChanged
from claims.models import SETTLED, Alarm, Article, Evidence, Policy, Verdict
from claims.workflow import raise_alarm
from claims.workflow.standing import reexamine_cleared

BATCH = 100  # claims in one transaction


def expire_verdicts(*, now: datetime) -> int:
    """Send every settled claim whose newest verdict is past its shelf life to recheck.

    Gives how many. Each batch is one transaction, and passes over claims that somebody
    holds: killed anywhere or run twice at once, each claim moves once.
    """
    moved = last = 0
    while True:
        with transaction.atomic():
            batch = list(
                Verdict.objects.filter(
                    good_until__lt=now.date(),
                    revised_by__isnull=True,
                    claim__gt=last,
                    claim__status__in=SETTLED,
                )
                .select_related("claim__article")
                .select_for_update(of=("claim",), skip_locked=True)
                .order_by("claim_id")[:BATCH]
            )
            moved += sum(expire_verdict(verdict, now=now) for verdict in batch)
        if len(batch) < BATCH:
            return moved
        last = batch[-1].claim_id


def expire_verdict(verdict: Verdict, *, now: datetime) -> bool:
    """Send the claim of one verdict to recheck; False where it moved in the meantime."""
    try:
        raised = raise_alarm(
            verdict.claim,
            cause=Alarm.Cause.VERDICT_EXPIRED,
            now=now,
            detail=f"The verdict of {verdict.as_of} was good until {verdict.good_until}.",
            content=f"verdict:{verdict.pk}",
        )
    except ClaimChanged:
        return False
    return raised is not None


def uncover_stale_captures(*, now: datetime) -> int:
    """Put cleared articles back to checking whose sources were last seen too long ago.

    Gives how many. Only articles that cite something seen before the shortest time any
    policy allows are looked at.
    """
    active = Policy.objects.filter(active=True)
    shortest = active.aggregate(days=Min("capture_days"))["days"]
    if shortest is None:
        return 0
    before = now - timedelta(days=shortest)
    old = Evidence.objects.standing().filter(
        Q(passage_seen_at__isnull=True) | Q(passage_seen_at__lt=before),
        claim__status__in=SETTLED,
        claim__article__status=Article.Status.CLEARED,
    )
    articles = old.values_list("claim__article", flat=True).distinct()
    return reexamine_cleared(actor=None, now=now, only=articles)
