"""`manage.py reclassify [--source ID] [--write]`: today's verdict on stored visits."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.evidence.replays import append_replay, replay_checks
from claims.models import Source


class Command(BaseCommand):
    """Prints what the rules of today would say otherwise; visits nobody."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the contract's arguments."""
        parser.add_argument("--source", default="", metavar="ID", help="one public id")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--dry-run", action="store_true", help="only print: the default")
        how.add_argument(
            "--write",
            action="store_true",
            help="append each changed verdict as a new check, with its effects",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Replay and print a line for each verdict that changes.

        Raises:
            CommandError: there is no such source.
        """
        wanted = options["source"]
        if wanted and not Source.objects.filter(public_id=wanted).exists():
            raise CommandError(f"There is no source “{wanted}”.")
        done = changed = unstored = written = 0
        for replay in replay_checks(wanted):
            done += 1
            unstored += replay.outcome is None
            if not replay.changes:
                continue
            changed += 1
            what = "; ".join(f"{name}: {was} → {now}" for name, was, now in replay.changes)
            self.stdout.write(f"{replay.source.public_id} {replay.source.url}  {what}")
            if options["write"]:
                written += append_replay(replay, now=timezone.now())
        would = f"{written} of them written" if options["write"] else "nothing written"
        self.stdout.write(
            f"{done} sources, {changed} verdicts change ({would}), "
            f"{unstored} cannot be judged from what is stored."
        )
