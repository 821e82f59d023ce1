"""Deadlines in words: when, and how long until then."""

from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import SETTLED, Article, Claim
from claims.web.urgency import count_hours

DAYS_FROM = 72  # hours; what is further away is told in days
SOON = 24  # hours


def find_due(about: Claim | Article) -> datetime | None:
    """Give by when it is to be done: a claim without a deadline has its article's."""
    if isinstance(about, Claim) and about.due_at is None:
        return about.article.due_at
    return about.due_at


def is_over(about: Claim | Article) -> bool:
    """Say whether nothing is left to be done by the deadline."""
    if isinstance(about, Claim):
        return about.status in (*SETTLED, Claim.Status.DISMISSED)
    return about.status == Article.Status.CLEARED


def describe_left(hours: int) -> str:
    """Say how long is left or overdue, `hours` as `count_hours` gives them."""
    if hours == 0:
        return _("overdue")
    days = abs(hours) // 24
    if hours < -DAYS_FROM:
        return ngettext("%(n)d day overdue", "%(n)d days overdue", days) % {"n": days}
    if hours < 0:
        return ngettext("%(n)d h overdue", "%(n)d h overdue", -hours) % {"n": -hours}
    if hours > DAYS_FROM:
        return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    return ngettext("%(n)d h left", "%(n)d h left", hours) % {"n": hours}


def write_due(about: Claim | Article, *, day: str, now: datetime) -> SafeString:
    """Give the deadline with the time left while it counts; `day` is its date in words."""
    due = find_due(about)
    if due is None:
        return SafeString("")
    left = SafeString("")
    if not is_over(about):
        hours = count_hours(due, now) or 0
        mark = "late" if hours <= SOON else ""
        left = format_html(' · <span class="{}">{}</span>', mark, describe_left(hours))
    return format_html(
        '<span class="due">{} <time datetime="{}">{}</time>{}</span>',
        _("Due"), localtime(due).isoformat(timespec="minutes"), day, left,
    )  # fmt: skip
