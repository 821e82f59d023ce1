"""A good page's body is kept when its content is first seen."""

import pytest
from django.utils import timezone

from claims.evidence.checks import check_batch
from claims.evidence.dispatch import lease_due
from claims.linkcheck import capture_store
from claims.linkcheck.capture_store import read_body
from claims.models import Capture, LinkCheck, Source
from tests.evidence.conftest import PASSAGE, page
from tests.linkcheck.server import Hostile, answer, moved
from tests.steps import cite


def run_due() -> int:
    """Lease what is due and check it; gives checks written."""
    Source.objects.exclude(url="").update(next_visit_at=timezone.now())
    leases = lease_due(now=timezone.now())
    return sum(check_batch(lease, ids) for lease, ids in leases.items())


def test_a_good_page_is_captured_with_its_headers_and_hops(
    site: Hostile, open_claim, reviewer
):
    site.routes["/old"] = moved("/log", 301)
    site.routes["/log"] = page(PASSAGE).replace(
        b"Content-Type", b"Set-Cookie: id=7\r\nX-Kept: yes\r\nContent-Type"
    )
    cite(open_claim, reviewer, url=site.url("/old"), passage=PASSAGE)
    assert run_due() == 1
    capture, check = Capture.objects.get(), LinkCheck.objects.get()
    assert (capture.link_check, capture.sha256) == (check, check.body_sha256)
    body = read_body(capture.sha256, place=capture.place)
    assert PASSAGE.encode() in body
    assert (capture.size, capture.truncated, capture.http_status) == (len(body), False, 200)
    assert capture.final_url == site.url("/log")
    assert capture.chain == [{"url": site.url("/old"), "status": 301, "how": "http"}]
    assert capture.headers["x-kept"] == "yes"
    assert "set-cookie" not in capture.headers
    assert capture.content_type == "text/html"


def test_the_same_content_is_captured_once_and_new_content_again(site: Hostile, cite_path):
    cite_path()
    run_due()
    run_due()
    assert Capture.objects.count() == 1
    site.routes["/log"] = page(PASSAGE, "A third bakery had flour from the town itself.")
    run_due()
    assert Capture.objects.count() == 2


def test_noise_around_the_same_text_is_not_captured_again(site: Hostile, cite_path):
    cite_path()
    kept = site.routes["/log"]
    assert isinstance(kept, bytes)
    body = kept.partition(b"\r\n\r\n")[2]
    for number in range(3):
        site.routes["/log"] = answer(body + b"<!-- served in %d ms -->" % number)
        run_due()
    assert (Capture.objects.count(), LinkCheck.objects.count()) == (1, 3)


@pytest.mark.parametrize(
    "reply",
    [
        answer("<h1>Not here</h1>", 404),
        answer("<h1>Down</h1>", 500),
        answer("<title>Sign in</title><form><input type=password name=p></form>"),
        answer(b""),
    ],
    ids=["missing", "failing", "wall", "empty"],
)
def test_what_is_not_the_page_is_not_captured(site: Hostile, cite_path, reply):
    site.routes["/log"] = reply
    cite_path()
    run_due()
    assert (LinkCheck.objects.count(), Capture.objects.count()) == (1, 0)


def test_a_304_is_not_captured(site: Hostile, cite_path):
    kept = site.routes["/log"]
    assert isinstance(kept, bytes)
    site.routes["/log"] = kept.replace(b"Content-Type", b'ETag: "v1"\r\nContent-Type')
    cite_path()
    run_due()
    site.routes["/log"] = answer(b"", 304, ETag='"v1"')
    run_due()
    assert (LinkCheck.objects.count(), Capture.objects.count()) == (2, 1)


def test_a_full_disk_costs_the_copy_and_not_the_check(cite_path, monkeypatch, caplog):
    def refuse(*_args) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(capture_store.EvidenceFolder, "_save", refuse)
    cite_path()
    assert run_due() == 1
    assert (LinkCheck.objects.count(), Capture.objects.count()) == (1, 0)
    assert "captures_not_kept" in caplog.text


def test_two_sources_with_one_body_have_a_row_each_and_one_file(
    site: Hostile, open_claim, reviewer
):
    for path in ("/log", "/copy"):
        site.routes[path] = page(PASSAGE)
        cite(open_claim, reviewer, url=site.url(path), passage=PASSAGE)
    run_due()
    first, second = Capture.objects.all()
    assert (first.sha256, first.source_id != second.source_id) == (second.sha256, True)
    assert first.place == second.place
