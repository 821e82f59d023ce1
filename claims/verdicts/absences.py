"""People are away: whom not to ask, and whose open work waits for somebody else."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from claims.errors import BadInput, TransitionRefused
from claims.models import Absence, Claim, TrailEntry, User
from claims.models.claim import ClaimQuerySet
from claims.workflow.access import require

LONGEST = 366  # days
Status = Claim.Status


@transaction.atomic
def record_absence(
    person: User,
    *,
    actor: User,
    now: datetime,
    starts_on: date,
    ends_on: date,
    note: str = "",
) -> Absence:
    """Write down that `person` is away, both days inclusive.

    Raises:
        NotAllowed: it is somebody else and the actor no editor.
        BadInput: the days are out of order, over, or more than a year apart; or the
            person is away then already.
    """
    require_say(actor, person)
    if ends_on < starts_on:
        raise BadInput("The last day lies before the first.", field="ends_on")
    if ends_on < now.date():
        raise BadInput("These days are over.", field="ends_on")
    if (ends_on - starts_on).days >= LONGEST:
        raise BadInput(f"Give at most {LONGEST} days.", field="ends_on")
    User.objects.select_for_update().get(pk=person.pk)  # two at once take turns
    known = Absence.objects.filter(person=person, ended_at__isnull=True)
    if known.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise BadInput(f"{person.name} is away then already.", field="starts_on")
    absence = Absence.objects.create(
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        note=note.strip()[:200],
        recorded_by=actor,
        recorded_at=now,
    )
    note_absence(absence, "record_absence", actor=actor, now=now)
    return absence


@transaction.atomic
def end_absence(absence: Absence, *, actor: User, now: datetime) -> Absence:
    """Call an absence off, or end it early.

    Raises:
        NotAllowed: it is somebody else's and the actor no editor.
        TransitionRefused: it was called off or is over.
    """
    stored = Absence.objects.select_for_update().get(pk=absence.pk)
    require_say(actor, stored.person)
    if stored.ended_at is not None or stored.ends_on < now.date():
        raise TransitionRefused("This absence is over already.")
    stored.ended_at = now
    stored.save(update_fields=("ended_at",))
    note_absence(stored, "end_absence", actor=actor, now=now)
    return stored


def require_say(actor: User, person: User) -> None:
    """Raise NotAllowed for who may not say when `person` is away."""
    same = actor.pk == person.pk
    require("record_absence" if same else "record_others_absence", actor)


def note_absence(absence: Absence, action: str, *, actor: User, now: datetime) -> None:
    """Write the entry, in the desk's own chain."""
    days = {"from": absence.starts_on, "to": absence.ends_on}
    TrailEntry.objects.append(
        action,
        actor=actor,
        now=now,
        subject=f"absence:{absence.public_id}",
        after={"person": absence.person.username, **days},
        reason=absence.note,
    )


def find_absence(person: User, day: date) -> Absence | None:
    """Give the absence that keeps `person` away on `day`."""
    return Absence.objects.on(day).filter(person=person).order_by("-ends_on").first()


def refuse_absent(person: User, *, day: date, field: str) -> None:
    """Raise BadInput, naming `field`, where `person` is away on `day`."""
    absence = find_absence(person, day)
    if absence is not None:
        raise BadInput(
            f"{person.name} is away until {absence.ends_on}. Ask somebody else, or end the "
            "absence.",
            field=field,
        )


def list_open_work(person: User) -> ClaimQuerySet:
    """Give the claims whose review waits for `person`: what can be handed on."""
    first = Q(reviewer=person, status__in=(Status.OPEN, Status.IN_REVIEW))
    second = Q(second_reviewer=person, status=Status.SECOND_REVIEW)
    return Claim.objects.filter(first | second)
