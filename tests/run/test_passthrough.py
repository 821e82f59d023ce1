"""Management commands bring their own services, together or alone."""

import os
import subprocess
import sys

import pytest

from factcheck.run.addresses import CHECKOUT, find_addresses
from factcheck.run.passthrough import fingerprint_schema, needs_database
from tests.run.conftest import wait_until

COUNTS = (
    "import os, psycopg, time\n"
    "from factcheck.run.passthrough import ensure_services\n"
    "with ensure_services(migrated=False):\n"
    "    with psycopg.connect(os.environ['DATABASE_URL']) as line:\n"
    "        line.execute('SELECT pg_sleep(0.5)')\n"
    "        print(line.info.port)\n"
)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "help",
        "extract_claims x.txt",
        "check_links",
        "check",
        "--help",
        "migrate --help",
    ],
)
def test_commands_without_rows_start_nothing(words):
    assert not needs_database(["manage.py", *words.split()])


@pytest.mark.parametrize("words", ["import_article x.txt", "shell", "migrate", "make_demo"])
def test_other_commands_get_their_services(words):
    assert needs_database(["manage.py", *words.split()])


def test_two_commands_at_once_share_the_servers_and_leave_nothing_running(keepers):
    commands = [
        subprocess.Popen(
            [sys.executable, "-c", COUNTS], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    printed = {command.communicate()[0] for command in commands}
    assert [command.returncode for command in commands] == [0, 0, 0]
    assert len(printed) == 1
    wait_until(lambda: find_addresses() == {})


def test_services_the_environment_names_are_left_alone(own_var):
    named = {"DATABASE_URL": "postgresql://elsewhere/x", "REDIS_URL": "redis://elsewhere/0"}
    code = (
        "import os; from factcheck.run.passthrough import ensure_services\n"
        "with ensure_services(): print(os.environ['DATABASE_URL'])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code],
        cwd=CHECKOUT,
        env={**os.environ, **named},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "postgresql://elsewhere/x\n"
    assert list(own_var.iterdir()) == []


def test_a_new_migration_changes_the_fingerprint(tmp_path):
    cluster = tmp_path / "pg"
    cluster.mkdir()
    (cluster / "PG_VERSION").write_text("18\n")
    before = fingerprint_schema(tmp_path, cluster=cluster)
    assert fingerprint_schema(tmp_path, cluster=cluster) == before
    folder = tmp_path / "claims" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0002_more.py").write_text("")
    assert fingerprint_schema(tmp_path, cluster=cluster) != before
