"""`manage.py make_load --articles N --claims N --sources N`: a big newsroom, by COPY."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.demo.load import make_load
from claims.errors import BadInput


class Command(BaseCommand):
    """Makes the same rows for the same numbers; refuses on a desk with articles."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the contract's arguments."""
        for name, default in (("articles", 2500), ("claims", 1000000), ("sources", 100000)):
            parser.add_argument(f"--{name}", type=int, default=default)
        parser.add_argument(
            "--onto", action="store_true", help="add to a desk that has articles"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and say how long it took.

        Raises:
            CommandError: the desk has articles, or a number is below zero.
        """
        sizes = {name: options[name] for name in ("articles", "claims", "sources")}
        for name, number in sizes.items():
            if number < 0:
                raise CommandError(f"--{name} must be 0 or more.")
        began = time.monotonic()
        try:
            make_load(**sizes, onto_others=options["onto"], say=self.stdout.write)
        except BadInput as refusal:
            raise CommandError(str(refusal)) from refusal
        made = ", ".join(f"{number} {name}" for name, number in sizes.items())
        self.stdout.write(f"Made {made} in {time.monotonic() - began:.1f} s.")
