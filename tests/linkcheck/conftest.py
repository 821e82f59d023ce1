from collections.abc import Callable, Iterator
from typing import Any

import pytest

from claims.linkcheck.guard import parse_allowance
from claims.linkcheck.rules import FetchRules
from claims.linkcheck.visit import Known, Visit
from claims.linkcheck.visiting import fetch_one
from tests.linkcheck.server import Hostile, run_hostile

Look = Callable[..., Visit]


@pytest.fixture
def hostile() -> Iterator[Hostile]:
    with run_hostile() as server:
        yield server


@pytest.fixture
def look(hostile: Hostile) -> Look:
    """Visit a path of the hostile server, or a whole URL, with short limits."""

    def visit(target: str, *, known: Known | None = None, **limits: object) -> Visit:
        rules: dict[str, Any] = {
            "timeout_s": 2.0,
            "attempts": 1,
            "per_host_rate": 0.0,
            "siblings": False,
            "allow": (parse_allowance(f"127.0.0.1:{hostile.port}"),),
            **limits,
        }
        url = hostile.url(target) if target.startswith("/") else target
        return fetch_one(url, rules=FetchRules(**rules), known=known)

    return visit
