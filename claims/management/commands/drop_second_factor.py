"""`manage.py drop_second_factor NAME --reason WORDS`: lets somebody in who lost theirs."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from claims.models import TrailEntry, User
from claims.models.trail import DESK


class Command(BaseCommand):
    """Takes every second factor and passkey from one account and signs it out everywhere.
    The password stays. The desk's trail says when and why."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the name and the reason."""
        parser.add_argument("username")
        parser.add_argument("--reason", required=True)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Drop them.

        Raises:
            CommandError: there is nobody of that name, no reason, or nothing to drop.
        """
        person = User.objects.filter(username__iexact=options["username"]).first()
        reason = options["reason"].strip()[:500]
        if person is None:
            raise CommandError(f"There is nobody called “{options['username']}”.")
        if not reason:
            raise CommandError("Say why, after --reason: it stands in the desk's trail.")
        kinds = sorted(set(factors(person).values_list("type", flat=True)))
        if not kinds:
            raise CommandError(f"“{person.username}” has no second factor and no passkey.")
        factors(person).delete()
        for session in UserSession.objects.filter(user=person):
            session.end()
        TrailEntry.objects.append(
            "drop_second_factor",
            actor=None,
            now=timezone.now(),
            chain=DESK,
            subject=f"person:{person.public_id}",
            before={"kinds": kinds},
            reason=reason,
        )
        dropped = ", ".join(kinds)
        self.stdout.write(f"{person.username} signs in by password alone now: {dropped}.")


def factors(person: User) -> Any:
    """Give what stands at the door beside the password."""
    return Authenticator.objects.filter(user=person)
