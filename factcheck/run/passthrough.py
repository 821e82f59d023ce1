"""Management commands bring their own services when the desk does not run."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from factcheck.run.addresses import CHECKOUT, run_folder, var_folder
from factcheck.run.refusals import CannotRun, explain_failure
from factcheck.run.sharing import hold_service, share_service

VARIABLES = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL"}
# Commands that read files and print, or only look at the code.
NO_DATABASE = frozenset(
    {
        "check",
        "check_links",
        "collectstatic",
        "compilemessages",
        "diffsettings",
        "explain_claim",
        "extract_claims",
        "findstatic",
        "gather_words",
        "help",
        "makemessages",
        "match_claims",
        "rank_sentences",
        "reanchor",
        "spectacular",
        "startapp",
        "version",
    }
)
UNMIGRATED = frozenset({"makemigrations", "migrate", "showmigrations", "sqlmigrate"})


def run_with_services(argv: Sequence[str]) -> None:
    """Run the management command `argv` (as sys.argv), with services up if it needs them.

    Exits with status 1 and one line when they cannot be had.
    """
    from django.core.management import execute_from_command_line

    arguments = list(argv)
    if not needs_database(arguments):
        execute_from_command_line(arguments)
        return
    with ExitStack() as stack:
        try:
            stack.enter_context(ensure_services(migrated=arguments[1] not in UNMIGRATED))
        except CannotRun as refusal:
            sys.exit(f"desk: {refusal}")
        except OSError as failure:
            sys.exit(f"desk: {explain_failure(failure, folder=var_folder())}")
        execute_from_command_line(arguments)


def needs_database(argv: list[str]) -> bool:
    """Whether the command line `argv` may touch rows; help and pure commands do not."""
    if len(argv) < 2 or argv[1].startswith("-") or argv[1] in NO_DATABASE:
        return False
    return not {"-h", "--help"} & set(argv[2:])


@contextmanager
def ensure_services(*, migrated: bool = True) -> Iterator[None]:
    """`DATABASE_URL` and `REDIS_URL` are set, to servers that stay up inside the block.

    Those the environment names are left alone. The others are shared with whoever uses
    them in this checkout: the first user starts them, the last one's end stops them.

    Raises:
        CannotRun: a service cannot be started, or the schema not be brought up to date.
    """
    with ExitStack() as stack:
        missing = [name for name, key in VARIABLES.items() if not os.environ.get(key)]
        for name in missing:
            stack.enter_context(hold_service(name))
            os.environ[VARIABLES[name]] = share_service(name)
            stack.callback(os.environ.pop, VARIABLES[name], None)
        if migrated and "postgres" in missing:
            migrate_once()
        yield


def migrate_once() -> None:
    """The embedded database has every migration of this checkout.

    Raises:
        CannotRun: `migrate` failed; carries its last line.
    """
    stamp = run_folder() / "migrated"
    with (run_folder() / "migrate.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        state = fingerprint_schema(CHECKOUT, cluster=var_folder() / "pg")
        if stamp.exists() and stamp.read_text() == state:
            return
        outcome = subprocess.run(
            [
                sys.executable,
                str(CHECKOUT / "manage.py"),
                "migrate",
                "--no-input",
                "-v",
                "0",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if outcome.returncode:
            said = outcome.stderr.strip().splitlines() or ["no reason given"]
            raise CannotRun(f"The database could not be migrated: {said[-1]}")
        stamp.write_text(state)


def fingerprint_schema(checkout: Path, *, cluster: Path) -> str:
    """A text that changes when migrations, packages or the cluster are other ones."""
    born = (cluster / "PG_VERSION").stat()
    parts = [f"{born.st_ino} {born.st_mtime_ns}"]
    parts += sorted(
        f"{path.name} {path.stat().st_mtime_ns}"
        for path in checkout.glob("claims/**/migrations/*.py")
    )
    lock = checkout / "uv.lock"
    parts.append(lock.read_text() if lock.exists() else "")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
