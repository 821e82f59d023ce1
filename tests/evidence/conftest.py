"""A small web on loopback for sources to be visited on."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from claims.evidence import checks
from claims.models import Evidence
from tests.linkcheck.server import Hostile, answer, run_hostile
from tests.steps import cite

PASSAGE = "The harbour log counts 240 soldiers off the two aircraft."


def page(*lines: str) -> bytes:
    """A whole page of paragraphs between two of its own."""
    middle = "".join(f"<p>{line}</p>" for line in lines)
    return answer(
        "<!doctype html><html lang='en'><title>Harbour log</title><body><article>"
        "<h1>Harbour log</h1><p>The log of the day is closed at midnight and signed by "
        f"the master of the harbour.</p>{middle}<p>Eighteen tonnes of flour went to the "
        "two bakeries of the town that same night.</p></article></body></html>"
    )


@pytest.fixture(autouse=True)
def hasty(monkeypatch) -> None:
    """Visit one host as often as it takes: all of this web is one host."""
    wait_politely = checks.read_rules
    monkeypatch.setattr(
        checks, "read_rules", lambda: replace(wait_politely(), per_host_rate=0.0)
    )


@pytest.fixture
def site(settings) -> Iterator[Hostile]:
    """A site the desk may visit; `/log` holds PASSAGE."""
    with run_hostile() as server:
        settings.FETCH_ALLOW = [f"127.0.0.1:{server.port}"]
        settings.FETCH_TIMEOUT_S = 2.0
        server.routes["/log"] = page(PASSAGE)
        yield server


@pytest.fixture
def cite_path(site, open_claim, reviewer) -> Callable[..., Evidence]:
    """Cite a page of the site for PASSAGE."""

    def act(path: str = "/log", **more) -> Evidence:
        return cite(open_claim, reviewer, url=site.url(path), passage=PASSAGE, **more)

    return act
