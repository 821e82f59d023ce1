"""The tabs of the queue: which claims each one holds. One rule gives list and count."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.models.claim import ClaimQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.functional import _StrPromise

    from claims.models import User

Status = Claim.Status
OVER = (Status.DECIDED, Status.PUBLISHED, Status.DISMISSED)


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its key in the URL, its word, and what it says when it is empty."""

    key: str
    label: "_StrPromise"
    empty: "_StrPromise"


TABS = (
    Tab("mine", _("Mine"), _("Nothing waits for you. Take a claim from “Unassigned”.")),
    Tab("unassigned", _("Unassigned"), _("Every open claim has a reviewer.")),
    Tab(
        "second", _("Second review wanted"), _("No review waits for a second pair of eyes.")
    ),
    Tab("disputed", _("Disputed"), _("No two reviewers differ at the moment.")),
    Tab("recheck", _("Recheck"), _("No fact has changed under a verdict.")),
    Tab("due", _("Due today"), _("Nothing is due before tomorrow.")),
    Tab("decided", _("Decided"), _("No verdict waits to be published.")),
    Tab("found", _("Found"), _("Every claim found by rule was kept or dismissed.")),
)
KEYS = tuple(tab.key for tab in TABS)


def select_tab(key: str, user: "User | AnonymousUser") -> Q:
    """Give the condition of one tab, as seen by `user`."""
    mine = Q(reviewer=user.pk, status__in=(Status.OPEN, Status.IN_REVIEW))
    others = ~Q(reviewer=user.pk) & ~Q(article__created_by=user.pk)
    conditions = {
        "mine": mine | Q(second_reviewer=user.pk, status=Status.SECOND_REVIEW),
        "unassigned": Q(reviewer__isnull=True, status=Status.OPEN),
        "second": Q(status=Status.SECOND_REVIEW, second_reviewer__isnull=True) & others,
        "disputed": Q(status=Status.DISPUTED),
        "recheck": Q(status=Status.RECHECK),
        "due": Q(due_at__lt=end_of_day()) & ~Q(status__in=OVER),
        "decided": Q(status=Status.DECIDED),
        "found": Q(status=Status.DETECTED),
    }
    return conditions[key]


def end_of_day() -> datetime:
    """Give midnight at the end of today, in the desk's time zone."""
    now = timezone.localtime()
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def filter_tab(
    claims: ClaimQuerySet, key: str, user: "User | AnonymousUser"
) -> ClaimQuerySet:
    """Give the claims of one tab."""
    return claims.filter(select_tab(key, user))


def count_tabs(claims: ClaimQuerySet, user: "User | AnonymousUser") -> dict[str, int]:
    """Give how many claims each tab holds, in one query."""
    counts = {key: Count("pk", filter=select_tab(key, user)) for key in KEYS}
    return claims.aggregate(**counts)
