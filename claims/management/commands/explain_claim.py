"""`manage.py explain_claim`: why the rules found a claim at a place in a text."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.extraction import find_claims
from claims.extraction.corpus import read_date
from claims.extraction.explain import explain_claim, find_at
from claims.management.commands.extract_claims import read_text


class Command(BaseCommand):
    """Print the rule, the matched parts, the other readings and the reason."""

    help = "Say why a claim was found at a place in a text."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("file", help="a UTF-8 text file, or - for standard input")
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--at", type=int, help="a code-point offset into the text")
        place.add_argument("--text", help="words in the text")
        parser.add_argument("--published", help="publication date, YYYY-MM-DD")
        parser.add_argument("--locale", default="US", help="US, GB, AU, IN, ES …")
        parser.add_argument("--language", default="en", help="en or es")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the explanation of every claim at the place."""
        text = read_text(options["file"])
        try:
            published = read_date(options["published"])
            found = find_claims(
                text,
                ref_date=published,
                locale=options["locale"],
                language=options["language"],
            )
            there = find_at(text, found, at=options["at"], words=options["text"] or "")
        except (ValueError, LookupError) as error:
            raise CommandError(str(error)) from error
        for item in there:
            self.stdout.write("\n".join(explain_claim(text, item)))
        if not there:
            self.stdout.write("No rule found a claim there.")
