"""The reading desk with 400 claims in Chromium: first paint, and answers to keys.

usage: python bench/web_paint.py [--claims N] [--rounds N] [--write]

A fresh page each round on throw-away servers, nothing in the browser's cache. Times are the
browser's own (Paint Timing and Event Timing). --write puts them into docs/benchmarks.md.
"""

import argparse
import os
import shutil
import statistics
import sys

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread

from benchmark_page import describe_machine, write_section
from desks import fill_overfull, fill_typical, open_desk
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from screenshots import serve

from claims.models import User
from factcheck.collector import settle_collector

KEYS = ("j", "j", "k", "n", "n", "?", "Escape", "j")
LISTEN = """
window.slow = []
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.slow.push([entry.name, entry.duration])
}).observe({type: 'event', durationThreshold: 16, buffered: true})
"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def main() -> None:
    """Print the two figures, or write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("There is no chromium on this machine: apt install chromium")
    settle_collector()  # as the web process does
    with open_desk(), serve() as desk, sync_playwright() as play:
        fill_typical()
        article = fill_overfull(claims=options.claims)
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        path = f"{desk}/articles/{article.public_id}/"
        measured = [measure(browser, path, desk) for _ in range(options.rounds)]
        number = article.claims.count()
        browser.close()
        connection.close()
    said = write_sentence(measured, claims=number)
    if options.write:
        write_section("paint", f"{describe_machine()}\n\n{said}")
    else:
        print(said)


def measure(browser: Browser, path: str, desk: str) -> tuple[float, float]:
    """Give milliseconds to the first paint, and of the slowest answer to a key or click."""
    client = Client()
    client.force_login(User.objects.get(username="ines"))
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": desk}])
    page = context.new_page()
    page.add_init_script(LISTEN)
    page.goto(path)
    paint = float(page.evaluate(PAINT))
    slowest = act(page)
    context.close()
    return paint, slowest


def act(page: Page) -> float:
    """Go through claims by key and by click; gives the slowest duration of an event."""
    for key in KEYS:
        page.keyboard.press(key)
        page.wait_for_timeout(120)
    page.locator("[data-state].claim").nth(30).click()
    page.wait_for_timeout(400)
    slow: list[tuple[str, float]] = page.evaluate("window.slow")
    return max((duration for _, duration in slow), default=0.0)


def write_sentence(measured: list[tuple[float, float]], *, claims: int) -> str:
    """Give the figures in a sentence."""
    paints, answers = zip(*measured, strict=True)
    paint, answer = statistics.median(paints), statistics.median(answers)
    return (
        f"The reading desk with {claims} claims, {len(measured)} fresh visits in Chromium "
        f"at 1440 px: first contentful paint {paint:.0f} ms at the median, "
        f"{max(paints):.0f} at most; from a key or click to the next paint "
        f"{answer:.0f} ms at the median of the visits' slowest, {max(answers):.0f} at most."
    )


if __name__ == "__main__":
    main()
