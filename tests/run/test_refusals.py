"""Failures of disk and rights, as one line each."""

import errno
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factcheck.run.refusals import CannotRun, explain_failure, require_room


def test_a_folder_that_does_not_exist_yet_is_made(tmp_path):
    require_room(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_many_may_look_for_room_at_the_same_moment(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(require_room, [tmp_path] * 200)) == [None] * 200
    assert list(tmp_path.iterdir()) == []


def test_a_disk_with_too_little_room_is_named(tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)._replace(free=5 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(CannotRun, match="5 MB are free"):
        require_room(tmp_path)


def test_a_file_where_the_folder_should_be_is_named(tmp_path):
    (tmp_path / "var").write_text("")
    with pytest.raises(CannotRun, match="var"):
        require_room(tmp_path / "var" / "run")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EDQUOT, "is full"),
        (errno.EACCES, "cannot be written to"),
        (errno.EROFS, "cannot be written to"),
        (errno.ENOENT, "make setup"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_each_failure_is_one_line_in_plain_words(number, words):
    failure = OSError(number, os.strerror(number), "/var/desk")
    said = explain_failure(failure, folder=Path("/var"))
    assert words in said
    assert "\n" not in said
