"""Which addresses the desk may connect to. Pure: no name is looked up here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

# Spelt out, because what `is_global` covers differs between Python versions.
# IANA special-purpose address registries (RFC 6890 and its updates), and multicast.
NETS = """
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12
192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15
198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 3fff::/20 5f00::/16
fc00::/7 fe80::/10 fec0::/10 ff00::/8
"""
# "Bad ports" of the WHATWG Fetch standard, and common databases.
PORTS = """
0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104
109 110 111 113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514
515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1433 1719
1720 1723 2049 2375 3306 3389 3659 4045 4190 5060 5061 5432 6000 6379 6566 6665
6666 6667 6668 6669 6679 6697 9042 9200 10080 11211 27017
"""
REFUSED_NETS = tuple(ip_network(net) for net in NETS.split())
REFUSED_PORTS = frozenset(int(port) for port in PORTS.split())
NAT64 = IPv6Network("64:ff9b::/96")
MAPPED = IPv6Network("::ffff:0:0/96")
TRANSLATED = IPv6Network("::ffff:0:0:0/96")  # RFC 2765, long obsolete
SIX_TO_FOUR = IPv6Network("2002::/16")
LOCAL_SUFFIXES = (
    ".localhost",
    ".local",
    ".localdomain",
    ".internal",
    ".intranet",
    ".lan",
    ".home",
    ".corp",
    ".private",
    ".home.arpa",
)
ALLOWANCE = re.compile(r"\[?([^\[\]]+?)\]?:(\d{1,5})")


class BadAllowance(ValueError):
    """The text is not HOST:PORT or NET:PORT."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """One exact exception, for tests: a name, or a net, with one port."""

    name: str
    net: IPv4Network | IPv6Network | None
    port: int


def parse_allowance(text: str) -> Allowance:
    """Read `127.0.0.1:8099`, `127.0.1.0/24:8109`, `[::1]:8099` or `localhost:8099`.

    Raises:
        BadAllowance: no port, a port above 65535, or host bits set in the net.
    """
    match = ALLOWANCE.fullmatch(text.strip())
    if not match or not 0 < int(match[2]) <= 65535:
        raise BadAllowance(f"{text!r} is not HOST:PORT or NET:PORT")
    host, port = match[1].lower(), int(match[2])
    try:
        return Allowance("", ip_network(host), port)
    except ValueError as wrong:
        if "/" in host or re.fullmatch(r"[\d.:]+", host):
            raise BadAllowance(f"{text!r}: {wrong}") from wrong
        return Allowance(host, None, port)


def find_embedded(address: IPv6Address) -> IPv4Address | None:
    """Give the IPv4 address that a transition form carries, or None.

    Mapped, translated and NAT64 forms (RFC 6052) carry it in the last 32 bits, 6to4
    (RFC 3056) in bits 16–48, ISATAP (RFC 5214) behind 0000:5efe in the interface part.
    """
    last = IPv4Address(int(address) & 0xFFFFFFFF)
    if any(address in net for net in (NAT64, MAPPED, TRANSLATED)):
        return last
    if address in SIX_TO_FOUR:
        return IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    if (int(address) >> 32) & 0xFCFFFFFF == 0x5EFE:
        return last
    return None


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Say whether `address`, and any address embedded in it, is on the open internet."""
    if isinstance(address, IPv6Address):
        embedded = find_embedded(address)
        if embedded is not None:
            return is_public(embedded)
    return address.is_global and not any(
        address in net for net in REFUSED_NETS if net.version == address.version
    )


class Guard:
    """Answers for one set of allowances; answers are kept, so asking again is cheap."""

    def __init__(self, allow: Iterable[Allowance] = ()) -> None:
        self._allow = tuple(allow)
        self._names = frozenset((one.name, one.port) for one in self._allow if one.name)
        self._answers: dict[tuple[str, int], str] = {}

    def refuse_address(self, address: str, *, port: int) -> str:
        """Give why `address` may not be connected to on `port`; "" when it may."""
        answer = self._answers.get((address, port))
        if answer is None:
            answer = self._judge_address(address, port)
            if len(self._answers) > 10_000:  # a long run meets many hosts
                self._answers.clear()
            self._answers[address, port] = answer
        return answer

    def refuse_name(self, host: str, *, port: int) -> str:
        """Give why the name `host` may not even be looked up; "" when it may.

        `host` is lower case, without a trailing dot, and not an address.
        """
        if self.allows_name(host, port=port):
            return ""
        if host == "localhost" or host.endswith(LOCAL_SUFFIXES):
            return f"{host} is a local name"
        return f"port {port} is not a web port" if port in REFUSED_PORTS else ""

    def allows_name(self, host: str, *, port: int) -> bool:
        """Say whether an allowance names exactly `host` and `port`."""
        return bool(self._names) and (host, port) in self._names

    def _judge_address(self, address: str, port: int) -> str:
        try:
            parsed = ip_address(address.partition("%")[0])
        except ValueError:
            return f"{address!r} is not an address"
        if any(one.port == port and one.net and parsed in one.net for one in self._allow):
            return ""
        if not is_public(parsed):
            return f"{address} is not a public address"
        return f"port {port} is not a web port" if port in REFUSED_PORTS else ""
