"""The one door to the internet: many GETs at once on libcurl's multi interface.

Only this module connects anywhere. Each address is checked in the callback that opens its
socket, so what is connected is what was checked, whatever a name resolved to before.
"""

import socket
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pycurl

from claims.linkcheck.answer import NO_HEADERS, Answer, Headers, is_success
from claims.linkcheck.appetite import Body
from claims.linkcheck.guard import Guard
from claims.linkcheck.rules import MOST_IN_FLIGHT, FetchRules
from claims.linkcheck.urls import Target
from claims.linkcheck.visit import Failure

HEADERS = (
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language: en;q=0.9,*;q=0.5",
)
CA_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
)
FAILURES: dict[int, Failure] = {
    pycurl.E_URL_MALFORMAT: "invalid",
    pycurl.E_COULDNT_RESOLVE_HOST: "dns",
    pycurl.E_COULDNT_RESOLVE_PROXY: "dns",
    pycurl.E_COULDNT_CONNECT: "connect",
    pycurl.E_OPERATION_TIMEDOUT: "timeout",
    pycurl.E_SSL_CONNECT_ERROR: "tls",
    pycurl.E_SSL_CERTPROBLEM: "tls",
    pycurl.E_SSL_CIPHER: "tls",
    pycurl.E_PEER_FAILED_VERIFICATION: "tls",
    pycurl.E_SSL_ISSUER_ERROR: "tls",
    pycurl.E_SSL_INVALIDCERTSTATUS: "tls",
    pycurl.E_SSL_CACERT_BADFILE: "tls",
}
# Broken off: before the first header the peer hung up, after it the answer is broken.
BROKEN_OFF = {pycurl.E_GOT_NOTHING, pycurl.E_RECV_ERROR, pycurl.E_SEND_ERROR}
# What all bodies in flight may hold together above the plain text cap, bytes.
EXTRA_BYTES = 24 * 1024 * 1024


class Transfer:
    """One reused easy handle with the state of its present request."""

    def __init__(self, wire: "Wire") -> None:
        self._wire = wire
        self.errand: object = None
        self.answer = Answer()
        self.target = Target("", "", "", 0, is_address=False)
        self.quotes: tuple[str, ...] = ()
        self.cookies = False
        self._lines: list[bytes] = []
        self._sockets: list[socket.socket] = []
        self._refused = ""
        self._headers: Sequence[str] = HEADERS
        self._timeout_ms = 0
        self._body = Body(wire.rules, quotes=(), reserve=wire.reserve_bytes)
        self.curl = self._make_curl(wire.rules)

    def _make_curl(self, rules: FetchRules) -> pycurl.Curl:
        curl = pycurl.Curl()
        for option, setting in (
            (pycurl.NOSIGNAL, 1),
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.PROXY, ""),
            (pycurl.NOPROXY, "*"),
            (pycurl.NETRC, pycurl.NETRC_IGNORED),
            (pycurl.ACCEPT_ENCODING, ""),
            (pycurl.COOKIEFILE, ""),
            (pycurl.USERAGENT, rules.user_agent),
            (pycurl.HTTPHEADER, list(HEADERS)),
            (pycurl.CAINFO, self._wire.ca_file),
            (pycurl.LOW_SPEED_LIMIT, 32),
            (pycurl.LOW_SPEED_TIME, 20),
            (pycurl.HEADERFUNCTION, self._lines.append),
            (pycurl.WRITEFUNCTION, self._take_body),
            (pycurl.OPENSOCKETFUNCTION, self._open_socket),
        ):
            curl.setopt(option, setting)
        return curl

    def aim(
        self, target: Target, *, timeout_s: float, extra_headers: Sequence[str]
    ) -> None:
        """Make the handle ready for one GET of `target`."""
        self._lines.clear()
        self._body.restart(self.quotes)
        self._refused = ""
        self.target = target
        self.curl.setopt(pycurl.URL, target.url)
        timeout_ms = max(1, int(timeout_s * 1000))
        if timeout_ms != self._timeout_ms:
            self._timeout_ms = timeout_ms
            self.curl.setopt(pycurl.TIMEOUT_MS, timeout_ms)
            self.curl.setopt(pycurl.CONNECTTIMEOUT_MS, timeout_ms)
        headers = (*HEADERS, *extra_headers) if extra_headers else HEADERS
        if headers is not self._headers:
            self._headers = headers
            self.curl.setopt(pycurl.HTTPHEADER, list(headers))

    def settle(self, error: int, detail: str) -> None:
        """Put what came into `answer`, after libcurl has said that the request ended."""
        body = self._body
        failure: Failure = ""
        if error == pycurl.E_OPERATION_TIMEDOUT and self._has_enough():
            body.stopped = "enough"
        if body.stopped == "enough":
            detail = ""
        elif error:
            failure, detail = self._name_failure(error, detail)
        self._wire.release_bytes(body.cap)
        while self._sockets:
            self._sockets.pop().close()
        self.answer = Answer(
            self.curl.getinfo(pycurl.RESPONSE_CODE),
            failure,
            detail,
            Headers(self._lines) if self._lines else NO_HEADERS,
            body.join(),
            bool(body.stopped),
            body.size,
            self.curl.getinfo(pycurl.PRIMARY_IP),
        )

    def _has_enough(self) -> bool:
        return bool(self._body.size) and is_success(self._lines) and self._body.is_enough()

    def close(self) -> None:
        """Free the handle and what it held open."""
        self.curl.close()
        while self._sockets:
            self._sockets.pop().close()

    def _name_failure(self, error: int, detail: str) -> tuple[Failure, str]:
        if self._body.stopped:
            return "protocol", self._body.stopped
        if self._refused and not self._lines:
            return "unsafe", self._refused
        if error in BROKEN_OFF and not self._lines:
            return "connect", detail or "the connection was reset"
        return FAILURES.get(error, "protocol"), detail

    def _take_body(self, chunk: bytes) -> int | None:
        if self._body.add(chunk):
            return None
        packed = "content-encoding" in Headers(self._lines)
        if self._body.wants_more(packed=packed, good=is_success(self._lines)):
            return None
        return 0  # anything but the length stops the transfer

    def _open_socket(
        self, _purpose: int, address: tuple[int, int, int, Any]
    ) -> socket.socket | int:
        family, kind, protocol, where = address
        refused = self._wire.refuse(self.target, str(where[0]))
        if refused:
            self._refused = refused
            return int(pycurl.SOCKET_BAD)
        opened = socket.socket(family, kind, protocol)
        self._sockets.append(opened)  # pycurl works on a duplicate: ours is closed later
        return opened


