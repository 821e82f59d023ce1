"""`manage.py make_demo`: the demonstration newsroom, once; prints how to sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.demo.newsroom import CAST, PASSWORD, make_newsroom


class Command(BaseCommand):
    """Makes people and an article in several states; a second run changes nothing."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and print who may sign in.

        Raises:
            CommandError: this is no demonstration desk.
        """
        if not settings.DEMO:
            raise CommandError(
                "This desk is not in demonstration mode. Set DESK_DEMO=1 for a trial desk."
            )
        make_newsroom(now=timezone.now())
        people = ", ".join(f"{name} ({role})" for name, _, _, role in CAST)
        self.stdout.write(f"Sign in as {people}. The password of all: {PASSWORD}")
