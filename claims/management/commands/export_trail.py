"""`manage.py export_trail ARTICLE`: a chain as lines that anybody can verify offline."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.models import TrailEntry, TrailHead


class Command(BaseCommand):
    """Write each entry's body, previous hash and hash, then the head."""

    help = "Export an article's trail as JSONL; docs/verify_export.py checks it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the chain: an article's public id, or "desk"."""
        parser.add_argument("chain", help="an article's public id, or desk")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the lines to standard output.

        Raises:
            CommandError: there is no such chain.
        """
        chain = options["chain"]
        head = TrailHead.objects.filter(chain=chain).first()
        if head is None:
            raise CommandError(f"There is no trail called {chain}.")
        for entry in TrailEntry.objects.walk(chain):
            line = {"body": entry.body(), "previous": entry.previous, "hash": entry.hash}
            self.stdout.write(json.dumps(line, ensure_ascii=False))
        end = {"head": {"chain": chain, "seq": head.seq, "hash": head.hash}}
        self.stdout.write(json.dumps(end))
