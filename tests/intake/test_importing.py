"""Imports: read in the background, killed anywhere, cancelled anywhere, filed once."""

from datetime import date, timedelta

import pytest

from claims.errors import BadInput, DuplicateArticle, NotAllowed, TransitionRefused
from claims.intake import import_work
from claims.intake.import_work import drop_old, list_forgotten, run_import
from claims.intake.importing import (
    Named,
    cancel_import,
    file_import,
    name_day,
    start_import,
)
from claims.intake.kept_reading import dump_reading, load_reading
from claims.intake.reading import Link, Note, Reading
from claims.models import Article, Import, TrailEntry, User
from claims.verdicts.teams import change_team
from tests.conftest import NOON, TEXT

NAMED = Named(published_on=date(2019, 3, 30))
SOON = NOON + timedelta(seconds=1)
LATER = SOON + import_work.LEASE + timedelta(seconds=1)
State = Import.State


@pytest.fixture
def paste(editor):
    def start(*, look: bool = False, text: str = TEXT, named: Named = NAMED) -> Import:
        return start_import(
            "paste", actor=editor, now=NOON, body=text.encode(), named=named, look=look
        )

    return start


def test_a_paste_is_read_and_filed_and_its_bytes_go(paste):
    row = paste()
    assert run_import(row.pk, now=SOON) == "filed"
    row.refresh_from_db()
    assert row.article is not None
    assert row.article.published_on == date(2019, 3, 30)
    assert row.article.claims.exists()
    assert (row.body, row.reading, row.lease) == (None, None, None)
    assert run_import(row.pk, now=LATER) == ""
    assert Article.objects.count() == 1


def test_a_reading_is_kept_whole():
    reading = Reading(
        "Ábc", "T", "B", date(2019, 3, 30), [Link(0, 2, "https://a.example/")],
        [Note(1, "footnote", "x")], ["assumed"], "docx", "https://a.example/", "es",
    )  # fmt: skip
    assert load_reading(dump_reading(reading)) == reading


def test_one_to_be_looked_at_is_filed_by_its_person_once(paste, editor):
    row = paste(look=True)
    assert run_import(row.pk, now=SOON) == "ready"
    assert not Article.objects.exists()
    first = file_import(row, actor=editor, now=SOON)
    assert file_import(row, actor=editor, now=SOON) == first
    assert Article.objects.count() == 1


def test_a_known_text_waits_for_a_person_to_mean_it(paste, editor):
    run_import(paste().pk, now=SOON)
    twin = Article.objects.get()
    row = paste()
    assert run_import(row.pk, now=SOON) == "ready"
    row.refresh_from_db()
    assert (row.refusal["code"], row.refusal["article"]) == (
        "duplicate_article",
        twin.public_id,
    )
    with pytest.raises(DuplicateArticle):
        file_import(row, actor=editor, now=SOON)
    file_import(row, actor=editor, now=SOON, again=True, beside=twin.public_id)
    assert Article.objects.count() == 2


def test_what_cannot_be_read_fails_in_words_and_stores_nothing(editor, paste):
    unsafe = start_import("url", actor=editor, now=NOON, name="http://127.0.0.1/secret")
    empty = paste(text="   ")
    broken = start_import(
        "file", actor=editor, now=NOON, name="a.docx", body=b"PK\x03\x04nothing"
    )
    for row, field in ((unsafe, "url"), (empty, "text"), (broken, "file")):
        assert run_import(row.pk, now=SOON) == "failed"
        row.refresh_from_db()
        assert row.refusal is not None
        assert row.refusal["field"] == field
        assert row.refusal["detail"].endswith(".")
        with pytest.raises(TransitionRefused):
            file_import(row, actor=editor, now=SOON)
    assert not Article.objects.exists()


class Killed(BaseException):
    """Stands for a worker that is gone."""


