"""A batch keeps the pace that all workers share, and does without none."""

import time
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.utils import timezone

from claims.evidence import ask_check, checks, pacing, rounds
from claims.evidence.checks import check_batch
from claims.evidence.dispatch import lease_due
from claims.linkcheck.redis_pace import RedisPace, open_redis
from claims.models import LinkCheck, Source
from tests.evidence.conftest import PASSAGE, page
from tests.linkcheck.server import Hostile, answer
from tests.steps import cite


@pytest.fixture
def client(services):
    with open_redis(services.redis_url) as opened:
        opened.flushdb()  # what other tests asked of this host
        yield opened


@pytest.fixture
def polite(client, hasty, monkeypatch):
    """Ten requests a second, on an account of this test's own."""
    rules = checks.read_rules()
    monkeypatch.setattr(checks, "read_rules", lambda: replace(rules, per_host_rate=10.0))
    prefix = f"test:{uuid4().hex}"

    class OwnPace(RedisPace):
        """On an account of this test's own."""

        def __init__(self, *args, **more) -> None:
            super().__init__(*args, prefix=prefix, **more)

    monkeypatch.setattr(pacing, "RedisPace", OwnPace)
    return lambda **more: RedisPace(
        client, **{"rate": 10.0, "in_flight": 2, "lease_s": 30.0, "prefix": prefix, **more}
    )


def run_due() -> int:
    """Lease what is due and check it; gives checks written."""
    return sum(check_batch(*pair) for pair in lease_due(now=timezone.now()).items())


def paths(site: Hostile) -> list[str]:
    return [request.path for request in site.seen]


def test_without_redis_nothing_is_fetched_and_the_batch_is_due_again(
    site: Hostile, cite_path, settings, hasty, monkeypatch
):
    rules = checks.read_rules()
    monkeypatch.setattr(checks, "read_rules", lambda: replace(rules, per_host_rate=1.0))
    row = cite_path()
    leases = lease_due(now=timezone.now())
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert [check_batch(*pair) for pair in leases.items()] == [0]
    assert site.opened == 0
    assert not LinkCheck.objects.exists()
    source = Source.objects.get(pk=row.source_id)
    assert (source.lease, source.outcome, source.failures) == ("", "", 0)
    assert source.next_visit_at is not None
    assert source.next_visit_at <= timezone.now() + timedelta(minutes=1)


def test_a_batch_keeps_the_hosts_pace(site: Hostile, polite, open_claim, reviewer):
    began: list[float] = []

    def serve(_request) -> bytes:
        began.append(time.monotonic())
        return page(PASSAGE)

    for number in range(4):
        site.routes[f"/{number}"] = serve
        cite(open_claim, reviewer, url=site.url(f"/{number}"), passage=PASSAGE)
    Source.objects.update(asked_at=None)
    assert run_due() == 4
    assert min(b - a for a, b in pairwise(began)) >= 0.05


def test_robots_is_read_once_a_day_and_its_delay_kept(
    site: Hostile, polite, open_claim, reviewer, client
):
    site.routes["/robots.txt"] = answer(
        "User-agent: *\nCrawl-delay: 8\n", kind="text/plain"
    )
    cite(open_claim, reviewer, url=site.url("/log"), passage=PASSAGE)
    assert run_due() == 1
    assert paths(site) == ["/log", "/robots.txt"]  # the page a person waits for is first
    assert 7.0 < polite().admit("127.0.0.1", now=0.0) <= 8.0
    client.delete(*client.keys("test:*"))
    ask_check(Source.objects.get(), actor=reviewer, now=timezone.now())
    assert run_due() == 1
    assert paths(site).count("/robots.txt") == 1


def test_robots_goes_before_several_pages_of_a_host(
    site: Hostile, polite, open_claim, reviewer
):
    for number in range(2):
        site.routes[f"/{number}"] = page(PASSAGE)
        cite(open_claim, reviewer, url=site.url(f"/{number}"), passage=PASSAGE)
    Source.objects.update(asked_at=None)
    assert run_due() == 2
    assert paths(site)[0] == "/robots.txt"


def test_a_host_that_wants_long_peace_is_left_for_as_long(
    site: Hostile, polite, cite_path, client
):
    pace = polite()
    pace.hold("127.0.0.1", seconds=600.0, now=0.0)
    pace.flush()
    cite_path()
    assert run_due() == 0
    assert site.opened == 0
    source = Source.objects.get()
    assert source.lease == ""
    assert source.next_visit_at is not None
    left = source.next_visit_at - timezone.now()
    assert timedelta(seconds=590) < left <= timedelta(seconds=600)


def test_what_its_turn_is_too_short_for_is_due_at_once(
    site: Hostile, polite, open_claim, reviewer, monkeypatch
):
    monkeypatch.setattr(rounds, "LONGEST_TURN", timedelta(0))
    for number in range(3):
        site.routes[f"/{number}"] = page(PASSAGE)
        cite(open_claim, reviewer, url=site.url(f"/{number}"), passage=PASSAGE)
    written = run_due()
    assert written < 3
    assert Source.objects.filter(lease="", next_visit_at__lte=timezone.now()).count() == (
        3 - written
    )


def test_one_probe_of_a_folder_serves_every_round_of_a_day(
    site: Hostile, client, open_claim, reviewer
):
    thin = "<title>Item {}</title><p>Item {} of the harbour's list of lights and bells.</p>"
    for number in range(2):
        site.routes[f"/a/{number}"] = answer(thin.format(number, number))
        cite(open_claim, reviewer, url=site.url(f"/a/{number}"), passage=f"{number} x")
        assert run_due() == 1
    wanted = {"/a/0", "/a/1", "/robots.txt"}
    assert len([path for path in paths(site) if path not in wanted]) == 1
