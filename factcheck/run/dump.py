"""`python -m factcheck.run.dump [--load]`: the rows as SQL, out to or in from a stream.

Works on the embedded server, up or not, and on the one DATABASE_URL names.
"""

import os
import subprocess
import sys

from factcheck.run.passthrough import ensure_services
from factcheck.run.postgres import find_binaries
from factcheck.run.refusals import CannotRun


def main(arguments: list[str]) -> int:
    """0 when every row was written (or, with `--load`, read into an empty database)."""
    load = "--load" in arguments
    try:
        with ensure_services(migrated=False):
            return subprocess.run(list_words(load=load), check=False).returncode
    except CannotRun as refusal:
        print(f"desk: {refusal}", file=sys.stderr)
        return 1


def list_words(*, load: bool) -> list[str]:
    """The command line of PostgreSQL's own program for it."""
    binaries, url = find_binaries(), os.environ["DATABASE_URL"]
    if load:
        options = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction"]
        return [str(binaries / "psql"), *options, "-d", url]
    return [str(binaries / "pg_dump"), "--no-owner", "-d", url]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
