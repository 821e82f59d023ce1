"""The report of how far reviewers agree."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from claims.models import Kind
from claims.verdicts.agreement_report import list_rounds, report_agreement
from claims.web.forms import DateInput, DeskForm
from claims.web.requests import DeskRequest

TITLES = {
    "all": gettext_lazy("All rounds"),
    "kind": gettext_lazy("By kind"),
    "pair": gettext_lazy("By pair of reviewers"),
    "month": gettext_lazy("By month"),
}


class SinceForm(DeskForm):
    """From which day on reviews count."""

    since = forms.DateField(
        label=gettext_lazy("Handed in since"), required=False, widget=DateInput()
    )


@login_required
@require_safe
def show_agreement(request: DeskRequest) -> HttpResponse:
    """Percent and both kappas with intervals: over all, by kind, by pair and by month."""
    form = SinceForm(request.GET or None)
    since = form.cleaned_data["since"] if form.is_bound and form.is_valid() else None
    report = report_agreement(list_rounds(request.user, since=since))
    tables = [
        (TITLES[by], [describe_group(by, name, found) for name, found in groups.items()])
        for by, groups in report.items()
    ]
    context = {"tables": tables, "form": form, "since": since}
    return render(request, "desk/agreement.html", context)


def describe_group(by: str, group: str, found: dict[str, Any]) -> dict[str, Any]:
    """Give one row: the group in words, the share with its interval, both kappas."""
    cohen = found["cohen"]
    shares = (cohen.share, cohen.share_low, cohen.share_high)
    percent = [round(100 * one) for one in shares]
    return {"name": name_group(by, group), "percent": percent, **found}


def name_group(by: str, group: str) -> str:
    """Give the group in the reader's language."""
    if by == "kind":
        return str(Kind(group).label).capitalize()
    if by == "pair":
        one, _and, two = group.partition(" and ")
        return _("%(one)s and %(two)s") % {"one": one, "two": two}
    if by == "month":
        return date_format(date.fromisoformat(f"{group}-01"), "F Y")
    return _("All")
