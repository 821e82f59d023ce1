"""Looking at what was read of an article before it is stored.

The reading waits in the cache, for its reader alone, for an hour; filing it twice gives one
article, and letting it go stores nothing.
"""

import secrets
from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.errors import DeskError, DuplicateArticle
from claims.intake import submit_article
from claims.intake.preview import Preview, preview_article
from claims.intake.reading import Reading
from claims.models import Article, Kind
from claims.web.marks import Mark, cut_text
from claims.web.requests import DeskRequest
from claims.wording import say

KEPT_S = 3600
FILING_S = 120  # a press that died is forgotten after this


def keep_reading(request: DeskRequest, reading: Reading, given: dict[str, Any]) -> str:
    """Keep a reading for its reader; gives the key of its page.

    Raises: as `preview_article`.
    """
    named = {name: given[name] for name in ("title", "byline", "published_on")}
    named |= {"locale": given["locale"] or "US", "again": given["again"]}
    look(request, reading, named)
    key = secrets.token_urlsafe(12)
    cache.set(name_entry(request, key), {"reading": reading, "given": named}, KEPT_S)
    return key


def name_entry(request: DeskRequest, key: str, part: str = "reading") -> str:
    """Give the cache's name of one person's kept reading."""
    return f"intake:{request.user.pk}:{key}:{part}"


def look(request: DeskRequest, reading: Reading, given: dict[str, Any]) -> Preview:
    """Give the preview of a kept reading."""
    named = {name: given[name] for name in ("title", "published_on", "locale")}
    return preview_article(reading, actor=request.user, now=timezone.now(), **named)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_preview(request: DeskRequest, key: str) -> HttpResponse:
    """What was read beside what would be stored; a POST files it or lets it go."""
    filed = cache.get(name_entry(request, key, "filed"))
    if filed:
        return redirect("article", filed)
    kept = cache.get(name_entry(request, key))
    if kept is None:
        messages.error(request, _("This text is no longer kept: bring it in again."))
        return redirect("article-new")
    if request.method == "POST" and "drop" in request.POST:
        cache.delete(name_entry(request, key))
        messages.success(request, _("Nothing was stored."))
        return redirect("article-new")
    context: dict[str, Any] = {"key": key}
    if request.method == "POST":
        kept["given"]["again"] = "again" in request.POST
        article, refused = file_kept(request, key, kept)
        if article is not None:
            return redirect("article", article.public_id)
        context["refused"] = refused
        context["duplicate"] = isinstance(refused, DuplicateArticle)
        context["words"] = say(refused.detail) if refused else _("It is being filed.")
    context |= describe_preview(look(request, kept["reading"], kept["given"]))
    status = 409 if "words" in context else 200
    return render(request, "articles/preview.html", context, status=status)


def file_kept(
    request: DeskRequest, key: str, kept: dict[str, Any]
) -> tuple[Article | None, DeskError | None]:
    """File a kept reading, once however often it is pressed; gives a refusal else."""
    busy = name_entry(request, key, "busy")
    if not cache.add(busy, 1, FILING_S):
        return None, None
    try:
        article = submit_article(
            kept["reading"], actor=request.user, now=timezone.now(), **kept["given"]
        )
        cache.set(name_entry(request, key, "filed"), article.public_id, KEPT_S)
    except DeskError as refusal:
        return None, refusal
    finally:
        cache.delete(busy)
    return article, None


def describe_preview(preview: Preview) -> dict[str, Any]:
    """Give what the page shows: the text marked, counts by kind, notes and links."""
    reading = preview.reading
    marks = [
        Mark(one.start, one.end, number, "detected", str(Kind(one.kind).label))
        for number, one in enumerate(preview.found, 1)
    ]
    counts = Counter(one.kind for one in preview.found)
    return {
        "preview": preview,
        "paragraphs": cut_text(reading.text, marks),
        "kinds": [(Kind(key).label, n) for key, n in counts.most_common()],
        "links": [(reading.text[one.start : one.end], one.url) for one in reading.links],
    }
