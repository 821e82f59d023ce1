"""A passage that left its page is looked for on the pages it points to."""

from django.utils import timezone

from claims.evidence.checks import check_batch
from claims.evidence.dispatch import lease_due
from claims.models import Alarm, Evidence, LinkCheck, Source
from tests.evidence.conftest import PASSAGE, page
from tests.linkcheck.server import Hostile
from tests.steps import cite

OTHER = "Of aircraft the log of that day says nothing at all now."


def run_due() -> int:
    """Lease what is due and check it; gives checks written."""
    Source.objects.exclude(url="").update(next_visit_at=timezone.now())
    return sum(check_batch(*pair) for pair in lease_due(now=timezone.now()).items())


def link_to(raw: bytes, tag: str) -> bytes:
    """Put a tag into the page's head, with the length set right."""
    head, _, body = raw.partition(b"\r\n\r\n")
    body = body.replace(b"<title>", tag.encode() + b"<title>")
    lines = [line for line in head.split(b"\r\n") if b"Length" not in line]
    return b"\r\n".join([*lines, b"Content-Length: %d" % len(body)]) + b"\r\n\r\n" + body


def test_a_passage_on_the_next_page_has_moved_and_raises_nothing(site: Hostile, cite_path):
    site.routes["/log"] = link_to(page(OTHER), "<link rel=next href=/log/2>")
    site.routes["/log/2"] = page(PASSAGE)
    cite_path()
    assert run_due() == 1
    row = Evidence.objects.get()
    assert row.passage_state == "moved"
    assert row.passage_changes == [["url", "", site.url("/log/2")]]
    assert LinkCheck.objects.get().outcome == "quote_missing"
    assert not Alarm.objects.exists()


def test_a_page_of_the_site_that_the_desk_has_read_counts(
    site: Hostile, open_claim, reviewer
):
    site.routes["/other"] = page(OTHER)
    cite(open_claim, reviewer, url=site.url("/log"), passage=PASSAGE)
    assert run_due() == 1
    row = cite(open_claim, reviewer, url=site.url("/other"), passage=PASSAGE)
    assert run_due() == 2
    row.refresh_from_db()
    assert (row.passage_state, row.passage_changes) == (
        "moved",
        [["url", "", site.url("/log")]],
    )


def test_a_linked_page_on_another_site_is_not_visited(site: Hostile, cite_path):
    away = f"http://localhost:{site.port}/log/2"
    site.routes["/log"] = link_to(page(OTHER), f"<link rel=next href={away}>")
    site.routes["/log/2"] = page(PASSAGE)
    cite_path()
    assert run_due() == 1
    assert Evidence.objects.get().passage_state == "missing"
    assert "/log/2" not in [request.path for request in site.seen]


def test_a_linked_page_at_a_private_address_is_never_connected_to(site: Hostile, cite_path):
    site.routes["/log"] = link_to(page(OTHER), "<link rel=next href=//127.0.0.1:1/log>")
    cite_path()
    assert run_due() == 1
    assert Evidence.objects.get().passage_state == "missing"