@pytest.mark.parametrize("step", ["read_given_text", "put_reading", "settle"])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("look", [False, True])
def test_a_worker_killed_at_any_step_leaves_a_row_that_ends_in_one_article(
    paste, editor, monkeypatch, step, after, look
):
    row = paste(look=look)
    real = getattr(import_work, step)

    def die(*args, **kwargs):
        if after:
            real(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(import_work, step, die)
    with pytest.raises(Killed):
        run_import(row.pk, now=SOON)
    monkeypatch.setattr(import_work, step, real)
    assert Article.objects.count() <= 1
    run_import(row.pk, now=SOON)
    assert row.pk not in list_forgotten(now=SOON)
    run_import(row.pk, now=LATER + timedelta(minutes=1))
    row.refresh_from_db()
    assert row.state == (State.READY if look else State.FILED)
    if look:
        file_import(row, actor=editor, now=LATER)
    assert Article.objects.count() == 1


def test_a_worker_that_comes_back_late_changes_nothing(paste, monkeypatch):
    row = paste()
    slow = import_work.lease_import(row.pk, now=SOON)
    assert slow is not None
    assert import_work.lease_import(row.pk, now=SOON) is None
    assert run_import(row.pk, now=LATER) == "filed"
    reading = import_work.read_given_text(slow)
    assert import_work.put_reading(slow, reading, now=LATER) is None
    slow.reading = dump_reading(reading)
    assert import_work.settle(slow, now=LATER) == ""
    assert import_work.refuse(slow, BadInput("No."), now=LATER) == ""
    row.refresh_from_db()
    assert row.state == "filed"
    assert Article.objects.count() == 1


@pytest.mark.parametrize("step", ["waiting", "leased", "read", "ready"])
def test_cancelling_at_any_state_stores_nothing(paste, editor, step):
    row = paste(look=step == "ready")
    held = None
    if step == "ready":
        run_import(row.pk, now=SOON)
    elif step != "waiting":
        held = import_work.lease_import(row.pk, now=SOON)
    if step == "read" and held is not None:
        import_work.put_reading(held, import_work.read_given_text(held), now=SOON)
    cancel_import(row, actor=editor, now=SOON)
    cancel_import(row, actor=editor, now=SOON)
    if held is not None:
        held.reading = held.reading or {}
        assert import_work.settle(held, now=SOON) == ""
    assert run_import(row.pk, now=LATER) == ""
    row.refresh_from_db()
    assert (row.state, row.body, row.reading) == ("cancelled", None, None)
    assert not Article.objects.exists()
    acts = TrailEntry.objects.filter(subject=f"import:{row.public_id}")
    assert sorted(acts.values_list("action", flat=True)) == [
        "cancel_import",
        "start_import",
    ]


def test_a_filed_one_is_not_cancelled(paste, editor):
    row = paste()
    run_import(row.pk, now=SOON)
    with pytest.raises(TransitionRefused):
        cancel_import(row, actor=editor, now=SOON)


@pytest.mark.parametrize("look", [False, True])
@pytest.mark.parametrize("lost", [{"role": "viewer"}, {"is_active": False}])
def test_for_who_lost_the_right_while_it_was_read_nothing_is_filed(
    paste, editor, monkeypatch, lost, look
):
    read = import_work.read_given_text

    def read_slowly(row: Import) -> Reading:
        User.objects.filter(pk=editor.pk).update(**lost)
        return read(row)

    monkeypatch.setattr(import_work, "read_given_text", read_slowly)
    row = paste(look=look)
    assert run_import(row.pk, now=SOON) == "failed"
    row.refresh_from_db()
    assert row.refusal["code"] == "not_allowed"
    assert not Article.objects.exists()


def test_who_may_bring_in_nothing_any_more_takes_back_their_own_and_no_other(
    paste, editor, chief
):
    row = paste()
    with pytest.raises(NotAllowed, match="brought a text in"):
        cancel_import(row, actor=chief, now=SOON)
    User.objects.filter(pk=editor.pk).update(role="viewer")
    editor.refresh_from_db()
    assert cancel_import(row, actor=editor, now=SOON).state == State.CANCELLED


@pytest.mark.parametrize("origin", ["file", "paste"])
def test_what_is_over_the_readers_size_is_refused_before_it_is_kept(editor, origin):
    with pytest.raises(BadInput, match="4 MB"):
        start_import(origin, actor=editor, now=NOON, name="a.txt", body=b"x" * 4_000_001)
    assert not Import.objects.exists()


def test_a_name_of_a_file_loses_what_the_database_cannot_hold(editor):
    row = start_import("file", actor=editor, now=NOON, name="a\0.txt", body=b"x")
    assert row.name == "a.txt"


def test_a_text_that_names_no_day_waits_for_it_and_is_not_read_again(paste, editor):
    row = paste(named=Named())
    with pytest.raises(TransitionRefused):
        name_day(row, actor=editor, now=SOON, day=date(2019, 3, 30))
    assert run_import(row.pk, now=SOON) == "ready"
    row.refresh_from_db()
    assert row.refusal["field"] == "published_on"
    with pytest.raises(BadInput):
        name_day(row, actor=editor, now=SOON, day=date(1019, 3, 30))
    name_day(row, actor=editor, now=SOON, day=date(2019, 3, 30))
    article = file_import(row, actor=editor, now=SOON)
    assert article.published_on == date(2019, 3, 30)


def test_a_text_that_kills_its_worker_each_time_is_given_up(paste):
    row = paste()
    when = SOON
    for _ in range(import_work.MOST_TRIES):
        assert import_work.lease_import(row.pk, now=when) is not None
        when += import_work.LEASE + timedelta(seconds=1)
    assert run_import(row.pk, now=when) == "failed"


def test_the_sweep_sends_out_what_no_worker_has_and_drops_what_is_old(paste):
    row = paste()
    assert list_forgotten(now=NOON) == []
    assert list_forgotten(now=NOON + timedelta(minutes=1)) == [row.pk]
    run_import(row.pk, now=SOON)
    assert drop_old(now=NOON + timedelta(days=6)) == 0
    assert drop_old(now=NOON + timedelta(days=8)) == 1
    assert Article.objects.count() == 1


def test_viewers_start_none_and_nobody_starts_too_many(paste, viewer, monkeypatch):
    with pytest.raises(NotAllowed):
        start_import("paste", actor=viewer, now=NOON, body=b"x")
    monkeypatch.setattr("claims.intake.importing.MOST_RUNNING", 2)
    paste()
    paste()
    with pytest.raises(BadInput, match="are being read"):
        paste()


def test_a_known_text_names_no_article_that_is_shut_to_its_person_since(
    paste, editor, chief, article
):
    Article.objects.update(created_by=chief)
    row = paste()
    assert run_import(row.pk, now=SOON) == "ready"
    row.refresh_from_db()
    assert row.tell_refusal(editor) == row.refusal
    change_team(article, actor=chief, now=NOON, change="restrict")
    assert row.tell_refusal(editor) is None
    assert row.tell_refusal(chief) == row.refusal
