"""Ways out of being root, and folders that belong to somebody else."""

import os
import subprocess

import pytest

from factcheck.run import privileges
from factcheck.run.privileges import NOBODY, SETPRIV, drop_root, own_folder, works
from factcheck.run.refusals import CannotRun

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give up being root")


@as_root
def test_root_finds_a_way_not_to_be_root():
    prefix, _owner = drop_root()
    shown = subprocess.run(
        [*prefix, "id", "-u"], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() != "0"


@as_root
def test_without_namespaces_another_user_who_may_pass_through_folders_runs_it(monkeypatch):
    monkeypatch.setattr(privileges, "works", lambda prefix: prefix[0] == "setpriv")
    assert drop_root() == (SETPRIV, NOBODY)


@as_root
def test_that_user_reads_below_a_private_folder(tmp_path):
    if not works(SETPRIV):
        pytest.skip("setpriv cannot change users here")
    tmp_path.chmod(0o700)
    (tmp_path / "inner").mkdir()
    own_folder(tmp_path / "inner", NOBODY)
    made = tmp_path / "inner" / "file"
    subprocess.run([*SETPRIV, "touch", str(made)], check=True)
    assert made.stat().st_uid == NOBODY


def test_root_without_any_way_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(privileges, "works", lambda _prefix: False)
    with pytest.raises(CannotRun, match="DATABASE_URL"):
        drop_root()


def test_a_normal_user_needs_no_prefix(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1234)
    assert drop_root() == ([], 1234)


def test_a_normal_user_is_told_whose_folder_it_is(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "geteuid", lambda: 1234)
    with pytest.raises(CannotRun, match="belongs to another user"):
        own_folder(tmp_path, 1234)


def test_a_program_that_does_not_exist_does_not_work():
    assert not works(["no-such-program-here"])
