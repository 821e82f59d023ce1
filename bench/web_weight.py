"""What the reading desk with 400 claims weighs on the wire, as Chromium counts it.

usage: python bench/web_weight.py [--claims N] [--write]

Pages and static files come as in production: static files collected and compressed, pages
through all of the middleware. Bytes are those of the browser's own count (CDP, encoded data
length, heads of answers included), its cache empty. Fails over the limit, or when the
console has an error or a warning. --write puts the table into docs/benchmarks.md.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from typing import Any

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread

from benchmark_page import write_section
from desks import fill_overfull, fill_typical, open_desk
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from playwright.sync_api import Page, sync_playwright
from screenshots import serve

from claims.models import User

LIMIT = 150_000  # bytes
STORE = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def main() -> None:
    """Print the table, or write it; leaves with 1 over the limit or after a complaint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=400)
    parser.add_argument("--write", action="store_true")
    options, _ = parser.parse_known_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("There is no chromium on this machine: apt install chromium")
    settings.STATIC_ROOT = tempfile.mkdtemp(prefix="static-")
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": STORE}}
    call_command("collectstatic", interactive=False, verbosity=0)
    with open_desk(), serve(get_wsgi_application()) as desk, sync_playwright() as play:
        fill_typical()
        article = fill_overfull(claims=options.claims)
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        client = Client()
        client.force_login(User.objects.get(username="ines"))
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": desk}])
        path = f"{desk}/articles/{article.public_id}/"
        weights, complaints = weigh(context.new_page(), path)
        count = article.claims.count()
        browser.close()
        connection.close()
    shutil.rmtree(settings.STATIC_ROOT)
    said = write_table(weights, claims=count)
    if options.write:
        write_section("weight", said)
    else:
        print(said)
    if complaints or sum(sum(one) for one in weights.values()) > LIMIT:
        sys.exit("\n".join([f"over {LIMIT} bytes, or the console complains:", *complaints]))


def weigh(page: Page, path: str) -> tuple[dict[str, list[int]], list[str]]:
    """Give the bytes of each answer by kind of file, and what the console said."""
    kinds: dict[str, str] = {}
    weights: dict[str, list[int]] = defaultdict(list)
    complaints: list[str] = []

    def note(one: Any) -> None:
        if one.type in ("error", "warning"):
            complaints.append(one.text)

    def count(one: dict[str, Any]) -> None:
        weights[kinds.get(one["requestId"], "Other")].append(int(one["encodedDataLength"]))

    page.on("console", note)
    watch = page.context.new_cdp_session(page)
    watch.send("Network.enable")
    watch.on(
        "Network.responseReceived",
        lambda one: kinds.update({one["requestId"]: one["type"]}),
    )
    watch.on("Network.loadingFinished", count)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return dict(weights), complaints


def write_table(weights: dict[str, list[int]], *, claims: int) -> str:
    """Give the table, heaviest kind first, with its sum."""
    rows = sorted(weights.items(), key=lambda row: -sum(row[1]))
    total = sum(sum(sizes) for sizes in weights.values())
    limit = f"{LIMIT / 1000:.0f} kB"
    lines = [
        f"The reading desk with {claims} claims, first visit, compressed, limit {limit}:",
        "",
        "| kind | answers | kB on the wire |",
        "| --- | ---: | ---: |",
        *(f"| {kind} | {len(one)} | {sum(one) / 1000:.1f} |" for kind, one in rows),
        f"| all | {sum(map(len, weights.values()))} | {total / 1000:.1f} |",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
