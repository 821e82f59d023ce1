"""Lists of the queue that a person comes back to, by name."""

from urllib.parse import parse_qsl, urlencode

from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.models import Role, SavedFilter
from claims.web.once import once
from claims.web.requests import DeskRequest

KEPT = ("tab", "kind", "article", "order")  # of a query string
MOST = 30  # of one person
LONGEST_NAME = 60


@login_required
@require_POST
@once
def save(request: DeskRequest) -> HttpResponse:
    """Keep the list under a name; the same name again takes its place."""
    query = keep_known(request.POST.get("query", ""))
    name = " ".join(request.POST.get("name", "").replace("\0", "").split())[:LONGEST_NAME]
    shared = request.user.ranks(Role.CHIEF) and "shared" in request.POST
    mine = SavedFilter.objects.filter(owner=request.user)
    if name and (mine.filter(name=name).exists() or mine.count() < MOST):
        write_filter(request, name, query, shared=shared)
    return redirect(f"{reverse('queue')}?{query}")


def write_filter(request: DeskRequest, name: str, query: str, *, shared: bool) -> None:
    """Have the row; two at once leave one."""
    try:
        with transaction.atomic():
            SavedFilter.objects.update_or_create(
                owner=request.user,
                name=name,
                defaults={"query": query, "shared": shared, "created_at": timezone.now()},
            )
    except IntegrityError:
        SavedFilter.objects.filter(owner=request.user, name=name).update(query=query)


@login_required
@require_POST
def drop(request: DeskRequest, public_id: str) -> HttpResponse:
    """Forget one of one's own lists."""
    row = get_object_or_404(SavedFilter, public_id=public_id, owner=request.user)
    query = row.query
    row.delete()
    return redirect(f"{reverse('queue')}?{query}")


def keep_known(query: str) -> str:
    """Give the query string with nothing in it that the queue does not know."""
    pairs = parse_qsl(query.replace("\0", "")[:2000])
    kept = {key: value[:64] for key, value in pairs if key in KEPT}
    return urlencode(kept)[:300]
