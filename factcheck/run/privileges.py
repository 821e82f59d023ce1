"""PostgreSQL refuses to run as root: how root starts it all the same."""

import os
import shutil
import subprocess
from pathlib import Path

from factcheck.run.refusals import CannotRun

NOBODY = 65534
# A user namespace: the server sees itself as user 1000, the files stay root's. Works in a
# checkout below a private home, where a truly other user could not even look.
UNSHARE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
# Where namespaces are refused: another user who keeps the right to pass through folders.
# Changing the user clears the parent-death signal, so setpriv sets it again.
SETPRIV = [
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
    "--securebits=+no_setuid_fixup",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--pdeathsig=INT",
]


def drop_root() -> tuple[list[str], int]:
    """The words to put before PostgreSQL's programs, and who must own their files.

    Nothing to put before them for a normal user.

    Raises:
        CannotRun: this is root, and neither way to stop being root works here.
    """
    if os.geteuid() != 0:
        return [], os.geteuid()
    if works(UNSHARE):
        return UNSHARE, 0
    if works(SETPRIV):
        return SETPRIV, NOBODY
    raise CannotRun(
        "PostgreSQL does not run as root and neither unshare nor setpriv can change that "
        "here: run as another user, or set DATABASE_URL to a server of yours."
    )


def works(prefix: list[str]) -> bool:
    """Whether a program can be started behind `prefix`."""
    if not shutil.which(prefix[0]):
        return False
    outcome = subprocess.run([*prefix, "true"], capture_output=True, check=False)
    return outcome.returncode == 0


def own_folder(folder: Path, owner: int) -> None:
    """Let everything below `folder` belong to `owner`; only root ever has to change it.

    Raises:
        CannotRun: the folder is another user's and this one may not change that.
    """
    if not folder.exists() or folder.stat().st_uid == owner:
        return
    if os.geteuid() != 0:
        raise CannotRun(
            f"{folder} belongs to another user (it was made by root?): "
            "start the desk as that user, or set DESK_VAR to a folder of yours."
        )
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, owner, owner, follow_symlinks=False)
