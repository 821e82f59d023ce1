"""What a person is told, and how they want to be told."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.models import Notice, NoticeChannel, NoticeEvent
from claims.notices.reading import (
    choose_channels,
    count_unread,
    list_settings,
    mark_all_read,
    mark_read,
)
from claims.notices.wording import say_notice
from claims.web.forms import DeskForm
from claims.web.pages import take_page
from claims.web.requests import DeskRequest

PAGE = 50  # notices
PLACES = {
    NoticeEvent.MENTION: "claim-comments",
    NoticeEvent.COMMENT_REPLY: "claim-comments",
    NoticeEvent.QUERY_RAISED: "claim-queries",
    NoticeEvent.QUERY_ANSWERED: "claim-queries",
}
ARTICLE_PLACES = {
    NoticeEvent.MENTION: "article-comments",
    NoticeEvent.COMMENT_REPLY: "article-comments",
    NoticeEvent.DEADLINE: "article-deadline",
}


@login_required
@require_safe
def list_notices(request: DeskRequest) -> HttpResponse:
    """Show one's notices, newest first; `?show=unread` leaves out what was read."""
    rows = Notice.objects.of(request.user)
    unread_only = request.GET.get("show") == "unread"
    if unread_only:
        rows = rows.filter(read_at__isnull=True)
    page = take_page(rows, after=request.GET.get("after", ""), size=PAGE)
    context = {
        "page": page,
        "notices": [{"row": row, "words": say_notice(row)} for row in page.rows],
        "n_unread": count_unread(request.user),
        "unread_only": unread_only,
        "newest": page.rows[0].public_id if page.rows else "",
    }
    return render(request, "notices/notices.html", context)


@login_required
@require_safe
def open_notice(request: DeskRequest, public_id: str) -> HttpResponse:
    """Go to what a notice is about. It stays unread: previews of mail open links too."""
    notice = find_notice(request, public_id)
    return redirect(find_place(notice))


@login_required
@require_POST
def read_notice(request: DeskRequest, public_id: str) -> HttpResponse:
    """Mark one notice read; `go` goes on to what it is about."""
    notice = find_notice(request, public_id)
    mark_read(notice, now=timezone.now())
    return redirect(find_place(notice) if "go" in request.POST else reverse("notices"))


@login_required
@require_POST
def read_all(request: DeskRequest) -> HttpResponse:
    """Mark everything read that the page showed or that is older."""
    mark_all_read(request.user, up_to=request.POST.get("newest", ""), now=timezone.now())
    return redirect("notices")


def find_notice(request: DeskRequest, public_id: str) -> Notice:
    """Give one's own notice.

    Raises:
        Http404: there is none, or its article is closed to them now.
    """
    return get_object_or_404(Notice.objects.of(request.user), public_id=public_id)


def find_place(notice: Notice) -> str:
    """Give the address of what the notice is about."""
    if notice.claim is None:
        name = ARTICLE_PLACES.get(NoticeEvent(notice.event), "article")
        return reverse(name, args=[notice.article.public_id])
    name = PLACES.get(NoticeEvent(notice.event), "claim")
    return reverse(name, args=[notice.claim.public_id])


class ChannelForm(DeskForm):
    """How one wants to be told, by event."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a field for every event."""
        super().__init__(*args, **kwargs)
        for event in NoticeEvent:
            self.fields[event.value] = forms.ChoiceField(
                label=event.label, choices=NoticeChannel.choices,
                widget=forms.Select({"class": "input"}),
            )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: DeskRequest) -> HttpResponse:
    """Show and keep how one is told of each kind of thing."""
    posted = request.POST if request.method == "POST" else None
    form = ChannelForm(posted, initial=list_settings(request.user))
    if posted is not None and form.is_valid():
        choose_channels(request.user, wanted=form.cleaned_data, now=timezone.now())
        messages.success(request, _("Kept."))
        return redirect("notice-settings")
    context = {"form": form, "address": request.user.email}
    return render(
        request, "notices/settings.html", context, status=409 if form.errors else 200
    )