class Wire:
    """A multi handle and its pool of transfers. Not shared between threads."""

    def __init__(self, rules: FetchRules, *, guard: Guard) -> None:
        self.rules = rules
        self.guard = guard
        self.ca_file = find_ca_file()
        self.live = 0
        self._extra = 0
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, min(rules.concurrency, MOST_IN_FLIGHT))
        self._pool: list[Transfer] = []
        self._by_curl: dict[pycurl.Curl, Transfer] = {}

    def take(self) -> Transfer:
        """Give an idle transfer; it keeps its cookies until it is given back."""
        if self._pool:
            return self._pool.pop()
        transfer = Transfer(self)
        self._by_curl[transfer.curl] = transfer
        return transfer

    def give_back(self, transfer: Transfer) -> None:
        """Return `transfer` to the pool without cookies or a body."""
        if transfer.cookies:
            transfer.curl.setopt(pycurl.COOKIELIST, "ALL")
            transfer.cookies = False
        transfer.errand = None
        transfer.quotes = ()
        self._pool.append(transfer)

    def start(
        self,
        transfer: Transfer,
        *,
        target: Target,
        timeout_s: float,
        extra_headers: Sequence[str] = (),
    ) -> None:
        """Begin one GET; `wait` gives the transfer back when it has ended."""
        transfer.aim(target, timeout_s=timeout_s, extra_headers=extra_headers)
        self._multi.add_handle(transfer.curl)
        self.live += 1

    def wait(self, timeout_s: float) -> list[Transfer]:
        """Give the transfers that have ended, after at most `timeout_s` seconds."""
        self._multi.perform()
        ended = self._collect()
        if ended or timeout_s <= 0:
            return ended
        due = self._multi.timeout()
        pause = timeout_s if due < 0 else min(timeout_s, due / 1000)
        if pause > 0 and self._multi.select(pause) < 0:
            time.sleep(min(pause, 0.005))
        self._multi.perform()
        return self._collect()

    def _collect(self) -> list[Transfer]:
        ended: list[Transfer] = []
        more = 1
        while more:
            more, good, bad = self._multi.info_read(MOST_IN_FLIGHT)
            ended += [self._end(curl, 0, "") for curl in good]
            ended += [self._end(*failed) for failed in bad]
        return ended

    def _end(self, curl: pycurl.Curl, error: int, detail: str) -> Transfer:
        transfer = self._by_curl[curl]
        transfer.settle(error, detail)
        self._multi.remove_handle(curl)
        self.live -= 1
        return transfer

    def refuse(self, target: Target, address: str) -> str:
        """Give why `address` may not be connected to for `target`; "" when it may."""
        if self.guard.allows_name(target.host, port=target.port):
            return ""
        return self.guard.refuse_address(address, port=target.port)

    def refuse_target(self, target: Target) -> str:
        """Give why `target` is refused before anything is looked up; "" when it is not."""
        if target.is_address:
            return self.guard.refuse_address(target.host, port=target.port)
        return self.guard.refuse_name(target.host, port=target.port)

    def reserve_bytes(self, count: int) -> bool:
        """Take `count` bytes of the common allowance for long bodies, if they are left."""
        if self._extra + count > EXTRA_BYTES:
            return False
        self._extra += count
        return True

    def release_bytes(self, cap: int) -> None:
        """Return what a transfer with this `cap` had taken above the plain text cap."""
        self._extra -= cap - self.rules.text_cap

    def close(self) -> None:
        """Break off what is under way and free every handle."""
        for transfer in self._by_curl.values():
            transfer.close()
        self._by_curl.clear()
        self._multi.close()


def find_ca_file() -> str:
    """Give the system's certificate bundle, else the one certifi carries."""
    for name in CA_BUNDLES:
        if Path(name).is_file():
            return name
    import certifi  # only where the system brings no bundle

    return certifi.where()
