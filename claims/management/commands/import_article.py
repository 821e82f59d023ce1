"""`manage.py import_article FILE|URL|-`: bring an article in; prints its claims."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from claims.errors import DeskError
from claims.intake import Reading, read_upload, read_url, submit_article
from claims.models import Article, Claim, Role, User

FORMATS = ("text", "html", "markdown", "docx")
SYSTEM_USER = "importer"


class Command(BaseCommand):
    """Reads a file, an address or standard input into an article with its claims."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the contract's options."""
        parser.add_argument("source", metavar="FILE|URL|-")
        parser.add_argument("--title", default="")
        parser.add_argument("--byline", default="")
        parser.add_argument("--published", type=read_day, metavar="YYYY-MM-DD")
        parser.add_argument("--format", choices=FORMATS, default="")
        parser.add_argument(
            "--locale", default="US", choices=("US", "GB", "AU", "IN", "ES")
        )
        parser.add_argument("--as", dest="user", default="", help="user name of the editor")
        parser.add_argument("--again", action="store_true", help="file the same text again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring it in and print the address and a table of claims.

        Raises:
            CommandError: a refusal; names the field and the fix.
        """
        try:
            article = submit_article(
                read_source(options["source"], options["format"]),
                actor=find_actor(options["user"]),
                now=timezone.now(),
                title=options["title"],
                byline=options["byline"],
                published_on=options["published"],
                locale=options["locale"],
                again=options["again"],
            )
        except DeskError as refusal:
            raise CommandError(
                f"{refusal.field or refusal.code}: {refusal.detail}"
            ) from None
        self.print_article(article)

    def print_article(self, article: Article) -> None:
        """Print address, notices and one line a claim."""
        self.stdout.write(settings.SITE_URL + reverse("article", args=[article.public_id]))
        if article.current:
            for notice in article.current.notices:
                self.stdout.write(f"Note: {notice}")
        for claim in Claim.objects.filter(article=article).for_queue().order_by("number"):
            quote = " ".join(claim.quote.split())
            quote = quote if len(quote) <= 60 else quote[:59] + "…"
            value = ", ".join(f"{key}={item}" for key, item in claim.value.items())
            self.stdout.write(f"{claim.number:>4}  {claim.kind:<16} {quote:<60} {value}")


def read_day(text: str) -> date:
    """Read an ISO date for argparse, which turns ValueError into its own message."""
    return date.fromisoformat(text)


def read_source(name: str, kind: str) -> Reading:
    """Read a file, an address, or standard input for "-".

    Raises:
        CommandError: the file cannot be read.
        BadInput: what was read is no article.
    """
    if name.startswith(("http://", "https://")):
        return read_url(name)
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as failure:
        raise CommandError(
            f"{name}: {failure.strerror}. Give a file that exists."
        ) from None
    file = "stdin.txt" if name == "-" else name
    return read_upload(file, content, input_format=kind)


def find_actor(username: str) -> User:
    """Give the editor who brings it in: the named one, else the desk's own importer.

    Raises:
        CommandError: there is no such person.
    """
    if not username:
        importer, _ = User.objects.get_or_create(
            username=SYSTEM_USER,
            defaults={
                "role": Role.EDITOR,
                "first_name": "Importer",
                "password": make_password(None),
            },
        )
        return importer
    person = User.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise CommandError(f"--as: there is nobody called “{username}”.")
    return person
