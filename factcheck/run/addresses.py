"""Where the running services are, for settings and tools started by hand."""

import fcntl
import json
import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def var_folder() -> Path:
    """The folder for everything the desk writes: `DESK_VAR`, else `<checkout>/var`."""
    chosen = os.environ.get("DESK_VAR", "")
    return Path(chosen).resolve() if chosen else CHECKOUT / "var"


def run_folder() -> Path:
    """The folder of locks and addresses of what runs now."""
    return var_folder() / "run"


def find_log(service: str) -> Path:
    """Where the embedded `service` writes what it has to say."""
    return var_folder() / "log" / f"{service}.log"


def is_held(lock: Path) -> bool:
    """Whether some process holds `lock` exclusively. False when the file is absent."""
    try:
        with lock.open() as probe:
            fcntl.flock(probe, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def find_url(service: str) -> str:
    """The URL of the running embedded `service` (postgres, valkey), "" when none runs.

    A file left behind by a killed keeper counts for nothing: its lock died with it.
    """
    folder = run_folder()
    if not is_held(folder / f"{service}.keeper"):
        return ""
    try:
        return str(json.loads((folder / f"{service}.json").read_text())["url"])
    except (FileNotFoundError, ValueError, KeyError):
        return ""


def find_site() -> str:
    """The address people reach the running desk at, "" when none runs here."""
    folder = run_folder()
    if not is_held(folder / "launcher.lock"):
        return ""
    try:
        return (folder / "site-url").read_text().strip()
    except FileNotFoundError:
        return ""


def find_addresses() -> dict[str, str]:
    """`database_url`, `redis_url` and `site_url` of what runs of this checkout now.

    What does not run has no key: {} when nothing does.
    """
    urls = {
        "database_url": find_url("postgres"),
        "redis_url": find_url("valkey"),
        "site_url": find_site(),
    }
    return {key: url for key, url in urls.items() if url}
