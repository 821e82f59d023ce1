"""What people set for themselves: how the desk looks, and keys for their tools."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from claims.errors import BadInput, NotAllowed, TransitionRefused
from claims.models import ApiToken, Appearance, Preference, TextSize, TrailEntry, User

LONGEST_NAME = 80
MOST_DAYS = 365
MOST_TOKENS = 20  # live ones of one person


@transaction.atomic
def choose_appearance(
    person: User, *, appearance: str, text_size: str, now: datetime
) -> Preference:
    """Keep how the desk is to look for this person, and write it in the trail.

    Raises:
        BadInput: there is no such sheet of colours or size.
    """
    if appearance not in Appearance.values:
        raise BadInput("Choose light, dark or as the device.", field="appearance")
    if text_size not in TextSize.values:
        raise BadInput("Choose normal or large text.", field="text_size")
    row, _made = Preference.objects.select_for_update().get_or_create(person=person)
    before = {"appearance": row.appearance, "text_size": row.text_size}
    after = {"appearance": appearance, "text_size": text_size}
    if before == after:
        return row
    row.appearance, row.text_size = appearance, text_size
    row.save(update_fields=["appearance", "text_size"])
    write_own(person, "choose_appearance", now=now, before=before, after=after)
    return row


@transaction.atomic
def issue_token(
    person: User, *, name: str, may_write: bool, days: int, now: datetime
) -> tuple[ApiToken, str]:
    """Make a key for a tool that acts as this person; gives the row and its secret.

    The secret is not kept: it can be shown this once. The key ends after `days`.

    Raises:
        NotAllowed: the account is not active.
        BadInput: no name, too long a one, or not 1 to MOST_DAYS days.
        TransitionRefused: the person has MOST_TOKENS live keys.
    """
    if not person.is_active:
        raise NotAllowed("This account is no longer active.")
    words = name.strip()
    if not words or len(words) > LONGEST_NAME:
        raise BadInput(f"Name the tool, in up to {LONGEST_NAME} characters.", field="name")
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"Give 1 to {MOST_DAYS} days.", field="days")
    User.objects.select_for_update().get(pk=person.pk)  # two at once are counted in turn
    live = ApiToken.objects.filter(owner=person, revoked_at=None, expires_at__gt=now)
    if live.count() >= MOST_TOKENS:
        raise TransitionRefused("That is enough keys: revoke one that is not used.")
    secret, digest = ApiToken.make_secret()
    row = ApiToken.objects.create(
        owner=person,
        name=words,
        digest=digest,
        may_write=may_write,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    after = {"token": row.public_id, "may_write": may_write, "days": days}
    write_own(person, "issue_token", now=now, after=after)
    return row, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: User, now: datetime) -> ApiToken:
    """End a key at once; it stays on record.

    Raises:
        NotAllowed: it is somebody else's.
        TransitionRefused: it is revoked already.
    """
    row = ApiToken.objects.select_for_update().get(pk=token.pk)
    if row.owner_id != actor.pk:
        raise NotAllowed("This is somebody else's key.")
    if row.revoked_at is not None:
        raise TransitionRefused("This key is revoked already.")
    row.revoked_at = now
    row.save(update_fields=["revoked_at"])
    write_own(actor, "revoke_token", now=now, after={"token": row.public_id})
    return row


def write_own(
    person: User,
    act: str,
    *,
    now: datetime,
    after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
) -> None:
    """Write what a person did to their own account."""
    TrailEntry.objects.append(
        act,
        actor=person,
        now=now,
        subject=f"user:{person.public_id}",
        before=before or {},
        after=after,
    )
