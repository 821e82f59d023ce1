"""A WARC file of captures is read, checked and indexed by other people's tools."""

import gzip
import io
import json
from contextlib import redirect_stdout
from datetime import UTC, datetime
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as run_warcio

from claims.linkcheck.warc import CapturedPage, write_warc

BODY = "<!doctype html><p>The quay at Nørrvik was widened by 14 metres.</p>".encode()
PAGE = CapturedPage(
    url="http://quay.example/old",
    final_url="https://quay.example/news/1?a=b#top",
    at=datetime(2021, 5, 4, 12, 0, 1, 250_000, tzinfo=UTC),
    status=200,
    headers={
        "content-type": "text/html; charset=utf-8",
        "content-encoding": "gzip",
        "content-length": "17",
        "x-note": "two\r\nlines",
    },
    body=BODY,
    sha256="ab" * 32,
    chain=({"url": "http://quay.example/old", "status": 301, "how": "http"},),
    about={"outcome": "redirected"},
)


def write(*pages: CapturedPage) -> bytes:
    out = io.BytesIO()
    assert write_warc(out, pages, title="claim abc") == len(pages)
    return out.getvalue()


def read(raw: bytes) -> dict[str, tuple[Any, bytes]]:
    """Give (record, content) of each type, of a file with one page."""
    found = {}
    for record in ArchiveIterator(io.BytesIO(raw), check_digests="raise"):
        found[record.rec_type] = (record, record.content_stream().read())
    return found


def test_the_body_replays_as_it_was_kept():
    found = read(write(PAGE))
    assert list(found) == ["warcinfo", "response", "request", "metadata"]
    record, content = found["response"]
    assert content == BODY
    assert record.rec_headers.get_header("WARC-Target-URI") == (
        "https://quay.example/news/1?a=b"
    )
    assert record.rec_headers.get_header("WARC-Date") == "2021-05-04T12:00:01.250000Z"
    assert record.rec_headers.protocol == "WARC/1.1"
    assert record.http_headers.get_statuscode() == "200"
    assert record.http_headers.get_header("Content-Length") == str(len(BODY))
    assert record.http_headers.get_header("Content-Encoding") is None
    assert record.http_headers.get_header("X-Note") == "two lines"


def test_request_and_metadata_belong_to_the_response():
    found = read(write(PAGE))
    name = found["response"][0].rec_headers.get_header("WARC-Record-ID")
    for kind in ("request", "metadata"):
        assert found[kind][0].rec_headers.get_header("WARC-Concurrent-To") == name
    assert found["request"][0].http_headers.get_header("Host") == "quay.example"
    fields = found["metadata"][1].decode()
    assert "cited-url: http://quay.example/old\r\n" in fields
    assert f"sha256: {'ab' * 32}\r\n" in fields
    assert '"status": 301' in fields


def test_a_cut_body_says_so():
    cut = CapturedPage(
        **{**{n: getattr(PAGE, n) for n in PAGE.__slots__}, "truncated": True}
    )
    assert read(write(cut))["response"][0].rec_headers.get_header("WARC-Truncated")


@pytest.mark.parametrize("odd", [b"", b"\x00\xff" * 4000, b"HTTP/1.1 200 OK\r\n\r\nx"])
def test_any_body_comes_through(odd):
    page = CapturedPage(**{**{n: getattr(PAGE, n) for n in PAGE.__slots__}, "body": odd})
    assert read(write(page))["response"][1] == odd


def test_the_standard_tool_checks_and_indexes_it(tmp_path, capsys):
    path = tmp_path / "evidence.warc.gz"
    path.write_bytes(write(PAGE, PAGE))
    with pytest.raises(SystemExit) as ended:
        run_warcio(["check", "-v", str(path)])
    assert ended.value.code == 0
    assert capsys.readouterr().out.count("digest pass") == 7
    index = io.StringIO()
    with redirect_stdout(index):
        run_warcio(["index", "-f", "warc-type,warc-target-uri,offset", str(path)])
    lines = [json.loads(line) for line in index.getvalue().splitlines()]
    assert [line["warc-type"] for line in lines].count("response") == 2
    at = int(next(line["offset"] for line in lines if line["warc-type"] == "response"))
    assert gzip.decompress(path.read_bytes()[at:]).startswith(b"WARC/1.1")
