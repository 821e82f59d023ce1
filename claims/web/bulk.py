"""One act on the chosen claims of the queue: tried and shown first, then done."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.errors import DeskError
from claims.models import Claim, Role, TrailEntry, User
from claims.verdicts.bulk import Act, act_on_all, assign, dismiss, keep, label, try_act
from claims.verdicts.policies import RISKS
from claims.web.forms import RISK_WORDS, DeskForm, put_refusal
from claims.web.once import once, refuse
from claims.web.requests import DeskRequest

LONGEST_QUERY = 300
MOST_SHOWN = 100  # more than a page of the queue holds


class BulkForm(DeskForm):
    """What to do to the chosen claims; each act takes the one field it needs."""

    act = forms.ChoiceField(
        label=_("With the chosen claims"),
        choices=(
            ("keep", _("Keep them")),
            ("dismiss", _("Dismiss them")),
            ("assign", _("Assign them")),
            ("label", _("Flag a risk")),
        ),
    )
    reviewer = forms.ModelChoiceField(
        label=_("To whom"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        required=False,
    )
    risk = forms.ChoiceField(
        label=_("Risk"),
        choices=(("", "—"), *((one, RISK_WORDS[one]) for one in RISKS)),
        required=False,
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    needs: ClassVar[dict[str, Any]] = {
        "assign": _("For assigning."),
        "label": _("For flagging."),
        "dismiss": _("For dismissing."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the people who may review."""
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).exclude(role=Role.VIEWER)
        field = self.fields["reviewer"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people.order_by("username")

    def clean(self) -> dict[str, Any]:
        """Ask for the field that the act needs."""
        given = super().clean() or {}
        needed = {"dismiss": "reason", "assign": "reviewer", "label": "risk"}
        field = needed.get(given.get("act", ""), "")
        if field and not given.get(field) and field not in self.errors:
            self.add_error(field, _("This act needs it."))
        return given

    def choose_act(self) -> Act:
        """Give the act that the form names."""
        given = self.cleaned_data
        acts: dict[str, Callable[[], Act]] = {
            "keep": keep,
            "dismiss": lambda: dismiss(given["reason"]),
            "assign": lambda: assign(given["reviewer"]),
            "label": lambda: label(given["risk"]),
        }
        return acts[given["act"]]()


def describe_bulk(user: User) -> dict[str, Any]:
    """Give the bar's form to those who may use it."""
    may = user.ranks(Role.EDITOR)
    return {"bulk_form": BulkForm(auto_id="bulk-%s") if may else None}


@login_required
@require_POST
@once
def act_on_chosen(request: DeskRequest) -> HttpResponse:
    """Show what the act would do to each chosen claim; with `sure` do it."""
    rows = Claim.objects.visible_to(request.user).filter(public_id__in=read_chosen(request))
    claims = list(rows.for_queue().order_by("pk"))
    form = BulkForm(request.POST)
    context: dict[str, Any] = {"query": read_back(request)}
    if form.is_valid():
        try:
            if "sure" in request.POST and (done := do_it(request, claims, form)):
                return done
            trials = try_act(
                claims, form.choose_act(), actor=request.user, now=timezone.now()
            )
            context |= {
                "trials": trials,
                "n_done": sum(1 for one in trials if not one.refusal),
            }
        except DeskError as refusal:
            put_refusal(form, refusal)
    context |= {"form": form, "claims": claims}
    status = 409 if form.errors else 200
    return refuse(render(request, "claims/bulk.html", context, status=status))


def read_chosen(request: DeskRequest) -> list[str]:
    """Give the ids of the ticked claims, or of all that the page showed."""
    chosen = request.POST.getlist("claim")
    if "all-shown" in request.POST:
        chosen = request.POST.get("shown", "").split()[:MOST_SHOWN]
    return [key.replace("\0", "") for key in chosen]


def do_it(request: DeskRequest, claims: list[Claim], form: BulkForm) -> HttpResponse | None:
    """Do the act to all of them; back to the list they were chosen from.

    None where one refuses: nothing was done, and the form says why.
    """
    now = timezone.now()
    try:
        n = act_on_all(claims, form.choose_act(), actor=request.user, now=now)
    except DeskError as refusal:
        put_refusal(form, refusal)
        return None
    words = ngettext("Done for %(n)s claim.", "Done for %(n)s claims.", n) % {"n": n}
    messages.success(request, words)
    query = QueryDict(read_back(request), mutable=True)
    entry = TrailEntry.objects.filter(actor=request.user, at=now).order_by("-pk").first()
    query["done"] = str(entry.pk) if entry else ""
    return redirect(f"{reverse('queue')}?{query.urlencode()}")


def read_back(request: DeskRequest) -> str:
    """Give the query string of the list, to return to."""
    return request.POST.get("back", "").replace("\0", "")[:LONGEST_QUERY]
