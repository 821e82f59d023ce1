"""Outside experts: the editor's invitations to a claim, and the page behind the link."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from claims.errors import DeskError
from claims.evidence.invitations import (
    LONGEST,
    LONGEST_BASIS,
    answer_invitation,
    find_invitation,
    find_state,
    invite_expert,
    list_showable,
    withdraw_invitation,
)
from claims.evidence.reads import note_evidence, note_invitations
from claims.models import Claim, Evidence, Invitation, Role
from claims.web.claim_desk import find_claim
from claims.web.forms import DeskForm, put_refusal
from claims.web.once import once, refuse, show_once
from claims.web.private_links import keep_private
from claims.web.requests import DeskRequest
from claims.web.surroundings import read_sentence
from claims.wording import say

STANCES = (
    ("supports", _("The words are right")),
    ("refutes", _("The words are wrong")),
    ("context", _("Neither: it is more complicated, or I cannot say")),
)


class InviteForm(DeskForm):
    """Whom to ask what, which evidence to show, and for how long."""

    expert = forms.CharField(label=_("Who is asked"), max_length=LONGEST["expert"])
    email = forms.EmailField(
        label=_("E-mail address (kept for people with clearance)"), required=False,
        max_length=LONGEST["email"],
    )  # fmt: skip
    question = forms.CharField(
        label=_("Question"), max_length=LONGEST["question"],
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    shown = forms.MultipleChoiceField(
        label=_("Evidence to show"), required=False, widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(
        label=_("Days the link lives"), initial=14, min_value=1, max_value=90
    )
    confidential = forms.BooleanField(
        label=_("Confidential: name and answer for people with clearance"), required=False
    )

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        """Offer the claim's open, standing evidence."""
        super().__init__(*args, **kwargs)
        field = self.fields["shown"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (row.public_id, str(row.source)) for row in list_showable(claim)
            ]
            field.widget.attrs.pop("class", None)


class AnswerForm(DeskForm):
    """The expert's answer."""

    stance = forms.ChoiceField(
        label=_("Are the marked words right?"), choices=STANCES, widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the words are right.")},
    )  # fmt: skip
    answer = forms.CharField(
        label=_("Your answer"), max_length=LONGEST["answer"],
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Write your answer.")},
    )  # fmt: skip
    basis = forms.CharField(
        label=_("What you base it on (optional)"), required=False,
        max_length=LONGEST_BASIS, widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@once
def show_invitations(request: DeskRequest, public_id: str) -> HttpResponse:
    """The claim's invitations; a POST makes one and shows its link, this once."""
    claim = find_claim(request, public_id)
    refuse_others(request)
    if request.method != "POST":
        return render_invitations(request, claim, InviteForm(claim=claim))
    form = InviteForm(request.POST, claim=claim)
    if form.is_valid():
        try:
            row, secret = invite_expert(
                claim, actor=request.user, now=timezone.now(), **form.cleaned_data
            )
        except DeskError as refusal:
            put_refusal(form, refusal)
        else:
            made: dict[str, Any] = {"made": row, "secret": secret}
            form = InviteForm(claim=claim)
            return show_once(render_invitations(request, claim, form, **made))
    return render_invitations(request, claim, form, status=409)


@login_required
@require_POST
def withdraw(request: DeskRequest, public_id: str) -> HttpResponse:
    """End a link before it is used."""
    rows = Invitation.objects.visible_to(request.user).select_related("claim__article")
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Http404
    refuse_others(request)
    try:
        withdraw_invitation(row, actor=request.user, now=timezone.now())
    except DeskError as refusal:
        claim = find_claim(request, row.claim.public_id)
        form = InviteForm(claim=claim)
        refused: dict[str, Any] = {"refused": say(refusal.detail)}
        return render_invitations(request, claim, form, status=409, **refused)
    return redirect("experts", row.claim.public_id)


def refuse_others(request: DeskRequest) -> None:
    """Let editors in.

    Raises:
        PermissionDenied: the person is no editor.
    """
    if not request.user.ranks(Role.EDITOR):
        raise PermissionDenied("Editors ask outside experts.")


def render_invitations(
    request: DeskRequest, claim: Claim, form: InviteForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Render the page; what the person may not see of confidential ones stays out."""
    now = timezone.now()
    rows = list(
        Invitation.objects.visible_to(request.user)
        .filter(claim=claim)
        .select_related("invited_by", "as_evidence__source", "claim__article")[:100]
    )
    note_invitations(rows, actor=request.user, now=now)
    answers = [row.as_evidence for row in rows if row.as_evidence is not None]
    note_evidence(answers, actor=request.user, now=now, article=claim.article)
    context = {
        "claim": claim,
        "words": read_sentence(claim),
        "rows": [(row, find_state(row, now=now)) for row in rows],
        "form": form,
        **more,
    }
    return render(request, "claims/experts.html", context, status=status)


@csrf_exempt  # the address holds a secret nobody else knows, and no session is used
@keep_private
@require_http_methods(["GET", "HEAD", "POST"])
@once
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The expert's page: the question, then “check your answer”, then thanks.

    A refused form is answered with 200: the log names addresses of refused requests, and
    this address is a key.
    """
    row = find_invitation(token)
    if row is None:
        raise Http404
    now = timezone.now()
    state = find_state(row, now=now)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if state != "open":
        ended = {"state": state, "form": form}
        return render(request, "experts/over.html", ended, status=410)
    step = request.POST.get("step", "")
    ready = request.method == "POST" and form.is_valid() and step != "change"
    if ready and step == "send":
        try:
            answer_invitation(row, now=now, **form.cleaned_data)
        except DeskError as refusal:
            put_refusal(form, refusal)
            ready = False
        else:
            said = {"said": form.cleaned_data}
            return show_once(render(request, "experts/thanks.html", said))
    context = describe_question(row) | {"form": form, "token": token}
    page = "experts/check.html" if ready else "experts/ask.html"
    return refuse(render(request, page, context))


def describe_question(row: Invitation) -> dict[str, Any]:
    """Give what the expert may see: the question, the passage, the evidence chosen."""
    chosen = Evidence.objects.filter(pk__in=row.shown.values("pk"))
    return {
        "invitation": row,
        "words": read_sentence(row.claim),
        "language": row.claim.article.language,
        "shown": list(list_showable(row.claim).filter(pk__in=chosen)),
    }
