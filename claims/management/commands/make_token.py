"""`manage.py make_token USER NAME`: a key for a tool; the secret is printed once."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.models import ApiToken, User


class Command(BaseCommand):
    """Makes an API token that acts as USER."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare owner, name, scope and life."""
        parser.add_argument("username")
        parser.add_argument("name", help="which tool it is for")
        parser.add_argument("--write", action="store_true", help="may write, not only read")
        parser.add_argument("--days", type=int, default=365, help="0: does not expire")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and print the secret.

        Raises:
            CommandError: there is no such person.
        """
        owner = User.objects.filter(username=options["username"], is_active=True).first()
        if owner is None:
            raise CommandError(f"There is nobody called “{options['username']}”.")
        secret, digest = ApiToken.make_secret()
        now = timezone.now()
        ApiToken.objects.create(
            owner=owner,
            name=options["name"][:80],
            digest=digest,
            may_write=options["write"],
            created_at=now,
            expires_at=now + timedelta(days=options["days"]) if options["days"] else None,
        )
        self.stdout.write(secret)
