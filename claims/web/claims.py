"""One claim: its page, and moving it by hand."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.evidence.letters import key_sources
from claims.models import Claim
from claims.web.acts import act_on_claim, bind, try_act
from claims.web.claim_desk import find_claim, find_evidence, render_claim
from claims.web.comment_counts import count_comments
from claims.web.correcting import describe_last
from claims.web.forms import MoveForm, ReasonForm
from claims.web.once import once, refuse
from claims.web.reading_desk import dress_card, read_head, tell_said
from claims.web.requests import DeskRequest
from claims.workflow import dismiss_alarms, move_claim


@login_required
@require_safe
def show_claim(request: DeskRequest, public_id: str) -> HttpResponse:
    """The quote in its sentence, evidence, reviews, acts and trail."""
    return render_claim(request, find_claim(request, public_id))


@login_required
@require_POST
@once
def move(request: DeskRequest, public_id: str) -> HttpResponse:
    """Keep, dismiss or restore; answers the card that was pressed, or the claim's page."""
    form = MoveForm(request.POST)
    if "from_card" not in request.POST:
        return act_on_claim(request, public_id, move_claim, form, name="move_form")
    claim = find_claim(request, public_id)
    done = try_act(form, bind(move_claim, claim), actor=request.user, now=timezone.now())
    if request.htmx:
        fresh = find_claim(request, public_id)
        return render_card(request, fresh, form=None if done else form)
    if done:
        return redirect(f"{claim_home(claim)}#claim-{claim.number}")
    fresh = find_claim(request, public_id)
    return render_claim(
        request, fresh, bound={"move_form": form, "refused": form}, status=409
    )


def claim_home(claim: Claim) -> str:
    """Give the address of the article page the claim stands on."""
    return reverse("article", args=[claim.article.public_id])


def render_card(
    request: DeskRequest, claim: Claim, *, form: MoveForm | None
) -> HttpResponse:
    """Render the claim's card as the article page includes it, and the page's counters."""
    letters = key_sources(claim.article, request.user)
    dress_card(claim, list(find_evidence(claim, request.user)), letters)
    head = read_head(claim.article, request.user)
    said = count_comments(claim.article, request.user)
    tell_said([claim], said, head["sentences"], article=claim.article)
    context = head | {
        "claim": claim,
        "move_form": form,
        "swapped": True,
        **describe_last(claim.article, request.user),
    }
    answer = render(request, "claims/_claim_card.html", context)
    return refuse(answer) if form else answer


@login_required
@require_POST
@once
def dismiss(request: DeskRequest, public_id: str) -> HttpResponse:
    """Settle the alarms as false: the claim goes back to what it was."""
    form = ReasonForm(request.POST)
    return act_on_claim(request, public_id, dismiss_alarms, form, name="alarm_form")
