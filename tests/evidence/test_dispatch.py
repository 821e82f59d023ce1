"""Due sources are leased to one worker at a time and come back when it dies."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from claims.evidence.dispatch import (
    BATCH,
    LEASE,
    group_by_host,
    lease_due,
    release_lease,
    renew_lease,
)
from claims.models import Source
from tests.conftest import NOON


def make_due(count: int, *, hosts: int = 5, **more) -> list[int]:
    """Make due sources over some hosts; gives their keys in the order they are due."""
    rows = Source.objects.bulk_create(
        Source(
            url=f"https://h{number % hosts}.example/{number}",
            url_key=f"https://h{number % hosts}.example/{number}",
            host=f"h{number % hosts}.example",
            created_at=NOON,
            **{"next_visit_at": NOON - timedelta(minutes=count - number), **more},
        )
        for number in range(count)
    )
    return [row.pk for row in rows]


def held(leases: dict[str, list[int]]) -> list[int]:
    """Every source that was leased."""
    return [pk for ids in leases.values() for pk in ids]


def test_due_sources_are_leased_once(db):
    made = make_due(9)
    first = lease_due(now=NOON)
    assert sorted(held(first)) == made
    assert lease_due(now=NOON + timedelta(seconds=1)) == {}
    for lease, ids in first.items():
        assert set(Source.objects.filter(lease=lease).values_list("pk", flat=True)) == set(
            ids
        )


@pytest.mark.parametrize(
    "other",
    [
        {"next_visit_at": None},
        {"next_visit_at": NOON + timedelta(seconds=1)},
        {"leased_until": NOON + timedelta(seconds=1), "lease": "other"},
    ],
    ids=["never", "later", "held"],
)
def test_what_is_not_due_is_left_alone(db, other):
    make_due(2, **other)
    assert lease_due(now=NOON) == {}


def test_a_lease_that_ended_is_given_out_again(db):
    made = make_due(3)
    first = lease_due(now=NOON)
    assert lease_due(now=NOON + LEASE - timedelta(seconds=1)) == {}
    second = lease_due(now=NOON + LEASE)
    assert sorted(held(second)) == made
    assert not set(first) & set(second)


def test_what_people_wait_for_goes_first_then_the_oldest(db):
    made = make_due(6, hosts=6)
    Source.objects.filter(pk=made[4]).update(asked_at=NOON)
    assert held(lease_due(now=NOON, most=3)) == [made[4], made[0], made[1]]


def test_no_more_is_leased_than_asked_for(db):
    make_due(12)
    assert len(held(lease_due(now=NOON, most=5))) == 5


def test_only_the_holder_renews_and_releases(db):
    made = make_due(2)
    ((lease, _),) = lease_due(now=NOON).items()
    renew_lease("another", now=NOON + timedelta(minutes=5))
    assert Source.objects.filter(leased_until=NOON + LEASE).count() == 2
    renew_lease(lease, now=NOON + timedelta(minutes=5))
    assert lease_due(now=NOON + LEASE) == {}
    release_lease(lease, again_at=NOON + timedelta(minutes=7))
    again = lease_due(now=NOON + timedelta(minutes=7))
    assert sorted(held(again)) == made


def test_a_lease_that_passed_on_is_not_renewed(db):
    make_due(1)
    ((lease, _),) = lease_due(now=NOON).items()
    renew_lease(lease, now=NOON + LEASE + timedelta(seconds=1))
    assert Source.objects.get().leased_until == NOON + LEASE


def test_a_host_stays_in_one_batch_where_it_fits():
    due = [(number, f"h{number % 3}") for number in range(BATCH + 30)]
    batches = list(group_by_host(due))
    assert sorted(pk for batch in batches for pk in batch) == [pk for pk, _ in due]
    assert all(len(batch) <= BATCH for batch in batches)
    hosts = [{pk % 3 for pk in batch} for batch in batches]
    assert sum(map(len, hosts)) == 3


def test_a_host_larger_than_a_batch_is_cut():
    batches = list(group_by_host([(number, "one") for number in range(2 * BATCH + 1)]))
    assert [len(batch) for batch in batches] == [BATCH, BATCH, 1]


@pytest.mark.django_db(transaction=True)
def test_two_dispatchers_never_share_a_source():
    made = make_due(60, hosts=20)
    gate = Barrier(4)
    now = timezone.now()

    def dispatch(_: int) -> list[int]:
        try:
            gate.wait(20)
            return held(lease_due(now=now, most=25))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        taken = [pk for ids in pool.map(dispatch, range(4)) for pk in ids]
    assert len(taken) == len(set(taken))
    assert set(taken) <= set(made)
    left = held(lease_due(now=now))
    assert sorted(taken + left) == made
