"""The thin shell around the desk's work."""

import pytest
from django.core.cache import cache
from kombu.exceptions import OperationalError

from claims.evidence.dispatch import send_dispatch
from claims.evidence.tasks import HEARTBEAT, beat_heart, check_sources, dispatch_due
from claims.models import LinkCheck, Source
from factcheck.celery import app

pytestmark = pytest.mark.usefixtures("services", "db")


@pytest.fixture(autouse=True)
def empty_queue(services):
    """Nothing waits in the queue, before or after."""
    app.control.purge()
    yield
    app.control.purge()


def test_what_is_due_is_sent_to_the_queue_once(cite_path):
    cite_path()
    assert dispatch_due() == 1
    assert dispatch_due() == 0
    assert app.control.purge() == 1


def test_a_delivered_batch_is_checked_and_a_second_delivery_does_nothing(cite_path):
    row = cite_path()
    dispatch_due()
    lease = Source.objects.get(pk=row.source_id).lease
    assert check_sources(lease, [row.source_id]) == 1
    assert check_sources(lease, [row.source_id]) == 0
    assert LinkCheck.objects.count() == 1


def test_the_heart_leaves_word_for_the_readiness_door():
    cache.delete(HEARTBEAT)
    beat_heart()
    assert cache.get(HEARTBEAT) is not None


def test_a_queue_that_is_away_fails_no_citation(
    cite_path, django_capture_on_commit_callbacks, monkeypatch
):
    def refuse(*_args, **_more):
        raise OperationalError("Connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(type(app), "send_task", refuse)
        with django_capture_on_commit_callbacks(execute=True):
            row = cite_path()
    assert row.pk
    assert dispatch_due() == 1


def test_waking_the_dispatcher_puts_one_task_in_the_queue():
    send_dispatch()
    assert app.control.purge() == 1
