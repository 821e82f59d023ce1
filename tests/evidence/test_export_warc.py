"""What was captured of an article's evidence leaves as one WARC file."""

import json
import subprocess
import sys
from io import BytesIO, StringIO
from urllib.parse import urlsplit

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator

from claims.evidence import withdraw_evidence
from claims.evidence.checks import check_batch
from claims.evidence.dispatch import lease_due
from claims.evidence.exports import export_evidence
from claims.linkcheck.capture_store import open_store
from claims.models import Capture, Source, TrailEntry
from claims.models.trail import READ
from tests.evidence.conftest import PASSAGE, page
from tests.linkcheck.server import Hostile
from tests.steps import cite


@pytest.fixture
def captured(site: Hostile, open_claim, reviewer):
    """Two pages cited for the claim and captured."""
    site.routes["/second"] = page(PASSAGE, "The flour was weighed twice, by two clerks.")
    for path in ("/log", "/second"):
        cite(open_claim, reviewer, url=site.url(path), passage=PASSAGE)
    for pair in lease_due(now=timezone.now()).items():
        check_batch(*pair)
    return open_claim


def read_responses(path) -> dict[str, bytes]:
    """Give body by address, every digest checked."""
    with path.open("rb") as raw:
        return {
            record.rec_headers.get_header("WARC-Target-URI"): record.content_stream().read()
            for record in ArchiveIterator(raw, check_digests="raise")
            if record.rec_type == "response"
        }


def test_an_articles_evidence_replays_the_captured_bodies(
    captured, site: Hostile, tmp_path
):
    said, path = StringIO(), tmp_path / "article.warc.gz"
    article = captured.article.public_id
    call_command("export_warc", article=article, out=str(path), stdout=said)
    bodies = {}
    for name in ("/log", "/second"):
        raw = site.routes[name]
        assert isinstance(raw, bytes)
        bodies[site.url(name)] = raw.partition(b"\r\n\r\n")[2]
    assert read_responses(path) == bodies
    assert said.getvalue() == f"2 captured pages in {path}\n"
    claim_path = tmp_path / "claim.warc.gz"
    call_command("export_warc", claim=captured.public_id, out=str(claim_path), stdout=said)
    assert read_responses(claim_path) == bodies


def run_warcio(*arguments: str) -> str:
    """What the format's own tool prints; it must end well."""
    command = [sys.executable, "-m", "warcio.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_an_articles_evidence_opens_in_the_formats_own_tool(
    captured, site: Hostile, tmp_path
):
    path = tmp_path / "article.warc.gz"
    article = captured.article.public_id
    call_command("export_warc", article=article, out=str(path), stdout=StringIO())
    lines = [json.loads(line) for line in run_warcio("index", str(path)).splitlines()]
    listed = {line.get("warc-target-uri") for line in lines}
    assert {site.url("/log"), site.url("/second")} <= listed
    checked = run_warcio("check", "-v", str(path))
    assert "digest pass" in checked
    assert "digest failed" not in checked
    for line in lines:
        if line["warc-type"] == "response":
            told = ("extract", "--payload", str(path), line["offset"])
            body = run_warcio(*told).encode()
            raw = site.routes[urlsplit(line["warc-target-uri"]).path]
            assert isinstance(raw, bytes)
            assert body == raw.partition(b"\r\n\r\n")[2]


def test_one_sources_evidence_is_its_own(captured, site: Hostile, tmp_path):
    source, path = Source.objects.get(url=site.url("/log")), tmp_path / "one.warc.gz"
    call_command("export_warc", source=source.public_id, out=str(path), stdout=StringIO())
    assert list(read_responses(path)) == [site.url("/log")]


def test_confidential_sources_stay_unless_asked_for(captured, site: Hostile, tmp_path):
    Source.objects.filter(url=site.url("/second")).update(confidential=True)
    path, article = tmp_path / "a.warc.gz", captured.article.public_id
    call_command("export_warc", article=article, out=str(path), stdout=StringIO())
    assert list(read_responses(path)) == [site.url("/log")]
    call_command(
        "export_warc", article=article, out=str(path), confidential=True, stdout=StringIO()
    )
    assert len(read_responses(path)) == 2


@pytest.mark.parametrize("kind", ["source", "claim", "article"])
def test_what_is_not_there_is_refused(db, kind, tmp_path):
    path = tmp_path / "none.warc.gz"
    with pytest.raises(CommandError, match="There is no “nothing”"):
        call_command("export_warc", **{kind: "nothing"}, out=str(path))
    assert not path.exists()


def test_a_lost_body_is_said_and_leaves_no_file(captured, tmp_path):
    capture = Capture.objects.first()
    assert capture is not None
    open_store().delete(capture.place.partition(":")[0])
    path = tmp_path / "lost.warc.gz"
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("export_warc", claim=captured.public_id, out=str(path))
    assert list(tmp_path.iterdir()) == []


def read_stream(parts) -> tuple[set[str], str]:
    """Give the addresses of the responses in a streamed file, and its other records."""
    responses, others = set(), ""
    for record in ArchiveIterator(BytesIO(b"".join(parts)), check_digests="raise"):
        if record.rec_type == "response":
            responses.add(record.rec_headers.get_header("WARC-Target-URI"))
        else:
            others += record.content_stream().read().decode()
    return responses, others


def test_a_file_is_streamed_a_page_at_a_time(captured, viewer, site: Hostile):
    both = {site.url("/log"), site.url("/second")}
    for about in (captured, captured.article):
        parts = list(export_evidence(about, reader=viewer, now=timezone.now()))
        assert len(parts) == 3
        assert read_stream(parts)[0] == both
    source = Source.objects.get(url=site.url("/log"))
    streamed = export_evidence(source, reader=viewer, now=timezone.now())
    assert read_stream(streamed)[0] == {source.url}


def test_withdrawn_and_confidential_citations_stay_out(
    captured, viewer, reviewer, make_person, site: Hostile
):
    hidden = Source.objects.get(url=site.url("/second"))
    Source.objects.filter(pk=hidden.pk).update(confidential=True, title="Deep")
    now = timezone.now()
    pages, words = read_stream(export_evidence(captured, reader=viewer, now=now))
    assert pages == {site.url("/log")}
    assert "Deep" not in words
    assert hidden.public_id not in words
    assert not TrailEntry.objects.filter(action=READ).exists()
    cleared = make_person("cleo", "viewer", clearance=True)
    pages, words = read_stream(export_evidence(captured, reader=cleared, now=now))
    assert hidden.url in pages
    assert "Deep" in words
    assert TrailEntry.objects.filter(action=READ, actor=cleared).count() == 1
    row = captured.evidence.get(source=hidden)
    reviewer.clearance = True
    withdraw_evidence(row, actor=reviewer, now=now, reason="Not needed.")
    pages, _ = read_stream(export_evidence(captured, reader=cleared, now=now))
    assert pages == {site.url("/log")}


def test_a_lost_body_is_told_in_its_place(captured, viewer, site: Hostile):
    lost = Capture.objects.get(source__url=site.url("/log"))
    with (
        connection.cursor() as cursor,
        pgtrigger.ignore("claims.Capture:capture_append_only"),
    ):
        cursor.execute(
            "UPDATE claims_capture SET place = '', sha256 = %s WHERE id = %s",
            ["f" * 64, lost.pk],
        )
    pages, words = read_stream(export_evidence(captured, reader=viewer, now=timezone.now()))
    assert pages == {site.url("/second")}
    assert "lost: The body is not in the store" in words
