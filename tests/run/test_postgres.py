"""The cluster is whole or absent, and never read by the wrong programs."""

import pytest

from factcheck.run import postgres
from factcheck.run.postgres import find_binaries, prepare_postgres, require_version
from factcheck.run.refusals import CannotRun


def test_a_cluster_that_could_not_be_made_leaves_nothing(own_var, monkeypatch):
    def refuse(_command, *, text=""):
        raise CannotRun(f"No room left.{text}")

    monkeypatch.setattr(postgres, "run_quietly", refuse)
    with pytest.raises(CannotRun, match="No room left"):
        prepare_postgres(own_var)
    assert {path.name for path in own_var.iterdir()} == {"pg-password"}


def test_a_cluster_of_another_version_is_refused_with_a_way_out(tmp_path):
    (tmp_path / "PG_VERSION").write_text("12\n")
    with pytest.raises(CannotRun, match=r"made by PostgreSQL 12 .*running\.md"):
        require_version(tmp_path, binaries=find_binaries())


def test_a_folder_that_is_no_cluster_is_refused(tmp_path):
    with pytest.raises(CannotRun, match="not a PostgreSQL data folder"):
        require_version(tmp_path, binaries=find_binaries())


def test_programs_that_are_not_there_are_missed_in_one_line(monkeypatch, tmp_path):
    monkeypatch.setenv("DESK_PG_BIN", str(tmp_path))
    with pytest.raises(CannotRun, match="DATABASE_URL"):
        find_binaries()


def test_what_a_program_complained_about_is_passed_on():
    program = str(find_binaries() / "psql")
    with pytest.raises(CannotRun, match=r"no-such-option|--help"):
        postgres.run_quietly([program, "--no-such-option"])
