"""`manage.py verify_trail [ARTICLE]`: exit 1 and name the first broken row."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.models import TrailEntry, TrailHead
from claims.workflow.verification import find_break


class Command(BaseCommand):
    """Recomputes every hash and compares each chain's end with its head."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the contract's argument."""
        parser.add_argument(
            "article", nargs="?", help="an article's public id; default all"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and print a line a chain.

        Raises:
            CommandError: a row is broken, or there is no such chain.
        """
        heads = TrailHead.objects.order_by("chain")
        chains = [*heads.values_list("chain", flat=True)]
        orphans = TrailEntry.objects.exclude(chain__in=heads.values("chain"))
        chains += sorted(set(orphans.values_list("chain", flat=True)))
        if options["article"]:
            chains = [chain for chain in chains if chain == options["article"]]
            if not chains:
                raise CommandError(f"There is no trail of “{options['article']}”.")
        for chain in chains:
            broken = find_break(chain)
            if broken:
                raise CommandError(f"{chain}: {broken}", returncode=1)
            if options["verbosity"] > 1:
                self.stdout.write(f"{chain}: whole")
        self.stdout.write(f"{len(chains)} chains, all whole.")
