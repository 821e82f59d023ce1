"""Check links from the command line, without a database and without Redis."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.linkcheck.guard import BadAllowance
from claims.linkcheck.listing import BadList
from claims.linkcheck.options import AllowanceRefused, add_options, check_links


class Command(BaseCommand):
    """Visit each URL once and print a line for it as it ends."""

    help = "Check links and the passages cited from them; needs no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of the contract."""
        add_options(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read the lists, check them, print.

        Raises:
            CommandError: a file or an option makes no sense, or --allow is refused.
        """
        try:
            check_links(options, out=sys.stdout, debug=lambda: bool(settings.DEBUG))
        except (BadList, BadAllowance, AllowanceRefused) as wrong:
            raise CommandError(str(wrong)) from wrong
