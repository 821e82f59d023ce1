"""Secrets that are made once and kept beside the rows they protect."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def read_secret(folder: Path, *, name: str = "secret-key") -> str:
    """The secret kept in `folder`/`name`, made on the first call (256 bits, mode 0600).

    Processes that ask at the same moment all get the same one: the file appears whole.
    """
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, fresh = tempfile.mkstemp(dir=folder, prefix=f".{name}-")
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        Path(fresh).unlink()
    return path.read_text().strip()
