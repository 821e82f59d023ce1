"""Why the launcher will not go on, in words for the person at the terminal."""

import errno
import shutil
import tempfile
from pathlib import Path

ROOM_NEEDED_MB = 300  # an empty cluster is 40 MB, its write-ahead log grows in steps of 16


class CannotRun(Exception):
    """The one line that says what is missing and what to do about it."""


def require_room(folder: Path) -> None:
    """Make `folder` and be sure that it can be written to and has room.

    Raises:
        CannotRun: the folder cannot be made, written to, or its disk is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:  # nameless: several ask at once
            probe.write(b"\0" * 65536)
    except OSError as failure:
        raise CannotRun(explain_failure(failure, folder=folder)) from failure
    free = shutil.disk_usage(folder).free // 2**20
    if free < ROOM_NEEDED_MB:
        raise CannotRun(
            f"The disk of {folder} is full: {free} MB are free, the desk needs "
            f"{ROOM_NEEDED_MB} MB. Free some, or set DESK_VAR to a folder elsewhere."
        )


def explain_failure(failure: OSError, *, folder: Path) -> str:
    """Say in one line what `failure` means for the person who started the desk."""
    if failure.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk of {folder} is full. Free some, or set DESK_VAR elsewhere."
    if failure.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{failure.filename or folder} cannot be written to by this user."
    if failure.errno == errno.ENOENT and failure.filename:
        return f"{failure.filename} is missing. Run `make setup` again."
    return f"{failure.strerror or failure} ({failure.filename or folder})."
