"""`manage.py make_app_role`: the database role for web server, worker and beat."""

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.workflow.app_role import NAME, make_app_role


class Command(BaseCommand):
    """Run as the tables' owner, after every `migrate`."""

    help = (
        "Make or renew a database role that cannot rewrite the trail. Its password is read "
        "from DESK_APP_PASSWORD, or asked for."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take another name for the role."""
        parser.add_argument("--name", default=NAME)

    def handle(self, *_: Any, **options: Any) -> None:
        """Make the role and say what to do with it.

        Raises:
            CommandError: no password was given.
        """
        password = os.environ.get("DESK_APP_PASSWORD") or getpass.getpass()
        if not password:
            raise CommandError("Give the role a password: set DESK_APP_PASSWORD.")
        make_app_role(password=password, name=options["name"])
        self.stdout.write(f"Let the desk's DATABASE_URL sign in as {options['name']}.")
