"""`manage.py export_trail ARTICLE`: a chain as lines that anybody can verify offline."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.models import ConfidentialText, TrailEntry, TrailHead


def read_apart(entry: TrailEntry) -> dict[str, Any]:
    """Give the confidential words of an entry with their salt, or nothing."""
    digest = entry.after.get("confidential", "")
    words = ConfidentialText.objects.filter(digest=digest).first()
    if words is None:
        return {}
    return {"confidential": {"salt": words.salt, "content": words.content}}


class Command(BaseCommand):
    """Write each entry's body, previous hash and hash, then the head."""

    help = "Export an article's trail as JSONL; docs/verify_export.py checks it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the chain: an article's public id, or "desk"."""
        parser.add_argument("chain", help="an article's public id, or desk")
        parser.add_argument(
            "--confidential", action="store_true", help="with the words kept apart"
        )

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
            if options["confidential"]:
                line |= read_apart(entry)
            self.stdout.write(json.dumps(line, ensure_ascii=False))
        end = {"head": {"chain": chain, "seq": head.seq, "hash": head.hash}}
        self.stdout.write(json.dumps(end))
