import json
import os
import subprocess
import sys

from django.conf import settings
from django.db import connection

from claims.models import Article
from tests.conftest import TEXT
from tests.journeys.conftest import CHECKOUT, PAGE, PASSAGE


def run_command(*words: str, stdin: str = "", **environment: str):
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command,
        cwd=CHECKOUT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "factcheck.settings", **environment},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def name_database() -> str:
    database = settings.DATABASES["default"]
    name = connection.settings_dict["NAME"]
    login = f"{database['USER']}:{database['PASSWORD']}"
    return f"postgres://{login}@{database['HOST']}:{database['PORT']}/{name}"


def test_an_article_comes_in_and_its_trail_is_whole(desk):
    place = name_database()
    ran = run_command(
        "import_article", "-", "--published", "2019-03-30", stdin=TEXT, DATABASE_URL=place
    )
    assert ran.returncode == 0, ran.stderr
    article = Article.objects.get()
    lines = ran.stdout.splitlines()
    assert lines[0].endswith(f"/articles/{article.public_id}/")
    assert any("personnel_count" in line and "240 soldiers" in line for line in lines)
    whole = run_command("verify_trail", article.public_id, DATABASE_URL=place)
    assert whole.returncode == 0, whole.stderr


def test_a_draft_is_read_without_a_database():
    ran = run_command(
        "extract_claims",
        "-",
        "--published",
        "2019-03-30",
        "--format",
        "jsonl",
        stdin=TEXT,
        DATABASE_URL="postgres://nobody@127.0.0.1:1/none",
    )
    assert ran.returncode == 0, ran.stderr
    spans = [json.loads(line) for line in ran.stdout.splitlines()]
    monday = next(span for span in spans if span["text"] == "Monday")
    assert monday["value"]["iso"] == "2019-03-25"


def test_a_link_and_its_passage_are_checked_without_a_database(evidence_site, tmp_path):
    quotes = tmp_path / "quotes.jsonl"
    altered = PASSAGE.replace("240", "190")
    quotes.write_text(
        json.dumps({"url": evidence_site.url("/log"), "quote": altered}) + "\n"
    )
    ran = run_command(
        "check_links",
        evidence_site.url("/log"),
        "--quotes",
        str(quotes),
        "--allow",
        f"127.0.0.1:{evidence_site.port}",
        "--format",
        "jsonl",
        DESK_FETCH_ALLOW=f"127.0.0.1:{evidence_site.port}",
    )
    assert ran.returncode == 0, ran.stderr
    (line,) = ran.stdout.splitlines()
    seen = json.loads(line)
    assert PASSAGE in PAGE
    assert (seen["class"], seen["alive"], seen["quote"]) == (
        "quote_missing",
        True,
        "altered",
    )
