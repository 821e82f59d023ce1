"""Servers for one test session: fast, forgetful, gone afterwards."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator, MutableMapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from factcheck.run import postgres, valkey
from factcheck.run.addresses import CHECKOUT
from factcheck.run.children import end_child
from factcheck.run.ports import pick_port
from factcheck.run.refusals import CannotRun
from factcheck.run.secret import read_secret
from factcheck.run.server import start_server

FOLDER = "DESK_TEST_FOLDER"


def choose_once() -> Path:
    """This session's folder; the environment names its servers, for child processes too.

    The folder goes with the process that made the first call.
    """
    known = os.environ.get(FOLDER, "")
    if known:
        return Path(known)
    folder = choose_servers(os.environ)
    os.environ[FOLDER] = str(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def choose_servers(environment: MutableMapping[str, str]) -> Path:
    """A fresh folder whose servers `environment` names; none of them is started yet.

    Settings can be read from now on, and tests that need no server never pay for one.
    """
    parent = CHECKOUT / "var" / "tmp"
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="test-", dir=parent))
    environment["DATABASE_URL"] = postgres.make_url(
        pick_port(folder / "pg-port"), password=read_secret(folder, name="pg-password")
    )
    environment["REDIS_URL"] = valkey.make_url(
        pick_port(folder / "redis-port"),
        password=read_secret(folder, name="redis-password"),
    )
    environment["DESK_VAR"] = str(folder)
    return folder


@contextmanager
def start_servers(folder: Path) -> Iterator[None]:
    """PostgreSQL and Valkey of `folder` (from `choose_servers`) run inside the block.

    Raises:
        CannotRun: one does not start, or another program took its port meanwhile.
    """
    with ExitStack() as stack:
        chosen = {os.environ["DATABASE_URL"], os.environ["REDIS_URL"]}
        servers = [
            postgres.prepare_postgres(folder, options=postgres.FORGETFUL),
            valkey.prepare_valkey(folder, keep=False),
        ]
        for server in servers:
            if server.url not in chosen:
                raise CannotRun(f"The port chosen for {server.name} was taken; try again.")
            log = folder / "log" / f"{server.name}.log"
            child = start_server(server, log=log)
            stack.callback(end_child, child, ask=server.stop, patience=10)
        yield
