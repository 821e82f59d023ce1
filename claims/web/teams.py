"""The page that says who works on a restricted article."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from claims.models import Article, Role, User
from claims.verdicts.teams import change_team, list_stranded
from claims.web.acts import try_act
from claims.web.forms import DeskForm, name_person
from claims.web.once import once
from claims.web.requests import DeskRequest

SHOWN = 50  # claims that wait


class TeamForm(DeskForm):
    """One change: restrict or open the article, or let somebody in or out."""

    change = forms.ChoiceField(
        choices=[
            ("restrict", _("Restrict it")), ("open", _("Open it")), ("add", _("Add")),
            ("drop", _("Take off")),
        ]
    )  # fmt: skip
    person = forms.ModelChoiceField(
        label=_("Who"), queryset=User.objects.none(), to_field_name="public_id",
        required=False,
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer everybody whose account is open."""
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = User.objects.order_by("last_name", "first_name", "username")
            field.label_from_instance = name_person  # type: ignore[assignment]  # Django's own hook


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def show_team(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show who may open the article and whose work waits; a POST changes one thing."""
    visible = Article.objects.visible_to(request.user)
    article = get_object_or_404(
        visible.select_related("created_by", "current"), public_id=public_id
    )
    form = TeamForm(request.POST if request.method == "POST" else None)

    def act(**given: Any) -> object:
        return change_team(article, **given)

    if form.is_bound and try_act(form, act, actor=request.user, now=timezone.now()):
        return redirect("team", public_id)
    filed = article.created_by_id == request.user.pk and request.user.ranks(Role.EDITOR)
    context = {
        "article": article,
        "form": form,
        "refused": form,
        "team": article.team.order_by("last_name", "first_name", "username"),
        "stranded": list_stranded(article).select_related("reviewer", "second_reviewer")[
            :SHOWN
        ],
        "may_set": filed or request.user.ranks(Role.CHIEF),
    }
    return render(
        request, "articles/team.html", context, status=409 if form.errors else 200
    )
