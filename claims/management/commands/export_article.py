"""`manage.py export_article ARTICLE --form pdf`: an article as a file, for one person."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.errors import DeskError
from claims.galley import FORMS, compose_sheet, write_form
from claims.models import Article, User


class Command(BaseCommand):
    """Write the file that the person named would get from the article's galley page."""

    help = "Write an article's galley sheet, Word file or tables."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the article, the form, whose eyes, and where to."""
        parser.add_argument("article", help="its public id")
        parser.add_argument("--form", choices=list(FORMS), default="pdf")
        parser.add_argument("--as", dest="reader", required=True, help="a user name")
        parser.add_argument("--out", default="-", help="a file, or - for standard output")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write it.

        Raises:
            CommandError: no such article or person, or one that may not open it.
        """
        article = Article.objects.filter(public_id=options["article"])
        reader = User.objects.filter(username=options["reader"], is_active=True).first()
        found = article.select_related("current").first()
        if found is None or reader is None:
            missing = f"person {options['reader']}" if found else options["article"]
            raise CommandError(f"There is no {missing} here.")
        try:
            sheet = compose_sheet(found, reader=reader, now=timezone.localtime())
            content, _form = write_form(sheet, options["form"])
        except DeskError as refusal:
            raise CommandError(refusal.detail) from refusal
        if options["out"] == "-":
            sys.stdout.buffer.write(content)
        else:
            Path(options["out"]).write_bytes(content)
