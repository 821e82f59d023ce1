"""`manage.py verify_trail [ARTICLE]`: exit 1 and name the first broken row."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.models import TrailEntry, TrailHead
from claims.workflow.sealing import Seals, SealsBroken, find_unsealed, read_seals
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
        seals = self.read_seal_file()
        chains += sorted(set(seals.heads) - set(chains))
        if options["article"]:
            chains = [chain for chain in chains if chain == options["article"]]
            if not chains:
                raise CommandError(f"There is no trail of “{options['article']}”.")
        for chain in chains:
            broken = find_break(chain) or find_unsealed(chain, seals)
            if broken:
                raise CommandError(f"{chain}: {broken}", returncode=1)
            if options["verbosity"] > 1:
                self.stdout.write(f"{chain}: whole")
        self.stdout.write(f"{len(chains)} chains, all whole.")

    def read_seal_file(self) -> Seals:
        """Give what the seal file says; nothing where there is none yet.

        Raises:
            CommandError: it was tampered with.
        """
        path = Path(settings.SEAL_FILE)
        try:
            return (
                read_seals(path.read_text(encoding="utf-8")) if path.exists() else Seals()
            )
        except (SealsBroken, UnicodeDecodeError) as broken:
            raise CommandError(f"{path}: {broken}", returncode=1) from broken
