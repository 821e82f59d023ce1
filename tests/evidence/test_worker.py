"""A real worker on a real queue: checks arrive, and a kill neither loses nor doubles."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from claims.evidence import ask_check
from claims.evidence.tasks import dispatch_due
from claims.models import LinkCheck, Source
from factcheck.celery import app
from tests.evidence.conftest import PASSAGE, page
from tests.linkcheck.server import Hostile, Request
from tests.steps import cite

COMMAND = (sys.executable, "-m", "celery", "-A", "factcheck", "worker", "--pool=solo")
CHECKOUT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(autouse=True)
def empty_queue(services) -> Iterator[None]:
    """Nothing waits in the queue from another test."""
    app.control.purge()
    yield
    app.control.purge()


@contextmanager
def run_worker(services, site: Hostile) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker on this test's database and queue."""
    database, name = settings.DATABASES["default"], connection.settings_dict["NAME"]
    address = f"{database['HOST']}:{database['PORT']}/{name}"
    child = subprocess.Popen(
        [*COMMAND, "--loglevel", "WARNING", "--without-gossip", "--without-mingle"],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "DATABASE_URL": f"postgres://{database['USER']}:{database['PASSWORD']}@{address}",
            "REDIS_URL": services.redis_url,
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
            "DESK_SECRET_KEY": "for-tests-only",
            "DESK_FETCH_ALLOW": f"127.0.0.1:{site.port}",
        },
    )
    try:
        yield child
    finally:
        child.terminate()
        child.wait(30)


def wait_until(condition: Callable[[], object]) -> None:
    """Return once `condition` holds; a minute is far longer than it ever should take."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def test_a_person_asks_and_the_outcome_arrives(
    services, site: Hostile, open_claim, reviewer
):
    source = cite(open_claim, reviewer, url=site.url("/log"), passage=PASSAGE).source
    app.control.purge()
    with run_worker(services, site):
        ask_check(source, actor=reviewer, now=timezone.now())
        wait_until(LinkCheck.objects.exists)
    source.refresh_from_db()
    assert (LinkCheck.objects.get().outcome, source.outcome) == ("ok", "ok")
    assert (source.asked_at, source.lease) == (None, "")


def test_a_worker_killed_in_mid_batch_loses_nothing_and_doubles_nothing(
    services, site: Hostile, open_claim, reviewer
):
    def dawdle(request: Request) -> bytes | None:
        """Answer only after the first visitor was killed."""
        if request.number == 1:
            time.sleep(8)
            return None
        return page(PASSAGE)

    paths = [f"/{number}" for number in range(6)]
    for path in paths:
        site.routes[path] = dawdle if path == "/5" else page(PASSAGE)
        cite(open_claim, reviewer, url=site.url(path), passage=PASSAGE)
    app.control.purge()
    with run_worker(services, site) as child:
        assert dispatch_due() == len(paths)
        wait_until(lambda: any(request.path == "/5" for request in site.seen))
        os.kill(child.pid, signal.SIGKILL)
        child.wait(30)
    early = LinkCheck.objects.count()
    assert early < len(paths)
    assert Source.objects.exclude(lease="").count() == len(paths) - early
    assert dispatch_due() == 0
    Source.objects.exclude(lease="").update(
        leased_until=timezone.now() - timedelta(seconds=1)
    )
    with run_worker(services, site):
        assert dispatch_due() == len(paths) - early
        wait_until(lambda: LinkCheck.objects.count() >= len(paths))
        wait_until(lambda: not Source.objects.exclude(lease="").exists())
    checked = LinkCheck.objects.values_list("source__url", flat=True)
    assert sorted(checked) == [site.url(path) for path in paths]
    assert set(LinkCheck.objects.values_list("outcome", flat=True)) == {"ok"}
