"""Talking to a web archive: what it has, and asking it to keep a page."""

from datetime import UTC, datetime

import pytest

from claims.linkcheck.archive import (
    Archive,
    ArchiveAway,
    ArchiveRefused,
    Snapshot,
    ask_save,
    find_nearest,
    make_archive,
    read_saving,
    read_timemap,
)
from claims.linkcheck.guard import parse_allowance
from claims.linkcheck.rules import FetchRules
from tests.linkcheck.fake_archive import FakeArchive, run_archive

PAGE = "https://quay.example/news/1?a=b"
AT = datetime(2021, 6, 1, tzinfo=UTC)


@pytest.fixture
def fake():
    with run_archive() as archive:
        yield archive


def reach(fake: FakeArchive, *, key: str = "key", secret: str = "secret") -> Archive:
    rules = FetchRules(
        timeout_s=2.0,
        attempts=1,
        per_host_rate=0.0,
        siblings=False,
        allow=(parse_allowance(f"127.0.0.1:{fake.port}"),),
    )
    return make_archive(fake.base, key=key, secret=secret, rules=rules)


def test_the_nearest_copy_in_time_is_given(fake):
    fake.snapshots |= {(PAGE, f"20{year}0501000000"): b"x" for year in (18, 21, 23)}
    assert find_nearest(reach(fake), PAGE, at=AT) == Snapshot(
        f"{fake.base}/web/20210501000000/{PAGE}", datetime(2021, 5, 1, tzinfo=UTC)
    )


def test_the_time_map_knows_what_the_availability_service_does_not(fake):
    fake.snapshots |= {(PAGE, f"20{year}0501000000"): b"x" for year in (18, 21)}
    fake.hidden.add(PAGE)
    found = find_nearest(reach(fake), PAGE, at=AT)
    assert found is not None
    assert found.taken_at == datetime(2021, 5, 1, tzinfo=UTC)


def test_a_page_without_a_copy_gives_none(fake):
    assert find_nearest(reach(fake), PAGE, at=AT) is None


def test_a_page_is_saved_and_followed_until_it_is_there(fake):
    archive = reach(fake)
    job = ask_save(archive, PAGE)
    assert fake.saved == [PAGE]
    assert read_saving(archive, job, url=PAGE).state == "pending"
    saving = read_saving(archive, job, url=PAGE)
    assert saving.snapshot == Snapshot(
        f"{fake.base}/web/20240102030405/{PAGE}", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    )


def test_a_page_that_cannot_be_saved_says_why(fake):
    fake.pending = 0
    archive = reach(fake)
    saving = read_saving(archive, ask_save(archive, f"{PAGE}/gone"), url=PAGE)
    assert (saving.state, saving.snapshot) == ("error", None)
    assert "gone" in saving.detail


def test_wrong_keys_are_refused_for_good(fake):
    with pytest.raises(ArchiveRefused, match="logged in"):
        ask_save(reach(fake, secret="other"), PAGE)
    assert fake.saved == []


def test_too_many_requests_are_a_reason_to_come_back(fake):
    fake.busy = 2
    with pytest.raises(ArchiveAway):
        ask_save(reach(fake), PAGE)
    with pytest.raises(ArchiveAway):
        find_nearest(reach(fake), PAGE, at=AT)


def test_an_archive_that_is_away_is_a_reason_to_come_back(fake):
    archive = reach(fake)
    gone = make_archive("http://127.0.0.1:9/wb", key="", secret="", rules=archive.rules)
    with pytest.raises((ArchiveAway, ArchiveRefused)):
        find_nearest(gone, PAGE, at=AT)


def test_an_archive_at_a_private_address_is_not_connected_to(fake):
    archive = reach(fake)
    bare = make_archive(
        fake.base, key="key", secret="secret", rules=FetchRules(timeout_s=2.0)
    )
    with pytest.raises(ArchiveRefused):
        ask_save(bare, PAGE)
    with pytest.raises(ArchiveAway):
        find_nearest(bare, PAGE, at=AT)
    assert fake.asked == []
    assert archive.host == "127.0.0.1"


def test_the_public_archive_is_the_default():
    archive = make_archive("", key="", secret="", rules=FetchRules())
    assert archive.available == "https://archive.org/wayback/available"
    assert archive.save == "https://web.archive.org/save"
    assert "secret" not in repr(archive)


def test_a_broken_time_map_gives_what_can_be_read():
    body = (
        b'<http://a/>; rel="original",\n<http://m/1>; rel="first memento"; '
        b'datetime="Sat, 01 May 2021 00:00:00 GMT",\n<http://m/2>; rel="memento"; '
        b'datetime="soon",\n<broken'
    )
    assert [one.url for one in read_timemap(body)] == ["http://m/1"]
