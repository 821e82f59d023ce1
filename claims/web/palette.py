"""What the command palette offers beside the acts and rooms that stand on the page."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.models import Article
from claims.web.requests import DeskRequest
from claims.workflow.jumping import LONGEST, find_articles, find_claims, find_sources

Jump = dict[str, str]


@login_required
@require_safe
def find_jumps(request: DeskRequest) -> HttpResponse:
    """Answer `?q=` with {"hits": [{"label", "hint", "url"}]}, claims of `?article=` first.

    Holds only what the person may open, and of claims no more than words and status.
    """
    typed = request.GET.get("q", "").replace("\0", " ")[:LONGEST]
    asked = request.GET.get("article", "").replace("\0", "")[:LONGEST]
    visible = Article.objects.visible_to(request.user)
    article = visible.filter(public_id=asked).first() if asked else None
    answer = JsonResponse({"hits": list(write_jumps(request, typed, article))})
    answer["Cache-Control"] = "private, no-store"
    return answer


def write_jumps(
    request: DeskRequest, typed: str, article: Article | None
) -> Iterator[Jump]:
    """Yield claims, then articles, then sources; articles alone where nothing is typed."""
    user = request.user
    for anchor in find_claims(typed, user, article=article) if typed.strip() else ():
        claim = anchor.claim
        told = {"n": claim.number, "status": claim.get_status_display()}
        hint = _("Claim %(n)s · %(status)s") % told
        if article is None or claim.article_id != article.pk:
            hint = f"{hint} · {Truncator(claim.article.title).chars(80)}"
        yield write_jump(anchor.quote, hint, "claim", claim.public_id)
    for row in find_articles(typed, user):
        yield write_jump(row.title, _("Article"), "article", row.public_id)
    for source in find_sources(typed, user) if typed.strip() else ():
        yield write_jump(source.title, _("Source"), "source", source.public_id)


def write_jump(label: str, hint: str, page: str, public_id: str) -> Jump:
    """Give one line of the palette."""
    return {"label": label[:160], "hint": hint, "url": reverse(page, args=[public_id])}
