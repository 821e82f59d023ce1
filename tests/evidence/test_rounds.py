"""A worker goes on with what is due next while the last pages of a batch are slow."""

import pytest
from django.utils import timezone

from claims.evidence import rounds
from claims.evidence.checks import check_batch
from claims.evidence.dispatch import lease_due
from claims.models import LinkCheck, Source
from tests.evidence.conftest import PASSAGE, page
from tests.linkcheck.server import Hostile
from tests.steps import cite


def make_due(site: Hostile, claim, actor, count: int) -> None:
    for number in range(count):
        site.routes[f"/{number}"] = page(PASSAGE)
        cite(claim, actor, url=site.url(f"/{number}"), passage=PASSAGE)
    Source.objects.exclude(url="").update(asked_at=None, next_visit_at=timezone.now())


def lease_one(monkeypatch) -> tuple[str, list[int]]:
    """Lease one source alone, as if batches held no more."""
    monkeypatch.setattr(rounds, "BATCH", 1)
    ((lease, ids),) = lease_due(now=timezone.now(), most=1).items()
    return lease, ids


def test_one_task_visits_all_that_is_due_each_batch_under_its_own_lease(
    site: Hostile, open_claim, reviewer, monkeypatch
):
    make_due(site, open_claim, reviewer, 4)
    assert check_batch(*lease_one(monkeypatch)) == 4
    assert len(set(LinkCheck.objects.values_list("lease", flat=True))) == 4
    assert set(Source.objects.exclude(url="").values_list("lease", flat=True)) == {""}


def test_what_a_person_waits_for_is_left_to_a_round_of_its_own(
    site: Hostile, open_claim, reviewer, monkeypatch
):
    make_due(site, open_claim, reviewer, 2)
    lease, ids = lease_one(monkeypatch)
    Source.objects.exclude(pk__in=ids).exclude(url="").update(asked_at=timezone.now())
    assert check_batch(lease, ids) == 1


def test_an_urgent_batch_takes_on_no_other(
    site: Hostile, open_claim, reviewer, monkeypatch
):
    make_due(site, open_claim, reviewer, 2)
    lease, ids = lease_one(monkeypatch)
    Source.objects.filter(pk__in=ids).update(asked_at=timezone.now())
    assert check_batch(lease, ids) == 1


def test_a_fault_with_a_second_batch_leaves_both_due_when_their_leases_end(
    site: Hostile, open_claim, reviewer, monkeypatch
):
    make_due(site, open_claim, reviewer, 3)
    lease, ids = lease_one(monkeypatch)
    monkeypatch.setattr(rounds.Round, "_write_down", lambda _self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        check_batch(lease, ids)
    assert not LinkCheck.objects.exists()
    monkeypatch.undo()
    Source.objects.exclude(url="").update(leased_until=timezone.now())
    due = lease_due(now=timezone.now())
    assert sum(check_batch(*pair) for pair in due.items()) == 3
