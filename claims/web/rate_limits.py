"""How often one network address may send a public form; counted in the cache."""

import hashlib
from ipaddress import IPv6Address, ip_address

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600
WHOLE_SITE = 64  # bits of an IPv6 address that one subscriber has


def take_turn(request: HttpRequest, room: str, *, most: int, seconds: int = HOUR) -> bool:
    """Count one attempt of the sender's address; say whether it is within `most` in the
    window of `seconds`, which begins with the first. Addresses are kept as digests."""
    digest = hashlib.sha256(name_sender(request).encode()).hexdigest()[:32]
    key = f"turns:{room}:{digest}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return int(cache.incr(key)) <= most
    except ValueError:  # it ran out in between
        cache.add(key, 1, seconds)
        return True


def name_sender(request: HttpRequest) -> str:
    """Give the sender's address; of IPv6 the network, since a subscriber has 2^64."""
    text = get_client_ip_address(request) or ""
    try:
        address = ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(int(address) >> WHOLE_SITE)
    return str(address)
