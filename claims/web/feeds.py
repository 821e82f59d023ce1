"""Atom (RFC 4287) for the public: what was checked, and what was put right."""

from datetime import UTC, datetime
from email.utils import format_datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from claims.models import Correction, Publication
from claims.wording import say

ENTRIES = 50
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
for_five_minutes = cache_control(public=True, max_age=300)


class SteadyFeed(Atom1Feed):
    """A feed whose bytes change only with its entries: an empty one has no clock in it."""

    def latest_post_date(self) -> datetime:
        """Give the newest entry's date, else the epoch."""
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=LONG_AGO)


@require_safe
@for_five_minutes
@conditional_page
def feed_checks(_request: HttpRequest) -> HttpResponse:
    """The newest standing publications; an entry's id is its document's digest."""
    feed = start_feed(_("Checks"), "checks", "checks-feed")
    rows = Publication.objects.filter(is_current=True).select_related(
        "claim", "verdict__rating"
    )
    for one in rows.order_by("-pk")[:ENTRIES]:
        feed.add_item(
            title=f"{say(one.verdict.rating.label)}: {one.page['quote']}",
            link=settings.SITE_URL + reverse("check", args=[one.claim.public_id]),
            description=one.verdict.rationale,
            unique_id=f"urn:sha256:{one.sha256}",
            pubdate=one.published_at,
            updateddate=one.published_at,
        )
    return write_feed(feed)


@require_safe
@for_five_minutes
@conditional_page
def feed_corrections(_request: HttpRequest) -> HttpResponse:
    """The newest corrections; an entry's id is the digest of the document put right."""
    feed = start_feed(_("Corrections"), "corrections", "corrections-feed")
    rows = Correction.objects.select_related(
        "claim", "old__verdict__rating", "new__verdict__rating"
    )
    for one in rows.order_by("-pk")[:ENTRIES]:
        before, after = one.old.verdict.rating, one.new.verdict.rating
        change = _("Corrected from %(before)s to %(after)s") % {
            "before": say(before.label), "after": say(after.label),
        }  # fmt: skip
        feed.add_item(
            title=f"{change}: {one.new.page['quote']}",
            link=settings.SITE_URL + reverse("check", args=[one.claim.public_id]),
            description=one.reason,
            unique_id=f"urn:sha256:{one.old.sha256}:corrected",
            pubdate=one.at,
            updateddate=one.at,
        )
    return write_feed(feed)


def start_feed(title: str, page: str, own: str) -> SteadyFeed:
    """Give an empty feed of the newsroom; `page` and `own` are names of addresses."""
    return SteadyFeed(
        title=f"{title}: {settings.NEWSROOM}",
        link=settings.SITE_URL + reverse(page),
        description="",
        author_name=settings.NEWSROOM,
        feed_url=settings.SITE_URL + reverse(own),
        feed_guid=settings.SITE_URL + reverse(own),
    )


def write_feed(feed: SteadyFeed) -> HttpResponse:
    """Give the feed with its newest date as Last-Modified."""
    answer = HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
    newest = feed.latest_post_date().astimezone(UTC)
    answer["Last-Modified"] = format_datetime(newest, usegmt=True)
    return answer
