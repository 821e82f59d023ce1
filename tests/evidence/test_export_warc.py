"""What was captured of an article's evidence leaves as one WARC file."""

import json
import subprocess
import sys
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator

from claims.evidence.checks import check_batch
from claims.evidence.dispatch import lease_due
from claims.linkcheck.capture_store import open_store
from claims.models import Capture, Source
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
