"""`python -m factcheck.run.prepare`: tables, static files and the demonstration, once each.

One Django start for the three of them. What `make_demo` prints (how to sign in) goes to
the file named by `DESK_SIGN_IN_FILE`.
"""

import io
import os
import sys
from pathlib import Path


def main() -> None:
    """The database is migrated, static files are in place, the demonstration exists."""
    import django
    from django.conf import settings
    from django.core.management import call_command, get_commands

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    print("The tables are up to date.", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    if getattr(settings, "DEMO", False) and "make_demo" in get_commands():
        printed = io.StringIO()
        call_command("make_demo", stdout=printed)
        Path(os.environ["DESK_SIGN_IN_FILE"]).write_text(printed.getvalue())
    print("Static files and the demonstration newsroom are in place.", flush=True)


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())  # noqa: PTH109 - the folder manage.py would add
    main()
