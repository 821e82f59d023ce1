"""The tabs of the queue: which claims each one holds. One rule gives list and count."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models import Claim
from claims.models.claim import ClaimQuerySet
from claims.models.prepared import count_each

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.functional import _StrPromise

    from claims.models import User

Status = Claim.Status
MOST = 2_000  # claims counted one by one; where there are more, so many "and more"
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
    Tab("decided", pgettext_lazy("tab", "Decided"), _("No verdict waits to be published.")),
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
        "due": Q(pk__in=select_due(end_of_day())) & ~Q(status__in=OVER),
        "decided": Q(status=Status.DECIDED),
        "found": Q(status=Status.DETECTED),
    }
    return conditions[key]


def select_due(end: datetime) -> QuerySet[Claim, int]:
    """Give the keys of claims due before `end`, by their own deadline or their article's.

    Two halves, as each has an index of its own.
    """
    own = Claim.objects.filter(due_at__lt=end).order_by().values_list("pk", flat=True)
    theirs = Claim.objects.filter(due_at__isnull=True, article__due_at__lt=end)
    return own.union(theirs.order_by().values_list("pk", flat=True), all=True)


def end_of_day() -> datetime:
    """Give midnight at the end of today, in the desk's time zone."""
    now = timezone.localtime()
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def filter_tab(
    claims: ClaimQuerySet, key: str, user: "User | AnonymousUser"
) -> ClaimQuerySet:
    """Give the claims of one tab."""
    return claims.filter(select_tab(key, user))


def count_tabs(user: "User") -> dict[str, int]:
    """Give how many claims each tab holds, MOST + 1 for more; two queries, as what is due
    depends on the day. Each tab is counted by itself: together they are all the desk has.
    """
    counts = count_each(tuple(LISTS.values()), user, most=MOST + 1)
    due = filter_tab(Claim.objects.visible_to(user), "due", user)
    return {"due": count_some(due), **dict(zip(LISTS, counts, strict=True))}


def count_some(claims: ClaimQuerySet) -> int:
    """Give how many there are; MOST + 1 where there are more than MOST."""
    return claims.order_by()[: MOST + 1].count()


def list_tab(key: str, user: "User") -> ClaimQuerySet:
    """Give the claims of one tab that the person may see, in no order."""
    return filter_tab(Claim.objects.visible_to(user), key, user).order_by()


LISTS = {key: partial(list_tab, key) for key in KEYS if key != "due"}


def is_long(number: int) -> bool:
    """Say whether counting stopped before the end."""
    return number > MOST


def take_some(claims: ClaimQuerySet, *, long: bool) -> ClaimQuerySet:
    """Give the claims to count, without an order: of a long tab the MOST oldest."""
    some = claims.order_by("pk").values("pk")[:MOST]
    return Claim.objects.filter(pk__in=some).order_by() if long else claims.order_by()


def write_count(number: int) -> str:
    """Give the number, or "2,000+" where counting stopped."""
    most = number_format(MOST, use_l10n=True, force_grouping=True)
    return f"{most}+" if is_long(number) else str(number)
