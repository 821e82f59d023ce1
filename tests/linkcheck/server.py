"""A small server on loopback that misbehaves as told; raw sockets, one thread each."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PROSE = "<p>" + "The quay at Norrvik was widened by 14 metres in 2011. " * 40 + "</p>"


@dataclass
class Request:
    """What the client asked for; `number` counts the requests to this path from 1."""

    path: str
    headers: dict[str, str]
    number: int
    connection: socket.socket


Reply = Callable[[Request], bytes | None]


@dataclass
class Hostile:
    """The running server; `seen` are the requests in order, `opened` the connections."""

    port: int
    routes: dict[str, bytes | Reply] = field(default_factory=dict)
    seen: list[Request] = field(default_factory=list)
    opened: int = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


def answer(
    body: bytes | str = b"", status: int = 200, kind: str = "text/html", **headers: str
) -> bytes:
    """A whole HTTP/1.1 answer; underscores in header names become hyphens."""
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(raw)}", f"Content-Type: {kind}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + raw


def moved(to: str, status: int = 302, **headers: str) -> bytes:
    return answer(b"", status, Location=to, **headers)


def in_turn(*replies: bytes | Reply) -> Reply:
    """The first reply to the first request, and so on; the last one for ever."""

    def reply(request: Request) -> bytes | None:
        chosen = replies[min(request.number, len(replies)) - 1]
        return chosen if isinstance(chosen, bytes) else chosen(request)

    return reply


def reset(request: Request) -> None:
    """Break the connection off with RST before a byte of answer."""
    linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    request.connection.close()


def hang(_request: Request) -> None:
    """Say nothing for longer than any test waits."""
    time.sleep(1.3)


def drip(request: Request) -> None:
    """Start a body and let one byte follow each tenth of a second."""
    send(request, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(13):
        send(request, b"x")
        time.sleep(0.1)


def pour(chunk: bytes, *, first: bytes = b"") -> Reply:
    """`first`, then `chunk` for ever."""

    def reply(request: Request) -> None:
        send(request, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + first)
        with suppress(OSError):
            while True:
                request.connection.sendall(chunk)

    return reply


def send(request: Request, raw: bytes) -> None:
    with suppress(OSError):
        request.connection.sendall(raw)


@contextmanager
def run_hostile(host: str = "127.0.0.1") -> Iterator[Hostile]:
    """A server on a free port of `host`; every connection dies with the block."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.bind((host, 0))
        listener.listen(64)
        hostile = Hostile(listener.getsockname()[1])
        stopping = threading.Event()
        thread = threading.Thread(target=_accept, args=(listener, hostile, stopping))
        thread.start()
        try:
            yield hostile
        finally:
            stopping.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _accept(listener: socket.socket, hostile: Hostile, stopping: threading.Event) -> None:
    talks = []
    while not stopping.is_set():
        try:
            connection, _ = listener.accept()
        except OSError:
            break
        hostile.opened += 1
        talk = threading.Thread(target=_talk, args=(connection, hostile))
        talk.start()
        talks.append((talk, connection))
    for talk, connection in talks:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        talk.join(5)


def _talk(connection: socket.socket, hostile: Hostile) -> None:
    with connection, suppress(OSError):
        buffer = b""
        while True:
            while b"\r\n\r\n" not in buffer:
                chunk = connection.recv(65536)
                if not chunk:
                    return
                buffer += chunk
            head, _, buffer = buffer.partition(b"\r\n\r\n")
            if not _reply(head.decode("latin-1"), connection, hostile):
                return


def _reply(head: str, connection: socket.socket, hostile: Hostile) -> bool:
    first, *lines = head.split("\r\n")
    path = first.split(" ")[1]
    fields = dict(line.split(": ", 1) for line in lines)
    number = 1 + sum(request.path == path for request in hostile.seen)
    headers = {name.lower(): value for name, value in fields.items()}
    request = Request(path, headers, number, connection)
    hostile.seen.append(request)
    route = hostile.routes.get(path, answer("<h1>none</h1>", 404))
    raw = route if isinstance(route, bytes) else route(request)
    if raw is None:
        return False
    connection.sendall(raw)
    return True
