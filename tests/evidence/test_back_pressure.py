"""No more is leased than the queue has room for, and people go ahead of it."""

import pytest
from django.utils import timezone

from claims.evidence import tasks
from claims.evidence.dispatch import (
    BATCH,
    BATCHES,
    TURN_S,
    count_waiting,
    find_asked,
    lease_due,
)
from claims.evidence.tasks import dispatch_due
from claims.models import Source
from factcheck.celery import app
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("services", "db")


@pytest.fixture(autouse=True)
def empty_queue(services):
    """Nothing waits in the queue, before or after."""
    app.control.purge()
    yield
    app.control.purge()


def make_due(count: int, *, hosts: int, of: str = "h", **more) -> None:
    """Make due sources over some hosts."""
    Source.objects.bulk_create(
        Source(
            url=f"https://{of}{number % hosts}.example/{number}",
            url_key=f"https://{of}{number % hosts}.example/{number}",
            host=f"{of}{number % hosts}.example",
            created_at=NOON,
            **{"next_visit_at": NOON, **more},
        )
        for number in range(count)
    )


def test_a_full_queue_gets_no_more_until_it_has_room(monkeypatch):
    monkeypatch.setattr(tasks, "BATCHES", 2)
    make_due(900, hosts=90)
    assert dispatch_due() == 2 * BATCH
    assert count_waiting() == 2
    assert dispatch_due() == 0
    app.control.purge()
    assert dispatch_due() == 2 * BATCH


def test_a_persons_check_goes_out_while_the_queue_is_full(monkeypatch):
    monkeypatch.setattr(tasks, "BATCHES", 1)
    make_due(300, hosts=30)
    dispatch_due()
    waiting = Source.objects.filter(lease="").first()
    assert waiting is not None
    Source.objects.filter(pk=waiting.pk).update(asked_at=NOON)
    assert dispatch_due() == 1
    assert count_waiting() == 1  # it stands ahead of what waits there
    assert app.control.purge() == 2


def test_what_a_person_waits_for_has_a_batch_of_its_own():
    make_due(5, hosts=1)
    one = Source.objects.order_by("pk")[2]
    Source.objects.filter(pk=one.pk).update(asked_at=NOON)
    leases = lease_due(now=NOON)
    (urgent,) = find_asked(leases)
    assert leases[urgent] == [one.pk]
    assert sorted(map(len, leases.values())) == [1, 4]


def test_a_large_site_takes_no_more_than_its_turn():
    make_due(200, hosts=1, of="large")
    make_due(3, hosts=1, of="small", next_visit_at=timezone.now())
    now = timezone.now()
    taken = [pk for ids in lease_due(now=now).values() for pk in ids]
    hosts = list(Source.objects.filter(pk__in=taken).values_list("host", flat=True))
    assert (hosts.count("large0.example"), hosts.count("small0.example")) == (TURN_S, 3)
    assert lease_due(now=now) == {}  # its turn is not over


def test_without_politeness_a_host_fills_whole_batches(settings):
    settings.FETCH_HOST_RATE = 0.0
    make_due(BATCH, hosts=1)
    assert [len(ids) for ids in lease_due(now=NOON).values()] == [BATCH]
    assert BATCHES > 1
