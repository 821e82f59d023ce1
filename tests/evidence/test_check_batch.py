"""A batch is visited and written down: once, whole, and with what follows from it."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.evidence import ask_check, batches, records
from claims.evidence.checks import check_batch
from claims.evidence.dispatch import lease_due
from claims.models import Alarm, Claim, Evidence, LinkCheck, PageText, Source, TrailEntry
from claims.publishing import publish_claim
from claims.workflow import dismiss_alarms
from tests.conftest import NOON
from tests.evidence.conftest import PASSAGE, page
from tests.linkcheck.server import Hostile, answer, moved, reset
from tests.steps import LATER, cite, decide, without_triggers


def run_due() -> int:
    """Lease what is due and check it, as dispatcher and worker do; gives checks written."""
    Source.objects.exclude(url="").update(next_visit_at=timezone.now())
    leases = lease_due(now=timezone.now())
    return sum(check_batch(lease, ids) for lease, ids in leases.items())


def test_a_page_that_holds_the_passage_is_ok(site: Hostile, cite_path):
    row = cite_path()
    assert run_due() == 1
    row.refresh_from_db()
    assert (row.passage_state, row.passage_seen_at is not None) == ("found", True)
    check = LinkCheck.objects.get()
    assert (check.outcome, check.alive, check.http_status) == ("ok", True, 200)
    (passage,) = check.passages
    assert (passage["evidence"], passage["state"]) == (row.public_id, "found")
    body = site.routes["/log"]
    assert isinstance(body, bytes)
    assert check.body_sha256 == hashlib.sha256(body.partition(b"\r\n\r\n")[2]).hexdigest()
    assert PASSAGE in PageText.objects.get(sha256=check.text_sha256).text


def test_the_source_sums_its_newest_visit_up_and_gives_its_lease_back(cite_path):
    row = cite_path()
    run_due()
    source = Source.objects.get(pk=row.source_id)
    assert (source.outcome, source.alive, source.failures) == ("ok", True, 0)
    assert (source.lease, source.leased_until, source.asked_at) == ("", None, None)
    assert source.title == "Harbour log"
    assert source.checked_at is not None
    assert source.next_visit_at is not None
    assert source.next_visit_at > source.checked_at


def test_a_gone_page_counts_as_a_failure_and_is_not_yet_dead(cite_path):
    row = cite_path("/nowhere")
    run_due()
    source = Source.objects.get(pk=row.source_id)
    assert (source.outcome, source.alive, source.failures) == ("gone", False, 1)
    assert source.failing_since is not None
    assert source.dead_since is None
    assert not Alarm.objects.exists()


def test_a_moved_page_is_followed_and_its_journey_kept(site: Hostile, cite_path):
    site.routes["/old"] = moved("/log", 301)
    cite_path("/old")
    run_due()
    check = LinkCheck.objects.get()
    assert (check.outcome, check.final_url) == ("redirected", site.url("/log"))
    assert [hop["status"] for hop in check.chain] == [301]


@pytest.fixture
def published(cite_path, open_claim, reviewer, second_reviewer, editor) -> Claim:
    """A public claim that cites the log."""
    cite_path()
    decide(open_claim, reviewer, second_reviewer)
    publish_claim(open_claim, actor=editor, now=LATER)
    run_due()
    open_claim.refresh_from_db()
    return open_claim


def test_an_altered_passage_sends_a_published_claim_to_recheck(site: Hostile, published):
    site.routes["/log"] = page(PASSAGE.replace("240", "190"))
    assert run_due() == 1
    published.refresh_from_db()
    alarm = Alarm.objects.get()
    assert (published.status, published.status_before_recheck) == ("recheck", "published")
    assert (alarm.cause, alarm.link_check) == (
        "passage_altered",
        LinkCheck.objects.order_by("pk").last(),
    )
    row = Evidence.objects.get()
    assert row.passage_state == "altered"
    assert "190" in row.passage_now
    assert LinkCheck.objects.latest("pk").outcome == "quote_missing"


def test_the_same_change_seen_again_raises_no_second_alarm(
    site: Hostile, published, editor
):
    site.routes["/log"] = page(PASSAGE.replace("240", "190"))
    run_due()
    published.refresh_from_db()
    dismiss_alarms(published, actor=editor, now=LATER, reason="A known slip of theirs.")
    run_due()
    published.refresh_from_db()
    assert (published.status, Alarm.objects.count()) == ("published", 1)


def test_a_passage_that_left_the_page_raises_its_own_alarm(site: Hostile, published):
    site.routes["/log"] = page("Of aircraft the log of that day says nothing at all now.")
    run_due()
    assert Alarm.objects.get().cause == "passage_missing"


def test_a_page_that_stays_gone_is_confirmed_dead_and_raises_one_alarm(
    site: Hostile, published
):
    del site.routes["/log"]
    source = Source.objects.get()
    for days in (5, 2):
        LinkCheck.objects.create(
            source=source,
            lease=f"past-{days}",
            at=timezone.now() - timedelta(days=days),
            outcome="gone",
            alive=False,
            http_status=404,
        )
    shift_good_visits(source)
    run_due()
    run_due()
    source.refresh_from_db()
    assert source.dead_since is not None
    assert Alarm.objects.get().cause == "source_gone"


def shift_good_visits(source: Source) -> None:
    """Let the good visits of this test lie before the bad ones."""
    with without_triggers():
        LinkCheck.objects.filter(source=source, outcome="ok").update(
            at=timezone.now() - timedelta(days=9)
        )


def test_a_batch_that_runs_twice_is_recorded_once(cite_path):
    row = cite_path()
    ((lease, ids),) = lease_due(now=timezone.now()).items()
    assert check_batch(lease, ids) == 1
    assert check_batch(lease, ids) == 0
    assert LinkCheck.objects.filter(source=row.source).count() == 1


def test_a_lease_that_passed_on_writes_nothing(site: Hostile, cite_path):
    row = cite_path()
    ((lease, ids),) = lease_due(now=timezone.now()).items()
    Source.objects.update(lease="another-worker")
    assert check_batch(lease, ids) == 0
    assert not LinkCheck.objects.exists()
    assert Source.objects.get(pk=row.source_id).lease == "another-worker"


def test_a_lease_that_passes_on_during_the_visit_writes_nothing(site: Hostile, cite_path):
    row = cite_path()
    ((lease, ids),) = lease_due(now=timezone.now()).items()
    kept = records.record_checks

    def pass_on(held: str, seen, *, now) -> int:
        Source.objects.update(lease="another-worker")
        return kept(held, seen, now=now)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "record_checks", pass_on)
        assert check_batch(lease, ids) == 0
    assert not LinkCheck.objects.exists()
    assert Source.objects.get(pk=row.source_id).outcome == ""


def test_a_lease_that_ended_visits_nothing(site: Hostile, cite_path):
    cite_path()
    ((lease, ids),) = lease_due(now=timezone.now()).items()
    Source.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert check_batch(lease, ids) == 0
    assert site.seen == []


@pytest.mark.parametrize("step", ["read_history", "apply_effects"])
def test_a_fault_in_the_middle_of_writing_leaves_nothing_half_done(cite_path, step):
    row = cite_path()
    ((lease, ids),) = lease_due(now=timezone.now()).items()

    def fail(*_args, **_more):
        raise RuntimeError("killed")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, step, fail)
        with pytest.raises(RuntimeError, match="killed"):
            check_batch(lease, ids)
    assert not LinkCheck.objects.exists()
    assert not PageText.objects.exists()
    source = Source.objects.get(pk=row.source_id)
    assert (source.outcome, source.lease) == ("", lease)
    assert check_batch(lease, ids) == 1


def test_when_most_hosts_fail_together_nothing_is_recorded_and_the_batch_waits(
    site: Hostile, settings, open_claim, reviewer
):
    hosts = [f"127.0.{number}.1" for number in range(1, 6)]
    settings.FETCH_ALLOW = [f"{host}:{site.port}" for host in hosts]
    for host in hosts:  # nothing listens on these addresses
        cite(open_claim, reviewer, url=f"http://{host}:{site.port}/log")
    before = timezone.now()
    leases = lease_due(now=before)
    assert [check_batch(lease, ids) for lease, ids in leases.items()] == [0]
    assert not LinkCheck.objects.exists()
    for source in Source.objects.all():
        assert (source.lease, source.outcome, source.failures) == ("", "", 0)
        assert source.next_visit_at is not None
        assert source.next_visit_at > before + timedelta(minutes=4)
    line = TrailEntry.objects.get(action="pause_checks")
    assert (line.chain, line.after) == ("desk", {"hosts": 5})


def test_one_dead_host_among_five_is_its_own_fault(
    site: Hostile, settings, open_claim, reviewer
):
    site.routes["/cut"] = reset
    for path in ("/log", "/a", "/b", "/c"):
        site.routes[path] = page(PASSAGE)
        cite(open_claim, reviewer, url=site.url(path))
    cite(open_claim, reviewer, url=site.url("/cut"))
    assert run_due() == 5
    assert LinkCheck.objects.get(source__url=site.url("/cut")).outcome == "server_error"


def test_a_private_address_is_recorded_as_unsafe_and_never_visited(
    site: Hostile, settings, open_claim, reviewer
):
    settings.FETCH_ALLOW = []
    cite(open_claim, reviewer, url=site.url("/log"))
    run_due()
    assert LinkCheck.objects.get().outcome == "unsafe"
    assert site.opened == 0


def test_validators_are_sent_once_every_passage_was_seen(site: Hostile, cite_path):
    body = site.routes["/log"]
    assert isinstance(body, bytes)
    site.routes["/log"] = body.replace(b"Content-Type", b'ETag: "v1"\r\nContent-Type')
    cite_path()
    run_due()
    site.routes["/log"] = answer(b"", 304, ETag='"v1"')
    run_due()
    first, second = LinkCheck.objects.order_by("pk")
    assert "if-none-match" not in site.seen[0].headers
    assert site.seen[-1].headers["if-none-match"] == '"v1"'
    assert (second.outcome, second.text_sha256) == ("ok", first.text_sha256)
    assert Evidence.objects.get().passage_state == "found"


def test_a_batch_takes_the_same_queries_at_any_size(
    site: Hostile, open_claim, reviewer, django_assert_max_num_queries
):
    for number in range(12):
        site.routes[f"/{number}"] = page(PASSAGE)
        cite(open_claim, reviewer, url=site.url(f"/{number}"), passage=PASSAGE)
    ((lease, ids),) = lease_due(now=timezone.now()).items()
    with django_assert_max_num_queries(18):
        assert check_batch(lease, ids) == 12


def test_a_withdrawn_citation_is_not_marked(cite_path, reviewer):
    row = cite_path()
    Evidence.objects.update(withdrawn_at=NOON)
    ask_check(row.source, actor=reviewer, now=timezone.now())
    run_due()
    row.refresh_from_db()
    assert (row.passage_state, LinkCheck.objects.get().passages) == ("", [])
