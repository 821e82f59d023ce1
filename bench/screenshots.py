"""Pictures of every page for `make screenshots`: three widths, two schemes, three fillings.

usage: python bench/screenshots.py [NAME ...]

Writes shots/FILLING-PAGE-WIDTH-SCHEME.png (git ignores the folder); NAMEs keep to pages
whose name holds one of them. Says which pages scroll sideways.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Literal
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread

from desks import LONG_NAME, NOW, fill_overfull, fill_typical, open_desk
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright

from claims.evidence.invitations import invite_expert
from claims.evidence.runs import ask_checks
from claims.intake import read_pasted
from claims.intake.import_work import run_import
from claims.intake.importing import Named, start_import
from claims.models import Article, Claim, Role, Source, User
from claims.publishing.requests import ask_as_reader

SHOTS = Path(__file__).parents[1] / "shots"
WIDTHS = {1440: 900, 820: 1100, 390: 844}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


STRANGERS = {  # these are for whoever is not signed in
    "sign-in": "/account/login/",
    "password-lost": "/account/password/reset/",
    "password-sent": "/account/password/reset/done/",
}


class Quiet(WSGIRequestHandler):
    """Serves without a line a request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        """Say nothing."""


@contextmanager
def serve(application: WSGIHandler | None = None) -> Iterator[str]:
    """A server of this process on loopback; gives its address.

    Without an `application` it is the desk with its static files as they are written.
    """
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    application = application or StaticFilesHandler(get_wsgi_application())
    server: WSGIServer = make_server("127.0.0.1", 0, application, handler_class=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def main(names: list[str]) -> None:
    """Fill the desk step by step and picture it at each."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("There is no chromium on this machine: apt install chromium")
    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir()
    with open_desk(), serve() as desk, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        editor = User.objects.create_user(
            "shots", role=Role.CHIEF, first_name="Ines", clearance=True
        )
        editor.save()
        for filling, pages in fill_desk():
            for name, path in pages.items():
                if not names or any(one in f"{filling}-{name}" for one in names):
                    picture_page(browser, desk + path, f"{filling}-{name}", editor)
        browser.close()
        connection.close()


def fill_desk() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each filling's name with its pages, once the desk is filled so."""
    lists = {
        "board": "/",
        "queue": "/queue/?tab=unassigned",
        "overview": "/overview/",
        "sources": "/sources/",
        "checks": "/checks/",
        "queries": "/queries/",
        "notices": "/notices/",
        "requests": "/corrections/",
        "corrections": "/checks/corrections/",
        "absences": "/absences/",
        "agreement": "/agreement/",
        "search": "/search/?q=soldiers+OR+flour+OR+Tu-160",
    }
    yield "empty", {**lists, **list_once()}
    article = fill_typical()
    yield "typical", {**lists, **list_pages(article), **list_imports(article)}
    article = fill_overfull()
    yield "overfull", {**lists, **list_pages(article)}


def list_once() -> dict[str, str]:
    """Give the pages that show the same however full the desk is."""
    return {
        "new": "/articles/new/",
        "styleguide": "/styleguide/",
        "policies": "/policies/",
        "rationales": "/rationales/",
        "method": "/checks/method/",
        "account": "/account/",
        "appearance": "/account/appearance/",
        "tokens": "/account/tokens/",
        "second-factor": "/account/second-factor/",
        "sessions": "/account/sessions/",
        "e-mail": "/account/email/",
        "keys": "/account/keys/",
        "tour": "/tour/",
        "notice-settings": "/account/notices/",
        "password": "/account/password/change/",
        "sign-out": "/account/logout/",
        "missing": "/no/such/page/",
        "search-wrong": "/search/?q=kinds:money",
        "api": "/api/docs/",
        "sources-check": "/sources/check/",
        **STRANGERS,
    }


def list_imports(article: Article) -> dict[str, str]:
    """Start an import of each kind of page, as the person of the pictures."""
    actor = User.objects.get(username="shots")
    text = article.current.text if article.current else ""
    named = Named(title="The same once more", published_on=article.published_on)
    start = partial(start_import, actor=actor, now=NOW, named=named)
    waits = start("url", name="https://paper.example/story")
    ready = start("paste", reading=read_pasted(text))
    fails = start("url", name="http://127.0.0.1/secret")
    run_import(fails.pk, now=NOW)
    rows = {"waiting": waits, "ready": ready, "failed": fails}
    return {
        f"import-{name}": f"/articles/imports/{row.public_id}/"
        for name, row in rows.items()
    }


def list_pages(article: Article) -> dict[str, str]:
    """Give the pages about one article."""
    claims = article.claims.order_by("-evidence", "number")
    claim = claims.filter(status=Claim.Status.DISPUTED).first() or article.claims.first()
    source = (
        Source.objects.filter(title=LONG_NAME).first()
        or Source.objects.filter(kind="web").first()
    )
    public = Claim.objects.filter(publications__isnull=False).first()
    return {
        "article": f"/articles/{article.public_id}/",
        "claim": f"/claims/{claim.public_id}/" if claim else "/",
        "source": f"/sources/{source.public_id}/" if source else "/",
        "check": f"/checks/{public.public_id}/" if public else "/checks/",
        **{
            name: f"/articles/{article.public_id}/{name}/"
            for name in ("clearance", "versions", "queries", "team", "deadline")
        },
        **{
            f"claim-{name}": f"/claims/{claim.public_id}/{name}/"
            for name in ("queries", "comments", "experts", "contacts", "correction")
            if claim
        },
        **list_evidence_pages(claim, public),
        "article-comments": f"/articles/{article.public_id}/comments/",
        "sentence-comments": f"/articles/{article.public_id}/sentences/1/comments/",
        "orphans": f"/articles/{article.public_id}/#orphans",
        "embed": f"/checks/{public.public_id}/embed/" if public else "/checks/",
        "galley": f"/articles/{article.public_id}/galley/",
        "then-and-now": f"/sources/{source.public_id}/then-and-now/" if source else "/",
    }


def list_evidence_pages(claim: Claim | None, public: Claim | None) -> dict[str, str]:
    """Give the pages about a claim's evidence, and what experts and readers are shown."""
    actor = User.objects.get(username="shots")
    pages: dict[str, str] = {}
    row = claim.evidence.first() if claim else None
    if claim and row:
        _row, secret = invite_expert(
            claim,
            actor=actor,
            now=timezone.now(),
            expert="Dr Ana Ruiz",
            question="Is the count plausible?",
        )
        run = ask_checks(Source.objects.all(), actor=actor, now=NOW)
        source = f"/sources/{row.source.public_id}/"
        pages = {
            "claim-beside": f"/claims/{claim.public_id}/beside/",
            "passage": f"/evidence/{row.public_id}/passage/",
            "source-describe": f"{source}describe/",
            "source-visits": f"{source}visits/all/",
            "run": f"/runs/{run.public_id}/",
            "expert": f"/expert/{secret}/",
        }
    if public:
        pages["check-ask"] = f"/checks/{public.public_id}/correction/"
        _asked, secret = ask_as_reader(public, now=timezone.now(), wrong="It was 80,000.")
        pages["check-request"] = f"/checks/requests/{secret}/"
    return pages


def picture_page(browser: Browser, url: str, name: str, reader: User) -> None:
    """Picture one page at every width and in both schemes."""
    client = Client()
    client.force_login(reader)
    is_stranger = any(name.endswith(one) for one in (*STRANGERS, "expert"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            if not is_stranger:
                context.add_cookies(
                    [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": url}]
                )
            page = context.new_page()
            answer = page.goto(url)
            page.wait_for_timeout(250)
            page.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                print(f"{name} scrolls sideways at {width}")
            if (answer is None or answer.status != 200) and "missing" not in name:
                print(f"{name} answered {answer.status if answer else 'nothing'}")
            context.close()
    print(name, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
