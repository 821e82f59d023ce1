"""`manage.py add_person NAME --role editor`: a new colleague; prints a first password."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.models import Role, User


class Command(BaseCommand):
    """Makes one account with a random password, to be changed after the first sign-in."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare name, role and e-mail."""
        parser.add_argument("username")
        parser.add_argument("--role", choices=Role.values, default=Role.VIEWER)
        parser.add_argument("--email", default="")
        parser.add_argument("--name", default="", help="first and last name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account.

        Raises:
            CommandError: the name is taken.
        """
        if User.objects.filter(username__iexact=options["username"]).exists():
            raise CommandError(f"There is somebody called “{options['username']}” already.")
        first, _, last = options["name"].partition(" ")
        password = secrets.token_urlsafe(12)
        User.objects.create_user(
            options["username"],
            email=options["email"],
            password=password,
            first_name=first,
            last_name=last,
            role=options["role"],
        )
        self.stdout.write(f"{options['username']} ({options['role']}), password {password}")
