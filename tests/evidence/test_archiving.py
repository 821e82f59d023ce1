"""Evidence is kept in a web archive, and offered from there when its page dies."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from claims.evidence import archiving
from claims.evidence.archiving import (
    NotYet,
    archive_page,
    choose_pause,
    find_memento,
    follow_job,
    list_forgotten,
    list_unended,
)
from claims.evidence.checks import check_batch
from claims.evidence.dispatch import lease_due
from claims.evidence.tasks import archive_source, follow_saving
from claims.linkcheck.archive import ArchiveAway
from claims.linkcheck.redis_pace import open_redis
from claims.models import Article, Evidence, LinkCheck, Memento, Source
from factcheck.celery import app
from tests.conftest import NOON
from tests.evidence.conftest import PASSAGE
from tests.linkcheck.fake_archive import FakeArchive, run_archive
from tests.linkcheck.server import Hostile
from tests.steps import cite

URL = "https://harbour.example/log"
PAGE = f"<title>Log</title><article><p>{PASSAGE}</p></article>".encode()


@pytest.fixture
def fake(services, settings) -> Iterator[FakeArchive]:
    """An archive that is switched on, with keys and without patience."""
    with run_archive() as archive, open_redis(services.redis_url) as client:
        settings.ARCHIVE, settings.ARCHIVE_URL = True, archive.base
        settings.ARCHIVE_KEY, settings.ARCHIVE_SECRET = "key", "secret"
        settings.ARCHIVE_RATE = 10_000.0
        settings.FETCH_ALLOW = [*settings.FETCH_ALLOW, f"127.0.0.1:{archive.port}"]
        settings.FETCH_TIMEOUT_S = 2.0
        client.flushdb()
        yield archive
        client.flushdb()


@pytest.fixture
def cited(open_claim, reviewer) -> Evidence:
    return cite(open_claim, reviewer, url=URL, passage=PASSAGE)


def test_a_page_is_found_and_saved_once(fake, cited):
    fake.snapshots[URL, "20190401000000"] = PAGE
    asked = archive_page(cited.source_id, now=NOON)
    assert asked is not None
    assert archive_page(cited.source_id, now=NOON) == asked
    assert fake.saved == [URL]
    found, saving = Memento.objects.order_by("pk")
    assert (found.state, found.taken_at) == ("found", datetime(2019, 4, 1, tzinfo=UTC))
    assert found.url == f"{fake.base}/web/20190401000000/{URL}"
    assert (saving.state, saving.job) == ("asked", "spn2-1")
    assert follow_job(asked, now=NOON, last=False) is False
    assert follow_job(asked, now=NOON, last=False) is True
    saving.refresh_from_db()
    assert (saving.state, saving.url) == ("saved", f"{fake.base}/web/20240102030405/{URL}")
    assert archive_page(cited.source_id, now=NOON) is None


def test_a_saving_that_fails_says_why(fake, open_claim, reviewer):
    fake.pending = 0
    row = cite(open_claim, reviewer, url=f"{URL}/gone")
    asked = archive_page(row.source_id, now=NOON)
    assert asked is not None
    assert follow_job(asked, now=NOON, last=False) is True
    saving = Memento.objects.get()
    assert (saving.state, saving.detail) == ("failed", "The page is gone (HTTP 404).")


def test_a_saving_that_never_ends_is_given_up(fake, cited):
    fake.pending = 99
    asked = archive_page(cited.source_id, now=NOON)
    assert asked is not None
    assert follow_job(asked, now=NOON, last=True) is True
    assert Memento.objects.get().state == "failed"


def test_wrong_keys_leave_a_failed_row_and_no_job(fake, cited, settings):
    settings.ARCHIVE_SECRET = "other"
    assert archive_page(cited.source_id, now=NOON) is None
    row = Memento.objects.get()
    assert (row.state, "logged in" in row.detail) == ("failed", True)


def test_without_keys_nothing_is_saved(fake, cited, settings):
    settings.ARCHIVE_KEY = ""
    assert archive_page(cited.source_id, now=NOON) is None
    assert (fake.saved, Memento.objects.count()) == ([], 0)


@pytest.mark.parametrize("kept_back", ["off", "confidential", "restricted", "withdrawn"])
def test_what_must_not_leave_is_never_named(fake, cited, settings, kept_back):
    if kept_back == "off":
        settings.ARCHIVE = False
    elif kept_back == "confidential":
        Source.objects.update(confidential=True)
    elif kept_back == "restricted":
        Article.objects.update(restricted=True)
    else:
        Evidence.objects.update(withdrawn_at=NOON)
    assert archive_page(cited.source_id, now=NOON) is None
    assert find_memento(cited.source_id, now=NOON) is None
    assert fake.asked == []


def test_a_busy_archive_is_asked_again_later_and_doubles_nothing(fake, cited):
    fake.snapshots[URL, "20190401000000"] = PAGE
    fake.busy = 3
    with pytest.raises(ArchiveAway):
        archive_page(cited.source_id, now=NOON)
    fake.busy = 0
    archive_page(cited.source_id, now=NOON)
    archive_page(cited.source_id, now=NOON)
    assert Memento.objects.count() == 2


def test_the_archive_has_a_pace_of_its_own(fake, cited, settings):
    settings.ARCHIVE_RATE = 0.01
    asked = archive_page(cited.source_id, now=NOON)
    assert asked is not None
    with pytest.raises(NotYet) as early:
        follow_job(asked, now=NOON, last=False)
    assert early.value.seconds > 90.0
    assert fake.polled == 0
    assert choose_pause(early.value, 0) > 90.0
    assert choose_pause(ArchiveAway("x"), 0) < choose_pause(ArchiveAway("x"), 3) <= 3600


def test_the_nearest_copy_of_a_dead_page_is_read_for_its_passages(fake, cited):
    fake.snapshots[URL, "20120401000000"] = b"<p>Nothing yet.</p>"
    fake.snapshots[URL, "20190401000000"] = PAGE
    row = find_memento(cited.source_id, now=timezone.now())
    assert row is not None
    assert row.url == f"{fake.base}/web/20190401000000/{URL}"
    (passage,) = row.passages
    assert (passage["evidence"], passage["state"]) == (cited.public_id, "found")
    again = find_memento(cited.source_id, now=timezone.now())
    assert again == row


def test_a_copy_that_says_something_else_is_shown_as_such(fake, cited):
    fake.snapshots[URL, "20190401000000"] = PAGE.replace(b"240", b"190")
    row = find_memento(cited.source_id, now=timezone.now())
    assert row is not None
    assert row.passages[0]["state"] == "altered"
    assert ["number", "240", "190"] in row.passages[0]["changes"]


def test_a_page_without_a_copy_has_none(fake, cited):
    assert find_memento(cited.source_id, now=timezone.now()) is None
    assert not Memento.objects.exists()


def read_queue(fake, run, callbacks) -> list[tuple[str, int]]:
    """Run and give the archive tasks that were sent, by name and source."""
    sent: list[tuple[str, int]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archiving, "send_task", lambda *task: sent.append(task))
        with callbacks(execute=True):
            run()
    return sent


def run_due() -> None:
    Source.objects.exclude(url="").update(next_visit_at=timezone.now())
    for pair in lease_due(now=timezone.now()).items():
        check_batch(*pair)


def test_the_first_good_visit_sends_a_page_to_the_archive_once(
    fake, site: Hostile, cite_path, django_capture_on_commit_callbacks
):
    row = cite_path()
    callbacks = django_capture_on_commit_callbacks
    assert read_queue(fake, run_due, callbacks) == [("archive_source", row.source_id)]
    assert read_queue(fake, run_due, callbacks) == []


def test_a_death_has_a_copy_looked_for(
    fake, site: Hostile, cite_path, django_capture_on_commit_callbacks
):
    row = cite_path("/nowhere")
    for days in (5, 2):
        LinkCheck.objects.create(
            source=row.source,
            lease=f"past-{days}",
            at=timezone.now() - timedelta(days=days),
            outcome="gone",
            alive=False,
            http_status=404,
        )
    callbacks = django_capture_on_commit_callbacks
    assert read_queue(fake, run_due, callbacks) == [("offer_memento", row.source_id)]


def test_nothing_is_sent_while_the_archive_is_off(
    fake, settings, site: Hostile, cite_path, django_capture_on_commit_callbacks
):
    settings.ARCHIVE = False
    cite_path()
    assert read_queue(fake, run_due, django_capture_on_commit_callbacks) == []


def test_the_sweep_finds_what_was_forgotten(fake, cited):
    assert list_forgotten() == []
    Source.objects.update(outcome="ok", checked_at=NOON)
    assert list_forgotten() == [cited.source_id]
    asked = archive_page(cited.source_id, now=NOON)
    assert list_forgotten() == []
    assert list_unended(NOON) == []
    assert list_unended(NOON + timedelta(hours=2)) == [asked]


def test_the_tasks_go_through_a_queue_of_their_own(fake, cited, services):
    app.control.purge()
    archive_source.run(cited.source_id)
    with open_redis(services.redis_url) as client:
        assert (client.llen("archive"), client.llen("celery")) == (1, 0)
    fake.pending = 0
    follow_saving.run(Memento.objects.get().pk)
    assert Memento.objects.get().state == "saved"
    assert app.control.purge() == 1
