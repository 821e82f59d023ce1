"""A person's own account: where to set what, how the desk looks, keys for tools."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.errors import DeskError
from claims.models import ApiToken, Appearance, TextSize
from claims.web.acts import try_act
from claims.web.forms import DeskForm, put_refusal
from claims.web.keys import find_preference
from claims.web.once import once, show_once
from claims.web.requests import DeskRequest
from claims.wording import say
from claims.workflow.account import (
    LONGEST_NAME,
    MOST_DAYS,
    choose_appearance,
    issue_token,
    revoke_token,
)

SHOWN = 100  # keys on the page, the newest


class AppearanceForm(DeskForm):
    """Which colours, and how large."""

    appearance = forms.ChoiceField(
        label=_("Colours"), choices=Appearance.choices, widget=forms.RadioSelect
    )
    text_size = forms.ChoiceField(
        label=_("Text"), choices=TextSize.choices, widget=forms.RadioSelect
    )


class TokenForm(DeskForm):
    """What a tool's key is for, what it may do, and for how long."""

    name = forms.CharField(
        label=_("Which tool it is for"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Name the tool.")},
    )
    may_write = forms.BooleanField(label=_("May write, not only read"), required=False)
    days = forms.IntegerField(
        label=_("Ends after days"), min_value=1, max_value=MOST_DAYS, initial=90
    )


@login_required
@require_safe
def show_account(request: DeskRequest) -> HttpResponse:
    """Every page about oneself, with a line on each."""
    return render(request, "account/index.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: DeskRequest) -> HttpResponse:
    """Show and keep how the desk looks."""
    row = find_preference(request.user)
    initial = {"appearance": row.appearance, "text_size": row.text_size}
    form = AppearanceForm(request.POST or None, initial=initial)
    act = partial(choose_appearance, request.user)
    if form.is_bound and try_act(form, act, now=timezone.now()):
        messages.success(request, _("Kept."))
        return redirect("appearance")
    status = 409 if form.errors else 200
    return render(request, "account/appearance.html", {"form": form}, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@once
def tokens(request: DeskRequest) -> HttpResponse:
    """One's keys for tools; a POST makes one and shows its secret, once."""
    form = TokenForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            made, secret = issue_token(
                request.user, now=timezone.now(), **form.cleaned_data
            )
        except DeskError as refusal:
            put_refusal(form, refusal)
        else:
            context |= {"made": made, "secret": secret, "form": TokenForm()}
    now = timezone.now()
    rows = ApiToken.objects.filter(owner=request.user).order_by("-pk")[:SHOWN]
    context["rows"] = [(row, row.is_live(now)) for row in rows]
    status = 409 if form.errors else 200
    page = render(request, "account/tokens.html", context, status=status)
    return show_once(page) if "secret" in context else page


@login_required
@require_POST
def revoke(request: DeskRequest, public_id: str) -> HttpResponse:
    """End one of one's keys."""
    token = get_object_or_404(ApiToken, owner=request.user, public_id=public_id)
    try:
        revoke_token(token, actor=request.user, now=timezone.now())
    except DeskError as refusal:
        messages.error(request, say(refusal.detail))
    else:
        messages.success(request, _("The key is revoked: it opens nothing any more."))
    return redirect("tokens")
