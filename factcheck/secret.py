"""The signing key of a desk that was given none: made once, kept under var/."""

import os
import secrets
from pathlib import Path


def read_secret(folder: Path) -> str:
    """Give the key kept in `folder`, making it on first use (mode 0600)."""
    place = folder / "secret-key"
    try:
        return place.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return place.read_text(encoding="ascii").strip()
        key = secrets.token_urlsafe(50)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key)
        return key
