"""The tour of the desk, which a person is offered until they took it or said no."""

from datetime import datetime

from django.db import transaction

from claims.models import Preference, TrailEntry, User


@transaction.atomic
def end_tour(person: User, *, now: datetime) -> Preference:
    """Offer the tour to `person` no more; a second time changes nothing."""
    row, _made = Preference.objects.select_for_update().get_or_create(person=person)
    if row.toured_at is None:
        row.toured_at = now
        row.save(update_fields=["toured_at"])
        TrailEntry.objects.append(
            "end_tour", actor=person, now=now, subject=f"user:{person.public_id}"
        )
    return row
