"""Read a URL the way browsers do, so that no spelling of a host slips past the guard.

Follows the WHATWG URL standard for the http and https schemes. Pure: looks nothing up.
"""

import re
import unicodedata
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from claims.linkcheck.visit import Failure

DEFAULT_PORTS = {"http": 80, "https": 443}
# Schemes that would read files or talk to other services: refused, rather than malformed.
OTHER_SCHEMES = """
file ftp ftps gopher gophers dict ldap ldaps smb sftp scp tftp telnet rtsp smtp smtps
imap imaps pop3 pop3s mqtt ws wss jar netdoc phar php expect
"""
DANGEROUS = frozenset(OTHER_SCHEMES.split())
PLAIN = re.compile(
    r"(https?)://([a-z0-9.-]+)(?::([0-9]{1,5}))?(/[!$%&'()*+,./:;=?@\w~-]*)?"
)
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
AUTHORITY = re.compile(r"[/\\]{2}([^/\\?#]+)(.*)", re.DOTALL)
HOST_PORT = re.compile(r"(\[[^\]]*\]|[^:\[\]]*)(?::([0-9]*))?")
FORBIDDEN = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]")
LAST_NUMBER = re.compile(r"(?:^|\.)(?:0[xX][0-9a-fA-F]*|[0-9]+)\.?$")
NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
EDGES = "".join(map(chr, range(0x21)))
KEPT = "!#$%&'()*+,/:;=?@[]~-._|"
BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


class UrlRefused(ValueError):
    """The text is no URL that the desk visits; `failure` is invalid or unsafe."""

    def __init__(self, failure: Failure, detail: str) -> None:
        super().__init__(detail)
        self.failure: Failure = failure
        self.detail = detail


class Target(NamedTuple):
    """Where one request goes. `url` is canonical ASCII, without user info or fragment.

    `host` is lower case without a trailing dot; `is_address` says that it is an IP
    address (IPv6 without brackets), in its canonical spelling.
    """

    url: str
    scheme: str
    host: str
    port: int
    is_address: bool


def read_url(text: str) -> Target:
    """Give the target that a browser would go to for `text`.

    Raises:
        UrlRefused: "unsafe" for schemes like file or gopher, else "invalid".
    """
    plain = PLAIN.fullmatch(text) if text.isascii() else None
    if plain:
        scheme, host, port, rest = plain.groups()
        if "%" not in text or not BAD_PERCENT.search(text):
            return _make_target(scheme, host, port or "", rest or "/")
    cleaned = re.sub(r"[\t\r\n]", "", text.strip(EDGES))
    scheme, rest = _split_scheme(cleaned)
    authority = AUTHORITY.fullmatch(rest)
    if not authority:
        raise UrlRefused("invalid", "no host")
    host_port = HOST_PORT.fullmatch(authority[1].rpartition("@")[2])
    if not host_port:
        raise UrlRefused("invalid", "host and port cannot be told apart")
    return _make_target(scheme, host_port[1], host_port[2] or "", _clean_path(authority[2]))


def join_url(base: str, reference: str) -> Target:
    """Resolve `reference`, as a Location header or a link gives it, against `base`.

    Raises:
        UrlRefused: as `read_url`.
    """
    cleaned = re.sub(r"[\t\r\n]", "", reference.strip(EDGES))
    absolute = SCHEME.fullmatch(cleaned)
    if absolute and absolute[2].startswith(("/", "\\")):
        return read_url(cleaned)  # urljoin would take "http://" for the base
    if not absolute:
        cleaned = cleaned.replace("\\", "/")
        if cleaned.startswith("///"):
            cleaned = "//" + cleaned.lstrip("/")
    try:
        return read_url(urljoin(base, cleaned))
    except UrlRefused:
        raise
    except ValueError as wrong:
        raise UrlRefused("invalid", str(wrong)) from wrong


def find_folder_of(url: str) -> str:
    """Give `url` up to and with the last slash of its path."""
    parts = urlsplit(url)
    folder = parts.path.rpartition("/")[0]
    return f"{parts.scheme}://{parts.netloc}{folder}/"


