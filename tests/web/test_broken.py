"""When the desk breaks, it says so: with its own page, and without its database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from claims.models import Preference

from . import broken_urls

CHECKOUT = Path(__file__).resolve().parents[2]
ASK = """
import django
django.setup()
from django.conf import settings
from django.test import Client
client = Client(raise_request_exception=False, SERVER_NAME="localhost")
client.cookies[settings.SESSION_COOKIE_NAME] = "k" * 32
for path, language in (("/", "en"), ("/", "es"), ("/checks/", "es")):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(path, headers={"accept-language": language})
    page = answer.content.decode()
    heading = page.partition("<h1>")[2].partition("</h1>")[0]
    print(path, answer.status_code, heading, sep="|")
"""


@pytest.mark.urls("tests.web.broken_urls")
@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Something broke on our side"), ("es", "Algo se rompió por nuestra parte")],
)
def test_a_page_whose_database_goes_away_says_so_and_asks_it_nothing(
    client, viewer, language, said
):
    Preference.objects.create(person=viewer, language=language)
    given = {"login": viewer.username, "password": "pw-for-tests-1"}
    client.post("/account/login/", given)
    client.raise_request_exception = False
    broken_urls.asked.clear()
    try:
        answer = client.get("/lost/")
    finally:
        connection.execute_wrappers.remove(broken_urls.refuse_query)
    assert answer.status_code == 500
    assert f"<h1>{said}" in answer.content.decode()
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert broken_urls.asked == []


def test_a_desk_without_a_database_shows_its_own_page(services):
    environment = {
        **os.environ,
        "DATABASE_URL": "postgres://nobody:x@127.0.0.1:1/nowhere",
        "REDIS_URL": services.redis_url,
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "DESK_SECRET_KEY": "for-tests-only",
    }
    ran = subprocess.run(
        [sys.executable, "-c", ASK], cwd=CHECKOUT, env=environment, capture_output=True,
        text=True, timeout=60, check=True,
    )  # fmt: skip
    assert [line for line in ran.stdout.splitlines() if line.startswith("/")] == [
        "/|500|Something broke on our side",
        "/|500|Algo se rompió por nuestra parte",
        "/checks/|500|Algo se rompió por nuestra parte",
    ]
