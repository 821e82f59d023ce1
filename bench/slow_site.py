"""A slow web of its own for the drills: many loopback hosts, every answer late."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

HOSTS = 40
SENTENCE = "Berth {n} at the old quay took {m} crates of salt before the fog came in. "


@dataclass
class SlowSite:
    """What was asked for: requests by path, and when each came (monotonic seconds)."""

    port: int = 0
    delay_s: float = 0.25
    asked: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    by_host: dict[str, list[float]] = field(default_factory=dict)

    def make_url(self, tag: str, number: int) -> str:
        """Page `number` of the drill `tag`; the pages go round the hosts."""
        return f"http://127.1.0.{number % HOSTS + 1}:{self.port}/{tag}/{number}"

    def count_since(self, moment: float) -> int:
        """Requests that came after `moment` (monotonic seconds)."""
        return sum(1 for at in self.times if at > moment)

    def find_busiest_second(self) -> int:
        """The most requests any one host had within any one second, ends inclusive."""
        return max(
            sum(1 for at in times[n:] if at - begin <= 1.0)
            for times in self.by_host.values()
            for n, begin in enumerate(times)
        )

    async def answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer requests on one connection until the peer leaves."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode("latin-1")
                self.asked[path] += 1
                self.times.append(time.monotonic())
                host, _ = writer.get_extra_info("sockname")
                self.by_host.setdefault(host, []).append(self.times[-1])
                await asyncio.sleep(self.delay_s)
                writer.write(write_answer(path))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


def write_answer(path: str) -> bytes:
    """A long page of its own for each path; no robots.txt."""
    if path == "/robots.txt":
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    seed = sum(map(ord, path))
    prose = "".join(SENTENCE.format(n=seed + k, m=seed * 7 + k * 13) for k in range(60))
    page = f"<html><title>Log {path}</title><body><article><p>{prose}</p></article></body>"
    body = page.encode()
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


@contextmanager
def serve_slowly() -> Iterator[SlowSite]:
    """The site answers on 127.1.0.1 to 127.1.0.40 at one port inside the block."""
    site = SlowSite()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(listen(site), loop).result(10)
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


async def listen(site: SlowSite) -> None:
    """Listen on every host; the first one chooses the port."""
    for number in range(1, HOSTS + 1):
        server = await asyncio.start_server(
            site.answer, f"127.1.0.{number}", site.port, backlog=512
        )
        site.port = server.sockets[0].getsockname()[1]