def _split_scheme(text: str) -> tuple[str, str]:
    match = SCHEME.fullmatch(text)
    if not match:
        raise UrlRefused("invalid", "no scheme")
    scheme = match[1].lower()
    if scheme in DANGEROUS:
        raise UrlRefused("unsafe", f"the scheme {scheme} is refused")
    if scheme not in DEFAULT_PORTS:
        raise UrlRefused("invalid", f"the scheme {scheme[:20]} cannot be visited")
    return scheme, match[2]


def _make_target(scheme: str, raw_host: str, raw_port: str, path: str) -> Target:
    host, is_address = read_host(raw_host)
    port = int(raw_port) if raw_port else DEFAULT_PORTS[scheme]
    if not 0 < port <= 65535:
        raise UrlRefused("invalid", f"port {raw_port} does not exist")
    shown = f"[{host}]" if ":" in host else host
    suffix = "" if port == DEFAULT_PORTS[scheme] else f":{port}"
    return Target(f"{scheme}://{shown}{suffix}{path}", scheme, host, port, is_address)


def _clean_path(text: str) -> str:
    path = text.partition("#")[0]
    before, mark, query = path.partition("?")
    path = before.replace("\\", "/") + mark + query
    path = path if path.startswith("/") else "/" + path
    return quote(BAD_PERCENT.sub("%25", path), safe=KEPT)


@lru_cache(maxsize=20_000)
def read_host(raw: str) -> tuple[str, bool]:
    """Give the canonical host and whether it is an address.

    Full-width digits and dots, percent escapes, octal, hexadecimal, short and decimal
    IPv4 all come out as the address they mean.

    Raises:
        UrlRefused: "invalid".
    """
    if raw.startswith("["):
        return _read_ipv6(raw[1:-1]), True
    host = raw if raw.isascii() and "%" not in raw else _fold_host(raw)
    host = host.lower()
    host = host.removesuffix(".")
    if not host or FORBIDDEN.search(host) or ".." in host or host.startswith("."):
        raise UrlRefused("invalid", "no usable host")
    if LAST_NUMBER.search(host):
        return _read_ipv4(host), True
    if len(host) > 253 or any(len(label) > 63 for label in host.split(".")):
        raise UrlRefused("invalid", "the host name is too long")
    return host, False


def _fold_host(raw: str) -> str:
    decoded = re.sub(
        rb"%([0-9A-Fa-f]{2})", lambda hit: bytes([int(hit[1], 16)]), raw.encode("utf-8")
    )
    try:
        folded = unicodedata.normalize("NFKC", decoded.decode("utf-8"))
        folded = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", folded)
        folded = re.sub("[\u3002\uff0e\uff61]", ".", folded).casefold()
        return folded if folded.isascii() else folded.encode("idna").decode("ascii")
    except UnicodeError as wrong:
        raise UrlRefused("invalid", "the host name is not valid Unicode") from wrong


def _read_ipv6(raw: str) -> str:
    try:
        return str(IPv6Address(raw.partition("%")[0]))
    except AddressValueError as wrong:
        raise UrlRefused("invalid", "not an IPv6 address") from wrong


def _read_ipv4(host: str) -> str:
    """Apply the standard's IPv4 parser: up to four parts, the last one fills the rest."""
    try:
        parts = [_read_number(part) for part in host.split(".")]
        if len(parts) > 4 or any(part > 255 for part in parts[:-1]):
            raise UrlRefused("invalid", "not an IPv4 address")
        value = parts.pop()
        if value >= 256 ** (4 - len(parts)):
            raise UrlRefused("invalid", "not an IPv4 address")
        for place, part in enumerate(parts):
            value += part << (24 - 8 * place)
        return str(IPv4Address(value))
    except ValueError as wrong:
        raise UrlRefused("invalid", "not an IPv4 address") from wrong


def _read_number(part: str) -> int:
    if not NUMBER.fullmatch(part):
        raise ValueError(part)
    if part[:2] in {"0x", "0X"}:
        return int(part[2:] or "0", 16)
    if len(part) > 1 and part.startswith("0"):
        return int(part, 8)
    return int(part)
