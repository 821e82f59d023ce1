"""`python -m factcheck.run.prepare`: tables, static files and the demonstration, once each.

One Django start for the three of them. What `make_demo` prints (how to sign in) goes to
the file named by `DESK_SIGN_IN_FILE`.
"""

import hashlib
import io
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands

from factcheck.run.programs import STATIC_READY

PLAIN_STORAGE = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


def main() -> None:
    """The database is migrated, static files are in place, the demonstration exists."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    leave_uncompressed()
    django.setup()
    collect_if_changed(Path(settings.STATIC_ROOT))
    print(STATIC_READY, flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    if os.environ.get("DESK_APP_PASSWORD"):
        call_command("make_app_role", verbosity=0, stdout=io.StringIO())
    print("The tables are up to date.", flush=True)
    if getattr(settings, "DEMO", False) and "make_demo" in get_commands():
        printed = io.StringIO()
        call_command("make_demo", stdout=printed)
        Path(os.environ["DESK_SIGN_IN_FILE"]).write_text(printed.getvalue())
        print("The demonstration newsroom is in place.", flush=True)


def leave_uncompressed() -> None:
    """Collect with hashed names only: compressing takes 45 s and serves one machine."""
    chosen = settings.STORAGES["staticfiles"]["BACKEND"]
    if chosen == "whitenoise.storage.CompressedManifestStaticFilesStorage":
        plain = {"BACKEND": PLAIN_STORAGE}  # writes the manifest the other one reads
        settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def collect_if_changed(root: Path) -> None:
    """`root` holds every static file under its hashed name, as the files are now."""
    stamp = root / ".collected"
    state = fingerprint_static_files()
    if stamp.exists() and stamp.read_text() == state:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)


def fingerprint_static_files() -> str:
    """A text that changes when a static file of any app is added, changed or removed."""
    seen = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            seen.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(seen)).encode()).hexdigest()


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())  # noqa: PTH109 - the folder manage.py would add
    main()
