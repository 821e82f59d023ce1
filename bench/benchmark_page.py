"""docs/benchmarks.md: each measurement rewrites the part between its own two markers."""

import os
import re
from datetime import UTC, datetime

from peers import CHECKOUT

PAGE = CHECKOUT / "docs" / "benchmarks.md"


def write_section(name: str, text: str) -> None:
    """Print `text`, and put it between the markers `name` of the page.

    Raises:
        LookupError: the page has no such markers.
    """
    print(f"\n{text}\n", flush=True)
    page = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(page):
        raise LookupError(f"{PAGE} has no {begin}")
    fresh = pattern.sub(lambda _: f"{begin}\n{text.strip()}\n{end}", page)
    PAGE.write_text(fresh, encoding="utf-8")


def describe_machine() -> str:
    """When and on what a figure was measured, other work on the machine included."""
    load = os.getloadavg()[0]
    now = datetime.now(UTC)
    return (
        f"Measured {now:%Y-%m-%d %H:%M} UTC on {os.cpu_count()} processors, load average "
        f"{load:.1f} when it began."
    )
