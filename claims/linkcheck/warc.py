"""Captured pages as WARC 1.1 (ISO 28500:2017), for any replay tool. Knows no database."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claims.linkcheck.rules import USER_AGENT

VERSION = "1.1"
# True of the bytes on the wire, not of the decoded body that was kept.
WIRE = frozenset(
    {"content-encoding", "transfer-encoding", "content-length", "connection", "trailer"}
)
NOTE = (
    "The body is stored decoded; headers that described its encoding on the wire are left "
    "out."
)

LOST = "The body is not in the store, or is not what was kept."


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """One stored answer. `body` is decoded; `headers` are the last hop's, names in lower
    case; `chain` the hops before it as {url, status, how}; `at` is aware; `about` is
    further knowledge for the metadata record."""

    url: str
    final_url: str
    at: datetime
    status: int
    headers: Mapping[str, str]
    body: bytes
    sha256: str
    truncated: bool = False
    chain: Sequence[Mapping[str, Any]] = ()
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LostPage:
    """A page whose stored answer is gone, or is not what was kept."""

    url: str
    final_url: str
    at: datetime
    sha256: str


def write_warc(out: IO[bytes], pages: Iterable[CapturedPage], *, title: str) -> int:
    """Write a gzipped WARC file of `pages` to `out`; gives how many pages.

    Each page is a response, the request it answered and a metadata record that points at
    the response.
    """
    writer = start_warc(out, title=title)
    count = 0
    for page in pages:
        write_page(writer, page)
        count += 1
    return count


def stream_warc(pages: Iterable[CapturedPage | LostPage], *, title: str) -> Iterator[bytes]:
    """Yield a gzipped WARC file of `pages` piece by piece, one page's body at a time.

    A page whose body is lost has a metadata record that says so, as nobody can take back
    what was sent before.
    """
    out = BytesIO()
    writer = start_warc(out, title=title)
    for page in pages:
        if isinstance(page, LostPage):
            write_loss(writer, page)
        else:
            write_page(writer, page)
        yield take_out(out)
    yield take_out(out)


def take_out(out: BytesIO) -> bytes:
    """Give what was written since, and empty the buffer."""
    written = out.getvalue()
    out.seek(0)
    out.truncate()
    return written


def start_warc(out: IO[bytes], *, title: str) -> WARCWriter:
    """Begin a gzipped WARC file with the record about itself."""
    writer = WARCWriter(out, gzip=True, warc_version=VERSION)
    info = {
        "software": "fact-check desk",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/"
        "warc-format/warc-1.1/",
        "isPartOf": " ".join(title.split()),
    }
    writer.write_record(writer.create_warcinfo_record("", info))
    return writer


def write_loss(writer: WARCWriter, page: LostPage) -> None:
    """Write that a captured page's body is lost, in place of its records."""
    date = page.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = f"cited-url: {clean(page.url)}\r\nsha256: {page.sha256}\r\nlost: {LOST}\r\n"
    about = said.encode("utf-8", "replace")
    record = writer.create_warc_record(
        page.final_url.partition("#")[0],
        "metadata",
        payload=BytesIO(about),
        length=len(about),
        warc_content_type="application/warc-fields",
        warc_headers_dict={"WARC-Date": date.replace("+00:00", "Z")},
    )
    writer.write_record(record)


def write_page(writer: WARCWriter, page: CapturedPage) -> None:
    """Write one page's three records."""
    date = page.at.astimezone(UTC).isoformat(timespec="microseconds")
    headers = {"WARC-Date": date.replace("+00:00", "Z")}
    uri = page.final_url.partition("#")[0]
    more = {"WARC-Truncated": "length"} if page.truncated else {}
    response = writer.create_warc_record(
        uri,
        "response",
        payload=BytesIO(page.body),
        length=len(page.body),
        http_headers=make_answer(page),
        warc_headers_dict={**headers, **more},
    )
    request = writer.create_warc_record(
        uri, "request", http_headers=make_question(uri), warc_headers_dict=dict(headers)
    )
    writer.write_request_response_pair(request, response)
    about = dump_about(page)
    concerns = response.rec_headers.get_header("WARC-Record-ID")
    writer.write_record(
        writer.create_warc_record(
            uri,
            "metadata",
            payload=BytesIO(about),
            length=len(about),
            warc_content_type="application/warc-fields",
            warc_headers_dict={**headers, "WARC-Concurrent-To": concerns},
        )
    )


def make_answer(page: CapturedPage) -> StatusAndHeaders:
    """Give the response's head: as received, save what the decoding made untrue."""
    kept = [
        (name.title(), clean(value))
        for name, value in page.headers.items()
        if name not in WIRE
    ]
    kept.append(("Content-Length", str(len(page.body))))
    return StatusAndHeaders(name_status(page.status), kept, protocol="HTTP/1.1")


def make_question(uri: str) -> StatusAndHeaders:
    """Give the request's head as the desk sends it."""
    parts = urlsplit(uri)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc), ("User-Agent", USER_AGENT)]
    return StatusAndHeaders(f"GET {path} HTTP/1.1", headers, is_http_request=True)


def name_status(status: int) -> str:
    """Give a status line's code and phrase."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def clean(value: str) -> str:
    """Give a header value that cannot end its line."""
    return " ".join(value.split())


def dump_about(page: CapturedPage) -> bytes:
    """Give the metadata record's fields."""
    hops = [f"hop: {clean(json.dumps(dict(hop)))}" for hop in page.chain]
    lines = [
        f"cited-url: {clean(page.url)}",
        f"sha256: {page.sha256}",
        *hops,
        *(f"{name}: {clean(str(value))}" for name, value in page.about.items() if value),
        f"description: {NOTE}",
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")
