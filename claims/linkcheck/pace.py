"""Politeness towards one host: when its next request may start. In-process form."""

from typing import Protocol


class Pace(Protocol):
    """What the visiting loop asks before each request and tells after each answer."""

    def admit(self, host: str, *, now: float) -> float:
        """Give 0.0 and count the request as begun, or the seconds to wait before asking."""

    def release(self, host: str, *, status: int, now: float) -> None:
        """Count one request to `host` as ended with `status` (0: no answer came)."""

    def hold(self, host: str, *, seconds: float, now: float) -> None:
        """Begin no request to `host` for `seconds`: it asked for that by Retry-After."""


class OpenPace:
    """No politeness at all."""

    def admit(self, host: str, *, now: float) -> float:  # noqa: ARG002 -- Pace's shape
        """Let every request go at once."""
        return 0.0

    def release(self, host: str, *, status: int, now: float) -> None:
        """Keep no account."""

    def hold(self, host: str, *, seconds: float, now: float) -> None:
        """Hold nothing back."""


class HostPace:
    """`rate` requests a second and `in_flight` at once for each host.

    429 and 503 halve the host's rate, down to one request a minute.
    """

    def __init__(self, *, rate: float, in_flight: int) -> None:
        self._gap = 1.0 / rate
        self._most = in_flight
        self._gaps: dict[str, float] = {}
        self._next: dict[str, float] = {}
        self._live: dict[str, int] = {}

    def admit(self, host: str, *, now: float) -> float:
        """Give 0.0 and count the request as begun, or the seconds to wait before asking."""
        gap = self._gaps.get(host, self._gap)
        if self._live.get(host, 0) >= self._most:
            return gap / 2
        wait = self._next.get(host, 0.0) - now
        if wait > 0:
            return wait
        self._live[host] = self._live.get(host, 0) + 1
        self._next[host] = now + gap
        return 0.0

    def release(self, host: str, *, status: int, now: float) -> None:
        """Count one request as ended; slow down for a host that says it is too much."""
        live = self._live.get(host, 1) - 1
        if live:
            self._live[host] = live
        else:
            self._live.pop(host, None)
        if status in {429, 503}:
            gap = min(60.0, 2 * self._gaps.get(host, self._gap))
            self._gaps[host] = gap
            self._next[host] = now + gap

    def hold(self, host: str, *, seconds: float, now: float) -> None:
        """Begin no request to `host` for `seconds`, a quarter of an hour at most."""
        self._next[host] = max(self._next.get(host, 0.0), now + min(seconds, 900.0))
