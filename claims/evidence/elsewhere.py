"""Where else on its site a missing passage may stand: linked pages, pages known already."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from claims.linkcheck.evidence import find_linked_pages
from claims.linkcheck.pace import Pace
from claims.linkcheck.page import read_page, read_page_once
from claims.linkcheck.rules import FetchRules, Wanted
from claims.linkcheck.visit import Known, Outcome, Visit
from claims.linkcheck.visiting import visit_all
from claims.models import PageText, Source

MOST_LINKED = 3
MOST_KNOWN = 20
Lost = tuple[Wanted, Visit]  # a page that lacks a passage; its key is the source id


def lacks_passage(outcome: Outcome) -> bool:
    """Say whether the page is there and a cited passage is not."""
    return bool(outcome.alive) and any(one.state == "missing" for one in outcome.passages)


def find_elsewhere(
    lost: Sequence[Lost], *, hosts: dict[int, str], rules: FetchRules, pace: Pace
) -> dict[int, Known]:
    """Give what is known for each source in `lost`, with other pages of its site read.

    At most three linked pages of each are visited, at the round's own pace, and at most
    twenty pages that the desk has texts of are looked through.

    Raises:
        PaceLost: Redis left.
    """
    keys = {one.key: one for one, _ in lost if isinstance(one.key, int)}
    texts: dict[int, dict[str, str]] = defaultdict(dict)
    for url, text, host in list_known_pages({hosts[key] for key in keys}):
        for key, one in keys.items():
            if hosts[key] == host and one.url != url:
                texts[key][url] = text
    wanted = [
        Wanted(url, Known(quotes=one.known.quotes), key=one.key)
        for one, visit in lost
        for url in find_linked_pages(read_page_once(visit), visit.final_url)[:MOST_LINKED]
    ]
    for one, visit in visit_all(wanted, rules=replace(rules, attempts=2), pace=pace):
        if visit.status == 200 and isinstance(one.key, int):
            page = read_page(visit.body, visit.headers, visit.final_url)
            texts[one.key][one.url] = page.text
    return {
        key: replace(one.known, other_pages=texts[key])
        for key, one in keys.items()
        if texts[key]
    }


def list_known_pages(hosts: Iterable[str]) -> list[tuple[str, str, str]]:
    """Give (url, text, host) of the latest pages the desk has read on `hosts`."""
    rows = Source.objects.filter(host__in=set(hosts)).exclude(text_sha256="")
    found = list(
        rows.order_by("-checked_at").values_list("url", "text_sha256", "host")[:MOST_KNOWN]
    )
    texts = dict(
        PageText.objects.filter(sha256__in=[sha for _, sha, _ in found]).values_list(
            "sha256", "text"
        )
    )
    return [(url, texts[sha], host) for url, sha, host in found if sha in texts]
