"""A web archive on loopback that answers as the public one does."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

KEYS = "LOW key:secret"


@dataclass
class FakeArchive:
    """`snapshots` are bodies by (address, stamp); `hidden` ones only the time map knows.

    `pending` is how many status calls a saving takes; `busy` how many calls are put off.
    """

    port: int
    snapshots: dict[tuple[str, str], bytes] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    pending: int = 1
    busy: int = 0
    saved: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    polled: int = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/wb"

    def answer(
        self, path: str, form: dict[str, list[str]], signed: bool
    ) -> tuple[int, bytes]:
        """Give (status, body)."""
        self.asked.append(path)
        if self.busy:
            self.busy -= 1
            return 429, b'{"message": "Too many requests"}'
        parts = urlsplit(path)
        if parts.path == "/wb/available":
            return 200, self.find(parse_qs(parts.query))
        if path.startswith("/wb/timemap/link/"):
            return self.list(unquote(path.removeprefix("/wb/timemap/link/")))
        if path.startswith("/wb/web/"):
            stamp, _, url = path.removeprefix("/wb/web/").partition("/")
            body = self.snapshots.get((url, stamp))
            return (200, body) if body is not None else (404, b"none")
        if not signed:
            return 401, b'{"message": "You need to be logged in"}'
        if path == "/wb/save":
            self.saved.append(form["url"][0])
            return 200, json.dumps({"url": form["url"][0], "job_id": "spn2-1"}).encode()
        return 200, self.say_status()

    def find(self, query: dict[str, list[str]]) -> bytes:
        url, near = query["url"][0], query.get("timestamp", ["20300101000000"])[0]
        stamps = [] if url in self.hidden else [s for u, s in self.snapshots if u == url]
        if not stamps:
            return json.dumps({"url": url, "archived_snapshots": {}}).encode()
        stamp = min(stamps, key=lambda one: abs(int(one) - int(near)))
        closest = {
            "status": "200",
            "available": True,
            "url": f"{self.base}/web/{stamp}/{url}",
            "timestamp": stamp,
        }
        return json.dumps({"url": url, "archived_snapshots": {"closest": closest}}).encode()

    def list(self, url: str) -> tuple[int, bytes]:
        stamps = [s for u, s in self.snapshots if u == url]
        if not stamps:
            return 404, b""
        lines = [f'<{url}>; rel="original"']
        for stamp in stamps:
            at = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            when = format_datetime(at, usegmt=True)
            place = f"{self.base}/web/{stamp}/{url}"
            lines.append(f'<{place}>; rel="memento"; datetime="{when}"')
        return 200, ",\n".join(lines).encode()

    def say_status(self) -> bytes:
        self.polled += 1
        if self.polled <= self.pending:
            return b'{"status": "pending", "job_id": "spn2-1"}'
        url = self.saved[-1]
        if "/gone" in url:
            return json.dumps(
                {"status": "error", "message": "The page is gone (HTTP 404)."}
            ).encode()
        return json.dumps(
            {"status": "success", "timestamp": "20240102030405", "original_url": url}
        ).encode()


@contextmanager
def run_archive() -> Iterator[FakeArchive]:
    """The archive on a free port; gone with the block."""

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.reply({})

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            self.reply(parse_qs(raw.decode()))

        def reply(self, form: dict[str, list[str]]) -> None:
            signed = self.headers.get("Authorization") == KEYS
            status, body = archive.answer(self.path, form, signed)
            self.send_response(status)
            self.send_header(
                "Content-Type", "text/html" if body[:1] == b"<" else "text/plain"
            )
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        archive = FakeArchive(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield archive
        finally:
            server.shutdown()
            thread.join(5)
