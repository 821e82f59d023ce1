"""The page where a person chooses their keys."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from claims.web.acts import try_act
from claims.web.forms import DeskForm
from claims.web.keys import find_preference
from claims.web.requests import DeskRequest
from claims.workflow.key_choice import choose_keys, reset_keys
from claims.workflow.keys import ACTS, GROUPS, are_on, read_keys

KEY = {"class": "input key-input", "maxlength": "1", "size": "2", "autocomplete": "off"}


class KeysForm(DeskForm):
    """A key for every act; empty is none."""

    off = forms.BooleanField(label=_("Turn single keys off"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a field for every act."""
        super().__init__(*args, **kwargs)
        for act in ACTS.values():
            self.fields[act.name] = forms.CharField(
                label=str(act.words),
                required=False,
                max_length=1,
                widget=forms.TextInput(KEY | {"autocapitalize": "none"}),
            )

    def clean(self) -> dict[str, Any]:
        """Give what the service takes: `off`, and `wanted` with the keys alone."""
        cleaned = super().clean() or {}
        off = cleaned.pop("off", False)
        return {"off": off, "wanted": cleaned}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: DeskRequest) -> HttpResponse:
    """Show and keep one's keys; `reset` gives the desk's own back."""
    if request.method == "POST" and "reset" in request.POST:
        reset_keys(request.user, now=timezone.now())
        messages.success(request, _("The desk’s own keys are back."))
        return redirect("key-settings")
    chosen = find_preference(request.user).keys
    form = KeysForm(initial=read_keys(chosen) | {"off": not are_on(chosen)})
    if request.method == "POST":
        form = KeysForm(request.POST)
        if try_act(form, partial(choose_keys, request.user), now=timezone.now()):
            messages.success(request, _("Kept."))
            return redirect("key-settings")
    groups = [(words, [(act, form[act.name]) for act in acts]) for words, acts in GROUPS]
    context = {"form": form, "groups": groups}
    status = 409 if form.errors else 200
    return render(request, "account/keys.html", context, status=status)
