"""One answer to one GET, as it came off the wire, before anybody judges it. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from claims.linkcheck.visit import Failure

LONGEST_SCRIPT_PAGE = 8192  # bytes: a page that only moves its reader on is short


class Headers(Mapping[str, str]):
    """Header fields by lower-case name, read from the raw lines when first asked for.

    Only the last header block counts; earlier ones are interim answers (1xx). Repeats
    are joined by ", ". Values are UTF-8 where they can be, else Latin-1, as browsers read
    Location.
    """

    __slots__ = ("_fields", "_raw", "sets_cookie", "sets_refresh")

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._raw = b"".join(lines)
        self._fields: dict[str, str] | None = None
        lowered = self._raw.lower()
        self.sets_cookie = b"\nset-cookie:" in lowered
        self.sets_refresh = b"\nrefresh:" in lowered

    def __getitem__(self, name: str) -> str:
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def _read(self) -> dict[str, str]:
        if self._fields is None:
            self._fields = read_headers(self._raw)
        return self._fields


NO_HEADERS = Headers(())


@dataclass(slots=True)
class Answer:
    """What one request brought. `headers` have lower-case names, repeats joined by ", ".

    `status` is 0 when no answer came. `body` is decoded and cut at the cap, which
    `truncated` tells; `size` counts all decoded bytes that arrived.
    """

    status: int = 0
    failure: Failure = ""
    detail: str = ""
    headers: Headers = field(default_factory=lambda: NO_HEADERS)
    body: bytes = b""
    truncated: bool = False
    size: int = 0
    peer: str = ""

    @property
    def media_type(self) -> str:
        """The media type in lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def read_headers(raw: bytes) -> dict[str, str]:
    """Give the header fields of the last header block in `raw`; see `Headers`."""
    text = decode_header(raw)
    block = text.rstrip("\r\n").replace("\r\n", "\n").split("\n\n")[-1]
    found: dict[str, str] = {}
    for line in block.split("\n")[1:]:
        name, colon, value = line.partition(":")
        if colon:
            name = name.strip().lower()
            value = value.strip()
            # A second Location would be ambiguous, and a joined one would be no URL.
            if name not in found:
                found[name] = value
            elif name != "location":
                found[name] += ", " + value
    return found


def is_success(lines: list[bytes]) -> bool:
    """Say whether the last status line in `lines` is a 2xx one."""
    status = next((line for line in reversed(lines) if line.startswith(b"HTTP/")), b"")
    return status.partition(b" ")[2].startswith(b"2")


def decode_header(raw: bytes) -> str:
    """Give `raw` as text: UTF-8, or Latin-1 when it is not that."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def looks_like_html(answer: Answer) -> bool:
    """Say whether the body may hold HTML: by its media type, or by its first bytes."""
    kind = answer.media_type
    if kind in {"text/html", "application/xhtml+xml"}:
        return True
    if kind and kind not in {"application/octet-stream", "text/plain", "*/*"}:
        return False
    start = answer.body[:512].lstrip().lower()
    return kind != "text/plain" and start.startswith(
        (b"<!doctype html", b"<html", b"<head", b"<meta", b"<script")
    )


def may_move_on(answer: Answer) -> bool:
    """Say cheaply whether the page may send its reader on by itself."""
    if answer.headers.sets_refresh:
        return True
    body = answer.body
    lowered = body[:65536].lower()
    hint = b"refresh" in lowered or (
        len(body) < LONGEST_SCRIPT_PAGE and b"location" in lowered
    )
    return hint and looks_like_html(answer)
