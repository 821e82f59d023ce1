"""Secrets are made once, for one reader."""

import stat
from concurrent.futures import ThreadPoolExecutor

from factcheck.run.secret import read_secret


def test_a_secret_stays_the_same_and_belongs_to_its_user_alone(tmp_path):
    first = read_secret(tmp_path / "new")
    assert len(first) == 64
    assert read_secret(tmp_path / "new") == first
    assert stat.S_IMODE((tmp_path / "new" / "secret-key").stat().st_mode) == 0o600


def test_two_secrets_differ(tmp_path):
    assert read_secret(tmp_path, name="one") != read_secret(tmp_path, name="other")


def test_many_who_ask_at_once_get_one_secret_and_leave_no_scraps(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        given = set(pool.map(lambda _: read_secret(tmp_path), range(32)))
    assert len(given) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
