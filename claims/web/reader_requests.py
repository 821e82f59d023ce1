"""A reader asks for a correction: the public form, the receipt, and how it came out."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.errors import DeskError
from claims.models import Claim
from claims.publishing import ask_as_reader
from claims.publishing.requests import LONGEST, find_request
from claims.web.checks import find_publication
from claims.web.forms import DeskForm, put_refusal
from claims.web.once import once
from claims.web.private_links import keep_private
from claims.web.rate_limits import take_turn

AN_HOUR = 5  # requests from one network address


class RequestForm(DeskForm):
    """What a reader says; `website` is a trap that people do not see."""

    wrong = forms.CharField(
        label=_("What is wrong, and what would be right?"),
        error_messages={"required": _("Say what is wrong.")},
        max_length=LONGEST["wrong"], widget=forms.Textarea({"rows": 5}),
    )  # fmt: skip
    shown_by = forms.CharField(
        label=_("Where can we see it? An address, a title, a page (optional)"),
        required=False, max_length=LONGEST["shown_by"],
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address (optional)"), required=False,
        max_length=LONGEST["email"],
        widget=forms.EmailInput({"autocomplete": "email"}),
    )  # fmt: skip
    website = forms.CharField(
        label=_("Leave this empty"), required=False, max_length=200,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_website(self) -> str:
        """Refuse what fills in everything."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave the last field empty."))
        return ""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@once
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form; a POST that is taken leads to the private status page."""
    publication = find_publication(public_id)
    if publication.withdrawn_at:
        return redirect("check", public_id)
    form = RequestForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status, secret = send(request, form, publication.claim)
        if secret:
            return redirect("request-status", secret)
    context = {"publication": publication, "claim": publication.claim, "form": form}
    return render(request, "checks/ask.html", context, status=status)


def send(request: HttpRequest, form: RequestForm, claim: Claim) -> tuple[int, str]:
    """Hand the request in; gives the status to answer and the secret of its page, or ""
    where the form says what stands against it."""
    if not form.is_valid():
        return 409, ""
    if not take_turn(request, "request", most=AN_HOUR):
        form.add_error(None, _("Too many requests from your network. Wait an hour."))
        return 429, ""
    said = {name: form.cleaned_data[name] for name in ("wrong", "shown_by", "email")}
    try:
        return 200, ask_as_reader(claim, now=timezone.now(), **said)[1]
    except DeskError as refusal:
        put_refusal(form, refusal)
        return 409, ""


@require_safe
@keep_private
def show_status(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a request, for whoever has its link; never the e-mail address."""
    row = find_request(token)
    if row is None:
        raise Http404
    context = {"asked": row, "claim": row.claim, "publication": row.publication}
    return render(request, "checks/request.html", context)
