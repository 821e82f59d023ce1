"""`manage.py seal_trail`: note the ends of all chains in the seal file now."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.workflow.sealing import SealsBroken, seal_heads


class Command(BaseCommand):
    """Does by hand what beat does every hour."""

    help = __doc__

    def handle(self, *_: Any, **__: Any) -> None:
        """Append a line for the chains that grew, and print how many.

        Raises:
            CommandError: the seal file was tampered with.
        """
        path = Path(settings.SEAL_FILE)
        try:
            grown = seal_heads(path, now=timezone.now())
        except SealsBroken as broken:
            raise CommandError(f"{path}: {broken}", returncode=1) from broken
        self.stdout.write(f"{grown} chains sealed in {path}.")
