"""A real desk for journeys: live server, Celery worker on the session's Redis, Chromium."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.linkcheck.server import Hostile, answer, run_hostile

CHECKOUT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PASSAGE = "The Port Alder harbour log counts 240 soldiers off the two aircraft."
PAGE = f"""<!doctype html><html lang="en"><title>Harbour log</title><body><article>
<h1>Harbour log</h1><p>The day is closed at midnight and signed by the master.</p>
<p>{PASSAGE}</p><p>Eighteen tonnes of flour went to the town's two bakeries.</p>
</article></body></html>"""


@pytest.fixture
def evidence_site() -> Iterator[Hostile]:
    """A site with one page, `/log`, that holds PASSAGE."""
    with run_hostile() as site:
        site.routes["/log"] = answer(PAGE)
        yield site


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """The server of the session; it stops before the database that it reads is dropped."""
    return live_server


@pytest.fixture
def desk(live_server) -> str:
    """The address of a desk that answers over HTTP."""
    return str(live_server.url)


@pytest.fixture
def worker(desk, services, evidence_site) -> Iterator[None]:
    """A Celery worker, started as `make run` starts it, on this test's database."""
    database = settings.DATABASES["default"]
    name = connection.settings_dict["NAME"]
    host, port = database["HOST"], database["PORT"]
    user, password = database["USER"], database["PASSWORD"]
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgres://{user}:{password}@{host}:{port}/{name}",
        "REDIS_URL": services.redis_url,
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "DESK_FETCH_ALLOW": f"127.0.0.1:{evidence_site.port}",
        "DESK_SECRET_KEY": "for-journeys-only",
    }
    command = [sys.executable, "-m", "celery", "-A", "factcheck.celery:app", "worker"]
    options = ["--concurrency", "1", "--loglevel", "WARNING", "--without-gossip"]
    child = subprocess.Popen([*command, *options], cwd=CHECKOUT, env=environment)
    try:
        yield
    finally:
        child.terminate()
        child.wait(20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; a run without it skips the journeys, saying so."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt install chromium")
    # Playwright's loop runs in this thread until the session ends: Django must not mind.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_browser(chromium) -> Iterator[Callable[..., BrowserContext]]:
    """Open separate browser sessions; console errors and CSP refusals fail the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def open_one(**options) -> BrowserContext:
        context = chromium.new_context(**options)
        context.set_default_timeout(15_000)
        context.on("console", note)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def enter(desk, open_browser) -> Callable[..., Page]:
    """Sign a person in through the form, in a browser of their own."""

    def sign_in(person, **options) -> Page:
        page = open_browser(**options).new_page()
        page.goto(f"{desk}/account/login/")
        page.get_by_label("User name or e-mail").fill(person.username)
        page.get_by_label("Password", exact=True).fill("pw-for-tests-1")
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "/account/login/" not in url)
        return page

    return sign_in


@pytest.fixture
def wait_until() -> Callable[[Callable[[], object]], object]:
    """Ask again until the answer is truthy; half a minute at most."""

    def wait(ask: Callable[[], object]) -> object:
        deadline = time.monotonic() + 30
        while True:
            found = ask()
            if found or time.monotonic() > deadline:
                assert found, "what was waited for did not come in half a minute"
                return found
            time.sleep(0.2)

    return wait
